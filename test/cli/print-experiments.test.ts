import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { experimentsJson } from '../../src/cli/experiments-json.ts';
import { experimentText, wordsOfTests } from '../../src/cli/print-experiments.ts';
import { judgeTest } from '../../src/core/experiments/judge-test.ts';
import type { JudgedTest } from '../../src/core/experiments/judged-test.ts';
import { type BuiltTest, buildJudgedTest } from '../support/judged-by-hand.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const SCHEMA = z.fromJSONSchema(JSON.parse(readFileSync(join(DOCS, 'experiments.schema.json'), 'utf8')));
const AS_OF = Temporal.Instant.from('2026-04-01T10:00Z');

const money = (sumMicro: number) =>
  ({ kind: 'purchase', currency: 'EUR', contacts: 60, sumMicro, sumSquares: 5.5e15 }) as const;
const purchases = (contacts: number) => [{ kind: 'purchase', contacts, events: contacts + 3 }] as const;

const CLEAR: BuiltTest = {
  arms: [
    {
      variantId: 'a',
      label: 'Whole sentence',
      share: 0.4,
      assigned: 20_000,
      messaged: 20_000,
      delivered: 19_000,
      notDelivered: 1_000,
      clicking: 1_000,
      rawClicking: 1_400,
      optedOut: 60,
      conversions: purchases(120),
      revenue: [money(240_500_000)],
    },
    {
      variantId: 'b',
      label: 'Link first',
      share: 0.4,
      assigned: 20_100,
      messaged: 20_100,
      delivered: 19_100,
      notDelivered: 1_000,
      clicking: 1_500,
      rawClicking: 1_900,
      optedOut: 66,
      conversions: purchases(160),
      revenue: [money(300_000_000)],
    },
    {
      variantId: 'none',
      label: 'No message',
      share: 0.2,
      isHoldout: true,
      assigned: 10_000,
      messaged: 0,
      delivered: 0,
      notDelivered: 0,
      clicking: 0,
      rawClicking: 0,
      optedOut: 2,
      conversions: purchases(20),
    },
  ],
  plan: { plannedContacts: 50_000 },
};

function judged(built: BuiltTest): JudgedTest {
  const test = buildJudgedTest(built);
  return { ...test, judgement: judgeTest(test.plan, test.counts) };
}

const json = (...tests: readonly JudgedTest[]): ReturnType<typeof JSON.parse> =>
  JSON.parse(JSON.stringify(experimentsJson({ asOf: AS_OF, windowDays: null, tests: wordsOfTests(tests) })));

const EMPTY: BuiltTest = {
  id: 'empty',
  arms: [
    {
      variantId: 'a',
      assigned: 0,
      messaged: 0,
      delivered: 0,
      notDelivered: 0,
      clicking: 0,
      rawClicking: 0,
      optedOut: 0,
    },
    {
      variantId: 'b',
      assigned: 0,
      messaged: 0,
      delivered: 0,
      notDelivered: 0,
      clicking: 0,
      rawClicking: 0,
      optedOut: 0,
    },
  ],
  counts: { firstAssignedAt: null, lastAssignedAt: null, isClosed: false, matureShare: 0 },
};

