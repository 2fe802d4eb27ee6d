import { describe, expect, test } from 'vitest';
import { checkPlan } from '../../../src/core/experiments/check-plan.ts';
import { outcomeId } from '../../../src/core/experiments/outcome.ts';
import { Failure } from '../../../src/core/failure.ts';

const proposal = {
  campaignId: 'spring',
  arms: [{ variantId: 'A' }, { variantId: 'B', label: 'link first' }],
  plannedContacts: 30_000,
};
const holdout = { variantId: 'H', isHoldout: true };

function refusalOf(changes: Readonly<Record<string, unknown>>): string {
  try {
    checkPlan({ ...proposal, ...changes });
  } catch (failure) {
    if (failure instanceof Failure && failure.code === 'bad-input') return failure.message;
    throw failure;
  }
  return 'accepted';
}

describe('a proposed plan', () => {
  test('may leave out what is usual', () => {
    expect(checkPlan(proposal)).toMatchObject({
      arms: [
        { variantId: 'A', label: 'A', share: 0.5, isControl: false, isHoldout: false },
        { variantId: 'B', label: 'link first', share: 0.5 },
      ],
      primary: { kind: 'click' },
      alpha: 0.05,
      plannedRate: 0.06,
      guardrails: { harmMargin: 0, nonInferiorityMargin: 0.003, isStrict: false },
      split: 'random',
      origin: 'applied',
    });
  });

  test('may be a plan that was printed, and is the same again', () => {
    const plan = checkPlan({
      ...proposal,
      primary: 'conversion:purchase',
      plannedRate: 0.02,
      tested: 'call-to-action',
      theme: 'call to action first or last',
      split: 'quota',
      guardrails: { isStrict: true, costLimit: 0.1 },
    });
    expect(checkPlan({ ...plan, primary: outcomeId(plan.primary) })).toEqual(plan);
  });

  test.each([
    [{ plannedcontacts: 1 }, 'plan.plannedcontacts is not known (allowed: campaignId, arms,'],
    [{ campaignId: '' }, 'plan.campaignId must be one line of 1 to 64 characters'],
    [{ campaignId: 'a\nb' }, 'plan.campaignId must be one line'],
    [{ arms: [{ variantId: 'A' }] }, 'plan.arms must be a list of at least two arms'],
    [{ arms: 'A, B' }, 'plan.arms must be a list of at least two arms'],
    [{ arms: [{ variantId: 'A' }, { variantId: 'A' }] }, 'plan.arms name A twice'],
    [{ arms: [{ variantId: 'A' }, { id: 'B' }] }, 'plan.arms[1].id is not known (allowed: variantId, label'],
    [
      {
        arms: [
          { variantId: 'A', share: 0.5 },
          { variantId: 'B', share: 0.49 },
        ],
      },
      'add up to 0.9900 (allowed: 1, within 0.1 %)',
    ],
    [{ arms: [{ variantId: 'A', share: 1 }, { variantId: 'B' }] }, 'plan.arms leave no share to B'],
    [
      {
        arms: [
          { variantId: 'A', share: 50 },
          { variantId: 'B', share: 50 },
        ],
      },
      'plan.arms[0].share must be from 0 to 1',
    ],
    [
      {
        arms: [
          { variantId: 'A', isControl: true },
          { variantId: 'B', isControl: true },
        ],
      },
      'one control at most',
    ],
    [{ arms: [holdout, { ...holdout, variantId: 'I' }] }, 'one holdout at most'],
    [
      { arms: [{ variantId: 'A' }, { ...holdout, isControl: true }] },
      'plan.arms[1] cannot be control and holdout',
    ],
    [{ arms: [{ variantId: 'A' }, holdout] }, 'plan.primary cannot be click: a holdout gets no message'],
    [{ primary: 'opens' }, 'plan.primary must be click, opt-out'],
    [{ primary: { kind: 'click' } }, 'plan.primary must be click, opt-out'],
    [{ alpha: 0.5 }, 'plan.alpha must be from 0.001 to 0.2'],
    [{ mdeRelative: 0 }, 'plan.mdeRelative must be above 0'],
    [{ mdeRelative: '10%' }, 'plan.mdeRelative must be above 0'],
    [{ plannedContacts: undefined }, 'plan.plannedContacts must be a whole number from 1 on'],
    [{ plannedContacts: 1.5 }, 'plan.plannedContacts must be a whole number from 1 on'],
    [{ plannedRate: 1 }, 'plan.plannedRate must be above 0 and below 1'],
    [{ plannedRate: Number.NaN }, 'plan.plannedRate must be above 0 and below 1'],
    [{ windows: { click: 721 } }, 'plan.windows.click must be whole hours from 1 to 720'],
    [{ windows: { clicks: 72 } }, 'plan.windows.clicks is not known'],
    [{ guardrails: { harmMargin: -0.1 } }, 'plan.guardrails.harmMargin must be from 0'],
    [{ guardrails: { isStrict: 'yes' } }, 'plan.guardrails.isStrict must be true or false'],
    [{ tested: 'colour' }, 'plan.tested must be one of text, call-to-action'],
    [{ split: 'even' }, 'plan.split must be one of random, quota'],
  ])('is refused in one line for %o', (changes, message) => {
    const refusal = refusalOf(changes);
    expect(refusal).toContain(message);
    expect(refusal).not.toContain('\n');
  });

  test.each([null, [], 'plan', 7])('is refused when it is %o', (proposed) => {
    expect(() => checkPlan(proposed)).toThrow('plan must be an object');
  });
});
