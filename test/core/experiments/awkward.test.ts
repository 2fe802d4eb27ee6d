import { describe, expect, test } from 'vitest';
import type { ArmCounts } from '../../../src/core/experiments/arm-counts.ts';
import { judgeTest } from '../../../src/core/experiments/judge-test.ts';
import { verdictWord } from '../../../src/core/experiments/judgement.ts';
import type { ExperimentPlan } from '../../../src/core/experiments/plan.ts';
import { makeArm, makeCounts, makePlan, makePlannedArm } from './make-test.ts';

const judge = (arms: readonly ArmCounts[], plan: Partial<ExperimentPlan> = {}) =>
  judgeTest(makePlan(plan), makeCounts(arms));

describe('awkward counts', () => {
  test('0 of n against some: a clear winner, no relative lift', () => {
    const judgement = judge([makeArm('A', 15_000, 0), makeArm('B', 15_000, 300)]);
    expect(verdictWord(judgement.verdict)).toBe('winner:B');
    expect(judgement.pairs[0]?.relative).toBeNull();
    expect(judgement.arms[0]).toMatchObject({ value: 0, reason: null });
  });

  test('n of n against nearly all', () => {
    const judgement = judge([makeArm('A', 15_000, 15_000), makeArm('B', 15_000, 14_700)], {
      plannedRate: 0.98,
    });
    expect(verdictWord(judgement.verdict)).toBe('winner:A');
    expect(judgement.pairs[0]?.interval?.lower).toBeGreaterThanOrEqual(-1);
  });

  test.each([
    [0, 0],
    [15_000, 15_000],
  ])('%i and %i of n: no test, never a number', (a, b) => {
    const judgement = judge([makeArm('A', 15_000, a), makeArm('B', 15_000, b)]);
    expect(judgement.verdict.id).toBe('not_enough_data');
    expect(judgement.pairs[0]).toMatchObject({
      z: null,
      alwaysValidP: null,
      interval: null,
      refusal: 'gate: 0 of 20 events',
    });
    expect(JSON.stringify(judgement)).not.toContain('NaN');
  });

  test('nobody in one arm of few: a refusal; of many: the split is off', () => {
    const judgement = judge([makeArm('A', 4, 1), makeArm('B', 0, 0)]);
    expect(judgement.pairs[0]).toMatchObject({ difference: null, refusal: 'nobody assigned' });
    expect(judgement.arms[1]).toMatchObject({ value: null, interval: null, reason: 'nobody assigned' });
    expect(judgement.verdict).toEqual({ id: 'not_enough_data', need: null, promising: null });
    expect(judge([makeArm('A', 4_000, 100)]).verdict.id).toBe('invalid_srm');
  });

  test('nobody anywhere', () => {
    expect(judge([]).verdict).toEqual({ id: 'not_enough_data', need: null, promising: null });
    expect(judge([makeArm('A', 0, 0), makeArm('B', 0, 0)]).split).toMatchObject({
      deviation: 0,
      isAlarm: false,
    });
  });

  test('a hundred million contacts, with p below 1e-300 as 0 and ln e to tell', () => {
    const judgement = judge([makeArm('A', 1e8, 2e6), makeArm('B', 1e8, 2.1e6)], { plannedContacts: 2e8 });
    expect(verdictWord(judgement.verdict)).toBe('winner:B');
    expect(judgement.pairs[0]?.alwaysValidP).toBe(0);
    expect(judgement.pairs[0]?.logE).toBeGreaterThan(700);
    expect(judgement.detail.bayes[1]?.probabilityBest).toBeCloseTo(1, 9);
  });

  test('a split of 95 to 5', () => {
    const arms = [makePlannedArm('A', 0.95), makePlannedArm('B', 0.05)];
    const plan = { arms, plannedContacts: 100_000 };
    expect(verdictWord(judge([makeArm('A', 95_000, 1_900), makeArm('B', 5_000, 180)], plan).verdict)).toBe(
      'winner:B',
    );
    expect(judge([makeArm('A', 95_000, 1_900), makeArm('B', 5_000, 110)], plan).verdict).toMatchObject({
      id: 'not_enough_data',
      need: { similarSends: 15 },
    });
  });

  test('revenue where everybody bought for the same', () => {
    const bought = {
      revenue: [{ kind: 'purchase', currency: 'EUR', contacts: 100, sumMicro: 1e9, sumSquares: 1e16 }],
    };
    const judgement = judge([makeArm('A', 100, 0, bought), makeArm('B', 100, 0, bought)], {
      primary: { kind: 'revenue', of: 'purchase' },
    });
    expect(judgement.pairs[0]).toMatchObject({
      difference: 0,
      interval: null,
      refusal: 'all contacts alike',
    });
    expect(judgement.verdict.id).toBe('not_enough_data');
  });
});

describe('the split', () => {
  const plan = { split: 'quota' } as const;
  test('of a quota may differ by rounding and by those in two arms, not more', () => {
    expect(judge([makeArm('A', 5_001, 100), makeArm('B', 5_000, 100)], plan).split).toMatchObject({
      method: 'quota',
      isAlarm: false,
    });
    expect(judge([makeArm('A', 5_010, 100), makeArm('B', 5_000, 100)], plan).split).toMatchObject({
      isAlarm: true,
    });
    const crossed = judgeTest(
      makePlan(plan),
      makeCounts([makeArm('A', 5_010, 100), makeArm('B', 5_000, 100)], { crossedOver: 9 }),
    );
    expect(crossed.split?.isAlarm).toBe(false);
  });

  test('is judged once by chi-square when assignment is over, sequentially before', () => {
    // share .53 of 5,000: chi-square p = 2e-5, Bayes factor below 1000 (statistics.md 2)
    const arms = [makeArm('A', 2_650, 100), makeArm('B', 2_350, 100)];
    const open = judgeTest(makePlan(), makeCounts(arms));
    expect(open.split).toMatchObject({ method: 'sequential', isAlarm: false, isWarning: true });
    expect(open.detail.notes).toContainEqual(expect.stringContaining('the split looks odd'));
    const final = judgeTest(makePlan(), makeCounts(arms, { isAssignmentFinal: true }));
    expect(final.split).toMatchObject({
      method: 'chi-square',
      isAlarm: true,
      isWarning: false,
      deviation: expect.closeTo(0.03, 12),
    });
    expect(final.verdict.id).toBe('invalid_srm');
  });

  test('of fewer than five expected is left to the sequential test', () => {
    const counts = makeCounts([makeArm('A', 6, 1), makeArm('B', 2, 1)], { isAssignmentFinal: true });
    expect(judgeTest(makePlan(), counts).split).toMatchObject({
      method: 'sequential',
      chiSquare: null,
      p: null,
    });
  });
});
