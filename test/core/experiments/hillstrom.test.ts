import { describe, expect, test } from 'vitest';
import { defaultPlan } from '../../../src/core/experiments/default-plan.ts';
import { judgeTest } from '../../../src/core/experiments/judge-test.ts';
import type { Outcome } from '../../../src/core/experiments/outcome.ts';
import { makeArm, makeCounts } from './make-test.ts';

/** MineThatData e-mail challenge (K. Hillstrom 2008): 64,000 customers, two mailings and a holdout. Published totals. */
const arm = (id: string, assigned: number, visits: number, purchases: number) =>
  makeArm(id, assigned, 0, {
    messaged: id === 'holdout' ? 0 : assigned,
    delivered: id === 'holdout' ? 0 : assigned,
    conversions: [
      { kind: 'visit', contacts: visits, events: visits },
      { kind: 'purchase', contacts: purchases, events: purchases },
    ],
  });
const counts = makeCounts(
  [arm('mens', 21_307, 3_894, 267), arm('womens', 21_387, 3_238, 189), arm('holdout', 21_306, 2_262, 122)],
  { isAssignmentFinal: true, isClosed: true },
);
const usual = defaultPlan({
  campaignId: 'spring',
  arms: ['mens', 'womens', 'holdout'].map((id) => ({
    variantId: id,
    label: id,
    share: null,
    isControl: false,
    isHoldout: id === 'holdout',
  })),
  audience: 64_000,
  trailingRate: null,
  primaryKind: 'purchase',
});
const judged = (primary: Outcome) => judgeTest({ ...usual, primary, plannedRate: 0.06 }, counts);

describe('a real test of 64,000 contacts', () => {
  const judgement = judged({ kind: 'conversion', of: 'visit' });
  const against = (arm: string, outcome: string) =>
    judgement.incrementality
      .find((one) => one.variantId === arm)
      ?.comparisons.find((pair) => pair.outcome === outcome);

  test('has no split alarm: chi-square p 0.90', () => {
    expect(judgement.split).toMatchObject({ method: 'chi-square', isAlarm: false });
    expect(judgement.split?.p).toBeCloseTo(0.9, 2);
  });

  test('mens beats womens on visits', () => {
    expect(judgement.verdict).toEqual({ id: 'winner', arm: 'mens', isBelowMde: false });
    expect(judgement.pairs).toHaveLength(1);
  });

  test.each([
    ['mens', 'conversion:visit', 0.0766, 22.5],
    ['womens', 'conversion:visit', 0.0452, 14.0],
    ['mens', 'conversion:purchase', 0.0068, 7.4],
    ['womens', 'conversion:purchase', 0.0031, 3.8],
  ])('%s beats the holdout on %s by %d', (arm, outcome, difference, z) => {
    const pair = against(arm, outcome);
    expect(pair?.better).toBe(arm);
    expect(pair?.first).toBe('holdout');
    expect(pair?.difference).toBeCloseTo(difference, 4);
    // published rounded
    expect(Math.abs((pair?.z ?? Number.NaN) - z)).toBeLessThan(0.1);
  });

  test('unplanned, says so of visits as exploratory: nobody clicked', () => {
    const unplanned = judgeTest(usual, counts);
    expect(unplanned.verdict.id).toBe('not_enough_data');
    expect(unplanned.exploratory.find((pair) => pair.outcome === 'conversion:visit')?.better).toBe('mens');
  });
});
