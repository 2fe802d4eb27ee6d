import { describe, expect, test } from 'vitest';
import type { ArmCounts } from '../../../src/core/experiments/arm-counts.ts';
import { judgeTest } from '../../../src/core/experiments/judge-test.ts';
import { verdictWord } from '../../../src/core/experiments/judgement.ts';
import type { ExperimentPlan } from '../../../src/core/experiments/plan.ts';
import { mixtureCriticalValue } from '../../../src/core/stats/sequential.ts';
import { makeArm, makeCounts, makePlan, makePlannedArm } from './make-test.ts';

const ABC = ['A', 'B', 'C'];
const judge = (plan: ExperimentPlan, arms: readonly ArmCounts[], changes = {}) =>
  judgeTest(plan, makeCounts(arms, changes));
const wordOf = (plan: ExperimentPlan, arms: readonly ArmCounts[], changes = {}) =>
  verdictWord(judge(plan, arms, changes).verdict);

describe('the order of the verdict', () => {
  test('says not a test before it looks at the counts', () => {
    expect(wordOf(makePlan({}, ['A']), [makeArm('A', 10, 20)])).toBe('not_a_test');
  });

  test('says invalid data before it looks at the split', () => {
    expect(wordOf(makePlan(), [makeArm('A', 15_000, 300), makeArm('B', 12_000, 12_001)])).toBe(
      'invalid_data',
    );
  });

  test('says the split is off before too few, with counts and without a comparison', () => {
    const judgement = judge(makePlan(), [makeArm('A', 9_000, 3), makeArm('B', 8_000, 1)]);
    expect(judgement.verdict).toEqual({ id: 'invalid_srm' });
    expect(judgement.split).toMatchObject({ observed: [9_000, 8_000], isAlarm: true });
    expect(judgement.arms.map(({ contacts, value }) => [contacts, value])).toEqual([
      [3, null],
      [1, null],
    ]);
    expect([judgement.pairs, judgement.guardrails, judgement.exploratory, judgement.detail.bayes]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  test('says too few before a guardrail, also when the test is closed', () => {
    const arms = [makeArm('A', 15_000, 9, { optedOut: 10 }), makeArm('B', 15_000, 10, { optedOut: 300 })];
    const { verdict, guardrails } = judge(makePlan(), arms, { isClosed: true });
    expect(verdict).toMatchObject({ id: 'not_enough_data', promising: null });
    expect(guardrails.some((check) => check.state === 'breached')).toBe(true);
  });

  test('says that a guardrail is broken where the arm would have won', () => {
    const arms = [makeArm('A', 15_000, 300, { optedOut: 60 }), makeArm('B', 15_000, 480, { optedOut: 200 })];
    expect(judge(makePlan(), arms).verdict).toEqual({
      id: 'guardrail_breached',
      arm: 'B',
      guardrail: 'opt-out',
    });
  });

  test('lets the arm win that beats the one with the broken guardrail', () => {
    const arms = [makeArm('A', 15_000, 480, { optedOut: 60 }), makeArm('B', 15_000, 300, { optedOut: 200 })];
    expect(wordOf(makePlan(), arms)).toBe('winner:A');
  });

  test('lets another arm win that beats every arm still in the race', () => {
    const arms = [
      makeArm('A', 15_000, 300, { optedOut: 60 }),
      makeArm('B', 15_000, 480, { optedOut: 60 }),
      makeArm('C', 15_000, 490, { optedOut: 300 }),
    ];
    expect(wordOf(makePlan({ plannedContacts: 45_000 }, ABC), arms)).toBe('winner:B');
  });

  test('lets nobody win by default when the others broke a guardrail', () => {
    const arms = [makeArm('A', 15_000, 300, { optedOut: 60 }), makeArm('B', 15_000, 310, { optedOut: 200 })];
    expect(wordOf(makePlan(), arms)).toBe('guardrail_breached:B');
  });

  test('names the winner and says when its lead is smaller than what matters', () => {
    const plan = makePlan({ plannedContacts: 2_000_000, mdeRelative: 0.1 });
    const { verdict } = judge(plan, [makeArm('A', 1_000_000, 20_000), makeArm('B', 1_000_000, 20_900)]);
    expect(verdict).toEqual({ id: 'winner', arm: 'B', isBelowMde: true });
  });

  test('needs every other arm beaten for a winner, else it is a tie with losers', () => {
    const plan = makePlan({ plannedContacts: 45_000 }, ABC);
    const { verdict } = judge(plan, [
      makeArm('A', 15_000, 300),
      makeArm('B', 15_000, 480),
      makeArm('C', 15_000, 470),
    ]);
    expect(verdict).toEqual({ id: 'tie', leaders: ['B', 'C'], losers: ['A'] });
  });

  test('says no difference worth having when every interval lies inside what matters', () => {
    const plan = makePlan({ plannedContacts: 2_000_000 });
    const arms = [makeArm('A', 1_000_000, 20_000), makeArm('B', 1_000_000, 20_010)];
    expect(wordOf(plan, arms)).toBe('no_difference_within_mde');
    expect(wordOf(plan, arms, { matureShare: 0.5 })).toBe('not_enough_data');
  });

  test('says not enough while open, inconclusive when closed, and how many more', () => {
    const arms = [makeArm('A', 15_000, 300), makeArm('B', 15_000, 320)];
    const need = { morePerArm: 139_497, similarSends: 10 };
    expect(judge(makePlan(), arms).verdict).toEqual({ id: 'not_enough_data', need, promising: null });
    expect(judge(makePlan(), arms, { isClosed: true }).verdict).toEqual({ id: 'inconclusive', need });
  });

  test('calls an arm promising when a single look would have named it, only while open', () => {
    const arms = [makeArm('A', 15_000, 300), makeArm('B', 15_000, 360)];
    expect(judge(makePlan(), arms).verdict).toMatchObject({ id: 'not_enough_data', promising: 'B' });
    expect(wordOf(makePlan(), arms, { isClosed: true })).toBe('inconclusive');
  });

  test('names no winner between exactly equal arms', () => {
    expect(judge(makePlan(), [makeArm('A', 15_000, 300), makeArm('B', 15_000, 300)]).verdict).toMatchObject({
      id: 'not_enough_data',
      promising: null,
    });
    const plan = makePlan({ plannedContacts: 45_000 }, ABC);
    const arms = [makeArm('A', 15_000, 300), makeArm('B', 15_000, 480), makeArm('C', 15_000, 480)];
    expect(judge(plan, arms).verdict).toEqual({ id: 'tie', leaders: ['B', 'C'], losers: ['A'] });
  });

  test('waits for cleared guardrails where the plan is strict', () => {
    const strict = { harmMargin: 0, nonInferiorityMargin: 0.003, isStrict: true };
    const arms = [makeArm('A', 15_000, 300), makeArm('B', 15_000, 480)];
    expect(wordOf(makePlan({ guardrails: strict }), arms)).toBe('not_enough_data');
    expect(wordOf(makePlan(), arms)).toBe('winner:B');
  });
});

describe('many comparisons', () => {
  test('of a plan with a control share alpha over 2k - 3 at every look, also while the control leads', () => {
    const arms = ['A', 'B', 'C', 'Z'].map((id) => makePlannedArm(id, 0.25, { isControl: id === 'Z' }));
    const plan = makePlan({ arms, plannedContacts: 60_000 });
    const pairs = judge(plan, [
      makeArm('A', 15_000, 300),
      makeArm('B', 15_000, 310),
      makeArm('C', 15_000, 320),
      makeArm('Z', 15_000, 390),
    ]).pairs;
    expect(pairs).toHaveLength(3);
    const smallest = pairs[0];
    expect(smallest?.adjustedP).toBeCloseTo(5 * (smallest?.alwaysValidP ?? Number.NaN), 12);
    const r = smallest?.fraction ?? Number.NaN;
    expect(smallest?.critical).toBe(mixtureCriticalValue(r, 0.05 / 5));
  });

  test('name no winner while 0 lies in the interval, whatever p says', () => {
    const plan = makePlan({ plannedContacts: 2_000, plannedRate: 0.05 });
    const { pairs, verdict } = judge(plan, [makeArm('A', 1_000, 10), makeArm('B', 1_000, 30)]);
    expect(pairs[0]?.adjustedP).toBeLessThan(0.05);
    expect(pairs[0]?.interval?.lower).toBeLessThan(0);
    expect(pairs[0]?.better).toBeNull();
    expect(verdict).toMatchObject({ id: 'not_enough_data', promising: 'B' });
  });
});

describe('who is compared', () => {
  test('prefers fewer where less is better', () => {
    const plan = makePlan({ primary: { kind: 'opt-out' } });
    const arms = [makeArm('A', 15_000, 0, { optedOut: 300 }), makeArm('B', 15_000, 0, { optedOut: 480 })];
    const judgement = judge(plan, arms);
    expect(verdictWord(judgement.verdict)).toBe('winner:A');
    expect(judgement.guardrails.map((check) => check.guardrail)).not.toContain('opt-out');
  });

  test('lets a control win, and compares the best arm with the rest', () => {
    const arms = [
      makePlannedArm('A', 1 / 3),
      makePlannedArm('B', 1 / 3),
      makePlannedArm('Z', 1 / 3, { isControl: true }),
    ];
    const plan = makePlan({ arms, plannedContacts: 45_000 });
    const counts = [makeArm('A', 15_000, 300), makeArm('B', 15_000, 310), makeArm('Z', 15_000, 500)];
    expect(wordOf(plan, counts)).toBe('winner:Z');
    const led = judge(plan, [
      makeArm('A', 15_000, 300),
      makeArm('B', 15_000, 500),
      makeArm('Z', 15_000, 310),
    ]);
    expect(led.pairs.map(({ first, second }) => [first, second])).toEqual([
      ['Z', 'A'],
      ['Z', 'B'],
      ['A', 'B'],
    ]);
    expect(verdictWord(led.verdict)).toBe('winner:B');
  });

  test('keeps the holdout in the split and out of the race', () => {
    const arms = [
      makePlannedArm('A', 0.45),
      makePlannedArm('B', 0.45),
      makePlannedArm('H', 0.1, { isHoldout: true }),
    ];
    const plan = makePlan({ arms, primary: { kind: 'conversion', of: 'purchase' } });
    const bought = (n: number) => ({ conversions: [{ kind: 'purchase', contacts: n, events: n }] });
    const holdout = makeArm('H', 3_333, 0, { messaged: 0, ...bought(300) });
    const counts = [makeArm('A', 15_000, 0, bought(300)), makeArm('B', 15_000, 0, bought(320)), holdout];
    const judgement = judge(plan, counts);
    expect(judgement.pairs.map(({ first, second }) => [first, second])).toEqual([['A', 'B']]);
    expect(judgement.split?.observed).toEqual([15_000, 15_000, 3_333]);
    expect(
      judgement.incrementality.map(({ variantId, comparisons }) => [variantId, comparisons[0]?.better]),
    ).toEqual([
      ['A', 'H'],
      ['B', 'H'],
    ]);
    expect(wordOf(plan, [...counts.slice(0, 2), makeArm('H', 6_000, 0, { messaged: 0 })])).toBe(
      'invalid_srm',
    );
  });

  test('asks of one mailing and a holdout whether sending helps', () => {
    const arms = [makePlannedArm('A', 0.5), makePlannedArm('H', 0.5, { isHoldout: true })];
    const bought = (n: number) => ({ conversions: [{ kind: 'purchase', contacts: n, events: n }] });
    const counts = [
      makeArm('A', 15_000, 200, bought(480)),
      makeArm('H', 15_000, 0, { messaged: 0, ...bought(300) }),
    ];
    const plan = makePlan({ arms, primary: { kind: 'conversion', of: 'purchase' } });
    expect(wordOf(plan, counts)).toBe('winner:A');
    expect(judge(makePlan({ arms }), counts).verdict).toMatchObject({
      id: 'not_a_test',
      reason: expect.stringContaining('a holdout, which cannot click'),
    });
  });

  test('compares send times only when all windows have ended', () => {
    const plan = makePlan({ tested: 'send-time' });
    const arms = [makeArm('A', 15_000, 300), makeArm('B', 15_000, 480)];
    const early = judge(plan, arms, { matureShare: 0.5 });
    expect(early.verdict).toMatchObject({ id: 'not_enough_data', promising: null });
    expect(early.pairs[0]?.refusal).toContain('send times');
    expect(wordOf(plan, arms)).toBe('winner:B');
  });

  test('never lets another outcome win', () => {
    const bought = (n: number) => ({ conversions: [{ kind: 'purchase', contacts: n, events: n }] });
    const judgement = judge(makePlan(), [
      makeArm('A', 15_000, 300, bought(100)),
      makeArm('B', 15_000, 310, bought(300)),
    ]);
    expect(judgement.exploratory.find((pair) => pair.outcome === 'conversion:purchase')?.better).toBe('B');
    expect(judgement.verdict.id).toBe('not_enough_data');
  });
});
