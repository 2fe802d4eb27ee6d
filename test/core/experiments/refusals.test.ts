import { describe, expect, test } from 'vitest';
import type { ArmCounts, TestCounts } from '../../../src/core/experiments/arm-counts.ts';
import { judgeTest } from '../../../src/core/experiments/judge-test.ts';
import type { ExperimentPlan } from '../../../src/core/experiments/plan.ts';
import { makeArm, makeCounts, makePlan, makePlannedArm } from './make-test.ts';

const good = makeArm('A', 1_000, 100);
const refusalOf = (b: ArmCounts, plan: Partial<ExperimentPlan> = {}, counts: Partial<TestCounts> = {}) => {
  const judgement = judgeTest(makePlan(plan), makeCounts([good, b], counts));
  // a refusal shows no number
  expect([judgement.split, judgement.arms, judgement.pairs, judgement.guardrails]).toEqual([
    null,
    [],
    [],
    [],
  ]);
  expect(judgement.verdict.id).toBe('invalid_data');
  return 'reason' in judgement.verdict ? judgement.verdict.reason : '';
};
const soundB = makeArm('B', 1_000, 90);
const revenue = (currency: string, contacts = 60) => ({
  kind: 'purchase',
  currency,
  contacts,
  sumMicro: 6e8,
  sumSquares: 6e15,
});

describe('receipts of one arm that never came', () => {
  const silent = (clicking: number) => makeArm('B', 1_000, clicking, { delivered: 10, notDelivered: 990 });

  test('are no harm of the variant: people who clicked were reached', () => {
    expect(refusalOf(silent(61))).toBe(
      'arm B: 61 contacts clicked and 10 count as reached: receipts are missing',
    );
  });

  test('are not suspected from a few clicks, nor where no arm has receipts', () => {
    expect(judgeTest(makePlan(), makeCounts([good, silent(19)])).verdict.id).not.toBe('invalid_data');
    const alike = makeArm('A', 1_000, 60, { delivered: 10, notDelivered: 990 });
    expect(judgeTest(makePlan(), makeCounts([alike, silent(61)])).verdict.id).toBe('not_enough_data');
  });
});

describe('counts that cannot be', () => {
  test('accepts the counts the refusals below are made from', () => {
    expect(judgeTest(makePlan(), makeCounts([good, soundB])).verdict.id).toBe('not_enough_data');
  });

  test.each([
    ['negative', makeArm('B', 1_000, -1), 'clicking -1 is not a whole number'],
    ['broken', makeArm('B', 1_000, 1.5), 'clicking 1.5 is not a whole number'],
    ['no number', makeArm('B', Number.NaN, 1), 'assigned NaN is not a whole number'],
    ['endless', makeArm('B', Number.POSITIVE_INFINITY, 1), 'is not a whole number'],
    ['clicks above contacts', makeArm('B', 1_000, 1_001), 'clicking 1001 is above its 1000 contacts'],
    ['opt-outs above contacts', makeArm('B', 1_000, 1, { optedOut: 1_001 }), 'opted out 1001 is above'],
    ['messages above contacts', makeArm('B', 1_000, 1, { messaged: 1_001 }), 'messaged 1001 is above'],
    [
      'delivered and not',
      makeArm('B', 1_000, 1, { delivered: 600, notDelivered: 500 }),
      'more than its 1000 contacts',
    ],
    ['human above any', makeArm('B', 1_000, 5, { rawClicking: 4 }), 'human clicks are above 4'],
    [
      'conversions above contacts',
      makeArm('B', 1_000, 1, { conversions: [{ kind: 'visit', contacts: 1_001, events: 1_001 }] }),
      'visit contacts 1001 is above',
    ],
    [
      'fewer events than contacts',
      makeArm('B', 1_000, 1, { conversions: [{ kind: 'visit', contacts: 10, events: 9 }] }),
      '9 visit events are below 10 contacts',
    ],
    [
      'impossible squares',
      makeArm('B', 1_000, 1, { revenue: [{ ...revenue('EUR'), sumSquares: 1e15 }] }),
      'cannot come from 60 buyers',
    ],
    [
      'more responses than clicks',
      makeArm('B', 1_000, 1, { responses: [{ seconds: 60, contacts: 2 }] }),
      'response times',
    ],
  ] as const)('refuses what is %s', (_, arm, reason) => {
    expect(refusalOf(arm)).toContain(reason);
  });

  test('refuses the same arm twice, and an arm nobody planned', () => {
    expect(refusalOf(makeArm('A', 1_000, 1))).toContain('arm A is counted twice');
    expect(refusalOf(makeArm('X', 1_000, 1))).toContain('arm X has 1000 contacts and is not in the plan');
  });

  test('refuses one contact in a hundred in two arms, not fewer', () => {
    expect(refusalOf(soundB, {}, { crossedOver: 21 })).toContain('21 of 2021 contacts are in two arms');
    expect(judgeTest(makePlan(), makeCounts([good, soundB], { crossedOver: 20 })).verdict.id).toBe(
      'not_enough_data',
    );
    expect(refusalOf(soundB, {}, { crossedOver: -1 })).toContain('-1');
  });

  test('refuses when a feed has stopped', () => {
    expect(refusalOf(soundB, {}, { stoppedFeeds: ['receipts', 'clicks'] })).toContain(
      'no more clicks, receipts arrive',
    );
  });

  test('refuses to add two currencies up', () => {
    const plan = { primary: { kind: 'revenue', of: 'purchase' } } as const;
    expect(refusalOf(makeArm('B', 1_000, 1, { revenue: [revenue('EUR'), revenue('USD')] }), plan)).toContain(
      'EUR, USD',
    );
    const exploratory = judgeTest(
      makePlan(),
      makeCounts([
        makeArm('A', 1_000, 100, { revenue: [revenue('EUR')] }),
        makeArm('B', 1_000, 100, { revenue: [revenue('USD')] }),
      ]),
    ).exploratory;
    expect(exploratory.find((pair) => pair.outcome === 'revenue:purchase')?.refusal).toBe('two currencies');
  });
});

