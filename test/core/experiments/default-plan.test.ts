import { describe, expect, test } from 'vitest';
import { defaultPlan, defaultPrimary, type ProposedArm } from '../../../src/core/experiments/default-plan.ts';
import { judgeTest } from '../../../src/core/experiments/judge-test.ts';
import { makeArm, makeCounts } from './make-test.ts';

const arm = (variantId: string, share: number | null, changes: Partial<ProposedArm> = {}): ProposedArm => ({
  variantId,
  label: variantId,
  share,
  isControl: false,
  isHoldout: false,
  ...changes,
});
const planOf = (arms: readonly ProposedArm[], changes: object = {}) =>
  defaultPlan({
    campaignId: 'spring',
    arms,
    audience: 8_000,
    trailingRate: null,
    primaryKind: 'signup',
    ...changes,
  });

describe('the plan of a test nobody planned', () => {
  test('is clicks, a tenth of what is usual, over the whole audience', () => {
    expect(planOf([arm('A', 0.5), arm('B', 0.5)])).toMatchObject({
      primary: { kind: 'click' },
      alpha: 0.05,
      mdeRelative: 0.1,
      plannedContacts: 8_000,
      plannedRate: 0.06,
      windows: { click: 72, conversion: 168 },
      split: 'random',
      origin: 'default',
    });
  });

  test('expects what the account did before, where there is a before', () => {
    const arms = [arm('A', 0.5), arm('B', 0.5)];
    expect(planOf(arms, { trailingRate: 0.031 }).plannedRate).toBe(0.031);
    expect([0, 1, Number.NaN].map((trailingRate) => planOf(arms, { trailingRate }).plannedRate)).toEqual([
      0.06, 0.06, 0.06,
    ]);
  });

  test('divides what is left equally among arms without a share', () => {
    const sharesOf = (...shares: (number | null)[]) =>
      planOf(shares.map((share, place) => arm(`v${place}`, share))).arms.map(({ share }) => share);
    expect(sharesOf(null, null)).toEqual([0.5, 0.5]);
    expect(sharesOf(0.8, null, null)).toEqual([0.8, expect.closeTo(0.1, 12), expect.closeTo(0.1, 12)]);
    expect(sharesOf(0.333333, 0.333333, 0.333333)).toEqual([
      expect.closeTo(1 / 3, 12),
      expect.closeTo(1 / 3, 12),
      expect.closeTo(1 / 3, 12),
    ]);
  });

  test('leaves shares that do not add up for a refusal with their sum', () => {
    const plan = planOf([arm('A', 0.5), arm('B', 0.4)]);
    expect(judgeTest(plan, makeCounts([makeArm('A', 500, 50), makeArm('B', 400, 50)])).verdict).toEqual({
      id: 'invalid_data',
      reason: 'the planned shares add up to 0.9000, not to 1',
    });
  });

  test('decides one mailing against a holdout on conversions of the campaign', () => {
    const arms = [arm('A', 0.9), arm('H', 0.1, { isHoldout: true })];
    expect(defaultPrimary({ arms, primaryKind: 'signup' })).toEqual({ kind: 'conversion', of: 'signup' });
    expect(planOf(arms).plannedRate).toBe(0.01);
  });
});