describe('experiments --json', () => {
  it('gives counts, split, pairs, guardrails and verdict under their documented keys', () => {
    const [test] = json(judged(CLEAR)).experiments;
    expect(test).toMatchObject({
      campaign_id: 'spring',
      verdict: 'winner:b',
      winner: 'b',
      planned_shares: { a: 0.4, b: 0.4, none: 0.2 },
      closes_at: '2026-03-10T10:00:00Z',
      srm: { method: 'chi-square', alarm: false, observed: { a: 20_000, b: 20_100, none: 10_000 } },
      plan: { primary: 'click', planned_contacts: 50_000, windows: { click_hours: 72 } },
      looks: { stored: 3, first_winner: null },
    });
    expect(test.arms[0]).toMatchObject({
      variant_id: 'a',
      assigned: 20_000,
      clicks: 1_000,
      opt_outs: 60,
      conversions: { purchase: { contacts: 120, events: 123 } },
      revenue: [{ kind: 'purchase', currency: 'EUR', amount: 240.5, sum_squares: 5_500 }],
      outcome: { metric: 'click', value: 0.05 },
    });
    const [first] = test.pairs;
    expect(first).toMatchObject({ role: 'primary', metric: 'click', first: 'a', second: 'b', better: 'b' });
    expect(first.difference).toBeCloseTo(1_500 / 20_100 - 0.05, 12);
    expect(first.adjusted_p).toBeLessThan(0.05);
    expect(test.incrementality.map((one: { variant_id: string }) => one.variant_id)).toEqual(['a', 'b']);
  });

  it('names no end for send times: their windows run from each message, not from the assignment', () => {
    const timed = judged({ ...CLEAR, plan: { ...CLEAR.plan, tested: 'send-time' } });
    expect(json(timed).experiments[0].closes_at).toBeNull();
    expect(wordsOfTests([timed]).map(experimentText).join('')).not.toContain(', closed');
  });

  it('says of a test nobody is assigned to that it has not begun, and that its settings may still change', () => {
    const [test] = json(judged(EMPTY)).experiments;
    expect(test.words.sentence).toBe('Too early to tell: nobody is assigned yet.');
    expect(test.notes).toContain('nobody planned this test: the usual settings are taken until it begins');
  });

  it('leaves a holdout out of the clicks so far, and names an empty arm as one', () => {
    const few = { messaged: 50, delivered: 50, notDelivered: 0, clicking: 2, rawClicking: 2, optedOut: 0 };
    const none = { messaged: 0, delivered: 0, notDelivered: 0, clicking: 0, rawClicking: 0, optedOut: 0 };
    const arms = [
      { variantId: 'a', label: 'One', share: 0.4, assigned: 50, ...few },
      { variantId: 'b', label: 'Two', share: 0.4, assigned: 0, ...none },
      { variantId: 'h', label: 'None', share: 0.2, assigned: 20, isHoldout: true, ...none },
    ];
    const [test] = json(judged({ arms, counts: { isAssignmentFinal: false } })).experiments;
    expect(test.words.sentence).toBe(
      'Too early to tell: One 4.0 % (2 of 50) and Two (nobody assigned) clicked.',
    );
  });

  it('gives revenue differences in units of the currency', () => {
    const [test] = json(judged(CLEAR)).experiments;
    const revenue = test.pairs.find(({ metric }: { metric: string }) => metric === 'revenue:purchase');
    expect(revenue.difference).toBeCloseTo(300 / 20_100 - 240.5 / 20_000, 12);
  });

  it.each([
    ['a clear test', CLEAR],
    ['a test nobody is assigned to', EMPTY],
    [
      'a split that is off',
      {
        id: 'off',
        arms: [
          { variantId: 'a', assigned: 4_000 },
          { variantId: 'b', assigned: 6_000 },
        ],
      },
    ],
    ['counts that cannot be', { id: 'bad', arms: [{ variantId: 'a', clicking: 2_000 }, { variantId: 'b' }] }],
    ['one arm', { id: 'one', arms: [{ variantId: 'a', share: 1 }] }],
  ] as const)('keeps to its schema for %s, and holds no number that is none', (_, built) => {
    const answer = json(judged(built));
    expect(SCHEMA.safeParse(answer).error?.issues ?? []).toEqual([]);
    expect(answer.experiments[0].reason).not.toBe('');
  });

  it('names every key in docs/experiments.md', () => {
    const text = readFileSync(join(DOCS, 'experiments.md'), 'utf8');
    const [test] = json(judged(CLEAR)).experiments;
    const keys = [...Object.keys(test), ...Object.keys(test.arms[0]), ...Object.keys(test.pairs[0])];
    expect(keys.filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
  });
});

describe('experiments', () => {
  it('says the verdict first, then what it stands on, in 100 columns', () => {
    const [shown] = wordsOfTests([judged(CLEAR)]);
    const text = shown === undefined ? '' : experimentText(shown);
    expect(text.split('\n')[0]).toBe('Campaign spring (spring): Link first wins');
    for (const part of [
      '  Why ',
      '  Next ',
      '  Split ',
      'No message (holdout)',
      'exploratory',
      'decides: Link first',
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/clicks +1,000 \(5\.0 %\) +1,500 \(7\.5 %\) +0 \(0 %\)/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('shows no difference of a test whose split is off', () => {
    const [shown] = wordsOfTests([
      judged({
        arms: [
          { variantId: 'a', assigned: 4_000 },
          { variantId: 'b', assigned: 6_000 },
        ],
      }),
    ]);
    const text = shown === undefined ? '' : experimentText(shown);
    expect(text).toContain('Do not trust: the split is off');
    expect(text).not.toContain('difference  ');
  });

  it('puts more than four arms into blocks', () => {
    const arms = ['a', 'b', 'c', 'd', 'e'].map((variantId) => ({ variantId, label: `Text ${variantId}` }));
    const [shown] = wordsOfTests([judged({ arms })]);
    const text = shown === undefined ? '' : experimentText(shown);
    expect(text.match(/per assigned contact/g)).toHaveLength(2);
  });
});