describe('plans that cannot be', () => {
  test('refuses contacts in an arm with a planned share of 0', () => {
    const arms = [makePlannedArm('A', 1), makePlannedArm('B', 0)];
    expect(refusalOf(soundB, { arms })).toContain('arm B has 1000 contacts and a planned share of 0');
    const alone = judgeTest(makePlan({ arms }), makeCounts([good]));
    expect(alone.verdict).toEqual({ id: 'not_a_test', reason: 'fewer than two arms with a planned share' });
  });

  test('refuses shares that do not add up, allows rounding', () => {
    const arms = [makePlannedArm('A', 0.5), makePlannedArm('B', 0.49)];
    expect(refusalOf(soundB, { arms })).toContain('add up to 0.9900, not to 1');
    const rounded = [makePlannedArm('A', 0.5), makePlannedArm('B', 0.4995)];
    expect(judgeTest(makePlan({ arms: rounded }), makeCounts([good, soundB])).split?.planned[0]).toBeCloseTo(
      0.50025,
      5,
    );
    expect(refusalOf(soundB, { arms: [makePlannedArm('A', 1.5), makePlannedArm('B', -0.5)] })).toContain(
      'share of arm A',
    );
  });

  test.each([
    [{ plannedRate: 0 }, 'planned rate'],
    [{ plannedRate: Number.NaN }, 'planned rate'],
    [{ plannedContacts: 0 }, 'contacts'],
    [{ alpha: 1 }, 'alpha'],
    [{ mdeRelative: 0 }, 'smallest effect'],
  ])('refuses %o', (plan, reason) => {
    expect(refusalOf(soundB, plan)).toContain(reason);
  });

  test('refuses two controls and two holdouts', () => {
    const both = (changes: object) => [
      makePlannedArm('A', 0.4, changes),
      makePlannedArm('B', 0.4, changes),
      makePlannedArm('C', 0.2),
    ];
    expect(refusalOf(soundB, { arms: both({ isControl: true }) })).toContain('more than one control');
    expect(refusalOf(soundB, { arms: both({ isHoldout: true }) })).toContain('more than one holdout');
  });

  test('refuses a holdout that got the message', () => {
    const arms = [
      makePlannedArm('A', 0.4),
      makePlannedArm('C', 0.2),
      makePlannedArm('B', 0.4, { isHoldout: true }),
    ];
    expect(refusalOf(makeArm('B', 1_000, 0, { messaged: 10 }), { arms })).toContain(
      'holdout B got a message',
    );
  });
});

describe('the gates', () => {
  test.each([
    [9, 10, 'gate: 19 of 20 events'],
    [10, 10, null],
    [990, 991, 'gate: 19 of 20 events'],
  ])('counts the rarer side of %i and %i clicks', (a, b, refusal) => {
    const judgement = judgeTest(makePlan(), makeCounts([makeArm('A', 1_000, a), makeArm('B', 1_000, b)]));
    expect(judgement.pairs[0]?.refusal).toBe(refusal);
  });

  test('wants five expected events in the smaller arm', () => {
    const arms = [makePlannedArm('A', 0.95), makePlannedArm('B', 0.05)];
    const judgement = judgeTest(makePlan({ arms }), makeCounts([makeArm('A', 950, 40), makeArm('B', 50, 5)]));
    expect(judgement.pairs[0]?.refusal).toBe('gate: 2.3 of 5 expected events in the smaller arm');
  });

  test('wants fifty buyers in each arm', () => {
    const plan = makePlan({ primary: { kind: 'revenue', of: 'purchase' } });
    const of = (buyers: number) =>
      judgeTest(
        plan,
        makeCounts([
          makeArm('A', 1_000, 0, { revenue: [revenue('EUR', 60)] }),
          makeArm('B', 1_000, 0, { revenue: [{ ...revenue('EUR', buyers), sumMicro: 5e8 }] }),
        ]),
      ).pairs[0]?.refusal;
    expect(of(49)).toBe('gate: 49 of 50 buyers in the smaller arm');
    expect(of(50)).toBeNull();
  });
});
