import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JudgedTest } from '../../../src/core/experiments/judged-test.ts';
import { rememberTests } from '../../../src/core/experiments/test-memory.ts';
import { type BuiltTest, buildJudgedTest, buildPair } from '../../support/judged-by-hand.ts';

const { pooled: POOLED } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'log-ratio.reference.json'), 'utf8'),
);

const THEME = { theme: 'Call to action first or last', tested: 'call-to-action' } as const;

/** Counts as [clicks, contacts] of the arm labelled Last, then of First. */
function past(id: string, counts: readonly number[], built: BuiltTest = {}): JudgedTest {
  const [last = 60, lastOf = 1_000, first = 60, firstOf = 1_000] = counts;
  return buildJudgedTest({
    id,
    ...built,
    plan: { ...THEME, ...built.plan },
    arms: built.arms ?? [
      { variantId: 'a', label: 'Last', clicking: last, assigned: lastOf },
      { variantId: 'b', label: 'First', clicking: first, assigned: firstOf },
    ],
  });
}

const only = (tests: readonly JudgedTest[]) => rememberTests(tests).themes[0]?.comparisons[0];

describe('the test memory', () => {
  it('pools tests of a theme as R metafor does', () => {
    const tests = POOLED.counts.map((counts: readonly number[], at: number) => past(`c${at}`, counts));
    const found = only(tests);
    expect(found).toMatchObject({ reference: 'Last', compared: 'First', wins: 0, losses: 0, ties: 5 });
    expect(found?.pooled?.lift).toBeCloseTo(POOLED.lift, 9);
    expect(found?.pooled?.lower).toBeCloseTo(POOLED.lower, 9);
    expect(found?.pooled?.upper).toBeCloseTo(POOLED.upper, 9);
    expect(found?.pooled?.tauSquared).toBeCloseTo(POOLED.tauSquared, 9);
    expect(found?.pooled?.iSquared).toBeCloseTo(POOLED.iSquared, 9);
    expect(found?.pooled?.q).toBeCloseTo(POOLED.q, 9);
  });

  it('knows arms by their labels, whatever their ids and their order in the plan', () => {
    const turned = past('c2', [], {
      better: 'x',
      verdict: { id: 'winner', arm: 'x', isBelowMde: false },
      arms: [
        { variantId: 'x', label: ' first', clicking: 150, assigned: 6_000 },
        { variantId: 'y', label: 'LAST', clicking: 120, assigned: 6_000 },
      ],
    });
    const found = only([past('c1', [120, 6_000, 150, 6_000]), turned]);
    expect(found).toMatchObject({ reference: 'Last', compared: 'First', wins: 1, losses: 0, ties: 1 });
    expect(found?.pooled).toMatchObject({ tests: 2, tauSquared: 0 });
    expect(found?.pooled?.lift).toBeCloseTo(0.25, 9);
  });

  it('counts wins, losses, ties, and what a guardrail stopped', () => {
    const breached = {
      guardrail: 'opt-out',
      variantId: 'b',
      reference: 'a',
      state: 'breached',
      difference: 0.01,
      interval: { lower: 0.004, upper: 0.02 },
      events: 40,
      assigned: 1_000,
    } as const;
    const found = only([
      past('c1', [], { better: 'b', verdict: { id: 'winner', arm: 'b', isBelowMde: false } }),
      past('c2', [], { better: 'a', verdict: { id: 'winner', arm: 'a', isBelowMde: true } }),
      past('c3', [], { verdict: { id: 'no_difference_within_mde' } }),
      past('c4', [], {
        better: 'b',
        verdict: { id: 'guardrail_breached', arm: 'b', guardrail: 'opt-out' },
        judgement: {
          guardrails: [breached],
          pairs: [buildPair({ better: 'b' })],
        },
      }),
    ]);
    expect(found).toMatchObject({ wins: 1, losses: 1, ties: 1, harmful: 1 });
  });

  it('leaves out tests that are open or broken, and names them', () => {
    const memory = rememberTests([
      past('ok', []),
      past('open', [], {
        counts: { isClosed: false },
        verdict: { id: 'not_enough_data', need: null, promising: null },
      }),
      past('won-early', [], {
        counts: { isClosed: false },
        better: 'b',
        verdict: { id: 'winner', arm: 'b', isBelowMde: false },
      }),
      past('split', [], { verdict: { id: 'invalid_srm' } }),
      past('data', [], { verdict: { id: 'invalid_data', reason: 'the feed of clicks stopped' } }),
      past('no-test', [], { verdict: { id: 'not_a_test', reason: 'one arm' } }),
    ]);
    expect(memory.themes[0]?.comparisons[0]?.tests.map(({ campaignId }) => campaignId)).toEqual([
      'ok',
      'won-early',
    ]);
    expect(memory.themes[0]?.leftOut.map(({ campaignId, reason }) => [campaignId, reason])).toEqual([
      ['data', 'data'],
      ['open', 'open'],
      ['split', 'split'],
    ]);
  });

  it('keeps themes, tested things and outcomes apart, and counts tests without a theme', () => {
    const memory = rememberTests([
      past('c1', []),
      past('c2', [], { plan: { theme: 'call to  ACTION first or last ' } }),
      past('c3', [], { plan: { tested: 'text' } }),
      past('c4', [], { plan: { primary: { kind: 'conversion', of: 'purchase' } } }),
      past('c5', [], { plan: { theme: null } }),
      past('c6', [], { plan: { theme: '  ' } }),
    ]);
    expect(memory.withoutTheme).toBe(2);
    expect(
      memory.themes.map(({ tested, outcome, comparisons }) => [
        tested,
        outcome,
        comparisons[0]?.tests.length,
      ]),
    ).toEqual([
      ['call-to-action', 'click', 2],
      ['call-to-action', 'conversion:purchase', 1],
      ['text', 'click', 1],
    ]);
  });

  it('measures against the control of the oldest test, and never against a holdout', () => {
    const found = rememberTests([
      past('c1', [], {
        arms: [
          { variantId: 'a', label: 'New' },
          { variantId: 'b', label: 'Old', isControl: true },
          { variantId: 'none', label: 'No message', isHoldout: true },
        ],
      }),
    ]);
    const pairs = found.themes[0]?.comparisons ?? [];
    expect(pairs.map(({ reference, compared }) => [reference, compared])).toEqual([['Old', 'New']]);
  });

  it('measures a test of whether to write at all against its holdout', () => {
    const found = only([
      past('c1', [], {
        plan: {
          theme: 'write or stay silent',
          tested: 'audience',
          primary: { kind: 'conversion', of: 'visit' },
        },
        arms: [
          {
            variantId: 'm',
            label: 'Message',
            assigned: 1_000,
            conversions: [{ kind: 'visit', contacts: 90, events: 95 }],
          },
          {
            variantId: 'n',
            label: 'Silence',
            isHoldout: true,
            assigned: 1_000,
            conversions: [{ kind: 'visit', contacts: 60, events: 60 }],
          },
        ],
        judgement: {
          incrementality: [
            {
              variantId: 'm',
              comparisons: [buildPair({ outcome: 'conversion:visit', first: 'n', second: 'm', better: 'm' })],
            },
          ],
        },
      }),
    ]);
    expect(found).toMatchObject({ reference: 'Silence', compared: 'Message', wins: 1 });
    expect(found?.pooled?.lift).toBeCloseTo(0.5, 12);
  });

  it('measures one mailing against its holdout whatever it was a test of', () => {
    const found = only([
      past('c1', [], {
        arms: [
          { variantId: 'a', label: 'Message', clicking: 60 },
          { variantId: 'n', label: 'Silence', isHoldout: true, clicking: 30 },
        ],
      }),
    ]);
    expect(found).toMatchObject({ reference: 'Silence', compared: 'Message', ties: 1 });
  });

  it('keeps a test without any outcome in the count and out of the pool', () => {
    const found = only([past('c1', [0, 500, 0, 500])]);
    expect(found).toMatchObject({ ties: 1, pooled: null });
  });

  it('pools revenue by the ratio of means, and refuses two currencies', () => {
    const money = (sumMicro: number, currency = 'EUR') =>
      ({ kind: 'purchase', currency, contacts: 50, sumMicro, sumSquares: sumMicro ** 2 / 40 }) as const;
    const revenue = (rows: readonly (readonly ReturnType<typeof money>[])[]) =>
      only([
        past('c1', [], {
          plan: { primary: { kind: 'revenue', of: 'purchase' } },
          arms: [
            { variantId: 'a', label: 'Last', revenue: rows[0] ?? [] },
            { variantId: 'b', label: 'First', revenue: rows[1] ?? [] },
          ],
        }),
      ]);
    expect(revenue([[money(2e9)], [money(2.4e9)]])?.pooled?.lift).toBeCloseTo(0.2, 12);
    expect(revenue([[money(2e9)], [money(2.4e9), money(1e6, 'NOK')]])?.pooled).toBeNull();
  });

  it('says the same whatever the order of the tests', () => {
    const tests = POOLED.counts.map((counts: readonly number[], at: number) => past(`c${at}`, counts));
    expect(rememberTests(tests.toReversed())).toEqual(rememberTests(tests));
  });
});
