import { describe, expect, test } from 'vitest';
import type { ArmCounts } from '../../../src/core/experiments/arm-counts.ts';
import { judgeTest } from '../../../src/core/experiments/judge-test.ts';
import type { ExperimentPlan } from '../../../src/core/experiments/plan.ts';
import { makeArm, makeCounts, makePlan, makePlannedArm } from './make-test.ts';

const checksOf = (arms: readonly ArmCounts[], plan: Partial<ExperimentPlan> = {}) =>
  judgeTest(makePlan({ plannedContacts: 300_000, ...plan }), makeCounts(arms)).guardrails;
const stateOf = (a: number, b: number) =>
  checksOf([makeArm('A', 150_000, 900, { optedOut: a }), makeArm('B', 150_000, 900, { optedOut: b })]).find(
    (check) => check.guardrail === 'opt-out' && check.variantId === 'B',
  )?.state;

describe('the opt-out guardrail', () => {
  test.each([
    [1_500, 2_000, 'breached'],
    [1_500, 1_500, 'cleared'],
    [1_500, 1_000, 'cleared'],
    [30_000, 30_100, 'not_yet_known'],
    [5, 9, 'too_few'],
  ])('%i of 150,000 against %i: %s', (a, b, state) => {
    expect(stateOf(a, b)).toBe(state);
  });

  test('shows no difference where there are too few', () => {
    const [check] = checksOf([makeArm('A', 150_000, 900, { optedOut: 3 }), makeArm('B', 150_000, 900)]);
    expect(check).toMatchObject({
      state: 'too_few',
      difference: null,
      interval: null,
      events: 3,
      assigned: 150_000,
    });
  });

  test('allows harm up to the margin of the plan', () => {
    const arms = [
      makeArm('A', 150_000, 900, { optedOut: 1_500 }),
      makeArm('B', 150_000, 900, { optedOut: 2_000 }),
    ];
    const guardrails = { harmMargin: 0.005, nonInferiorityMargin: 0.006, isStrict: false };
    expect(checksOf(arms, { guardrails }).find((check) => check.variantId === 'B')?.state).toBe('cleared');
  });

  test('compares with the control, which is not checked itself, else with all others', () => {
    const planned = ['A', 'B', 'C'].map((id) => makePlannedArm(id, 1 / 3));
    const arms = ['A', 'B', 'C'].map((id) => makeArm(id, 100_000, 900, { optedOut: 1_000 }));
    const namesOf = (plan: Partial<ExperimentPlan>) =>
      checksOf(arms, plan)
        .filter((check) => check.guardrail === 'opt-out')
        .map(({ variantId, reference }) => `${variantId} against ${reference}`);
    expect(namesOf({ arms: planned })).toEqual(['A against others', 'B against others', 'C against others']);
    const controlled = planned.map((arm) => ({ ...arm, isControl: arm.variantId === 'B' }));
    expect(namesOf({ arms: controlled })).toEqual(['A against B', 'C against B']);
  });
});

test('messages that arrive nowhere are a guardrail', () => {
  const arms = [
    makeArm('A', 150_000, 9_000, { notDelivered: 3_000 }),
    makeArm('B', 150_000, 9_900, { notDelivered: 6_000 }),
  ];
  expect(
    judgeTest(makePlan({ plannedContacts: 300_000, plannedRate: 0.06 }), makeCounts(arms)).verdict,
  ).toEqual({
    id: 'guardrail_breached',
    arm: 'B',
    guardrail: 'non-delivery',
  });
});

describe('costs', () => {
  const cost = (micro: number, currency = 'EUR') => ({ costs: [{ currency, micro }] });
  const arms = [makeArm('A', 150_000, 900, cost(6e9)), makeArm('B', 150_000, 900, cost(9e9))];
  const usual = { harmMargin: 0, nonInferiorityMargin: 0.003, isStrict: false };
  const costOf = (counted: readonly ArmCounts[], plan: Partial<ExperimentPlan> = {}) =>
    checksOf(counted, plan).find((check) => check.guardrail === 'cost' && check.variantId === 'B');

  test('are shown a contact, and block nothing where the plan sets no limit', () => {
    expect(costOf(arms)).toMatchObject({ state: 'cleared', difference: 20_000, interval: null });
  });

  test('block an arm dearer than the limit of the plan', () => {
    expect(costOf(arms, { guardrails: { ...usual, costLimit: 0.5 } })?.state).toBe('cleared');
    expect(costOf(arms, { guardrails: { ...usual, costLimit: 0.49 } })?.state).toBe('breached');
  });

  test('are not compared in two currencies, or where one arm has none', () => {
    expect(
      costOf([makeArm('A', 150_000, 900, cost(6e9, 'USD')), makeArm('B', 150_000, 900, cost(9e9))]),
    ).toBeUndefined();
    expect(costOf([makeArm('A', 150_000, 900), makeArm('B', 150_000, 900, cost(9e9))])).toBeUndefined();
  });
});
