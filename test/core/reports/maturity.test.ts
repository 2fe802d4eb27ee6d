import { describe, expect, test } from 'vitest';
import type { Lags } from '../../../src/core/metrics/lag-curve.ts';
import type { Growth } from '../../../src/core/reports/growth.ts';
import { composePerformance } from '../../../src/core/reports/performance.ts';
import type { PerformanceInput } from '../../../src/core/reports/performance-input.ts';
import { readPerformance } from '../../../src/core/reports/reading.ts';
import { buildBlast } from '../../support/build-cohort.ts';
import { at, buildPerformance, ZONE } from '../../support/build-performance.ts';
import { say } from '../../support/say.ts';

const HOUR = 3600;

/** Half of the clicks in the first hour, the last after two days. */
const CLICKS: Lags = [
  { seconds: 1 * HOUR, n: 500 },
  { seconds: 12 * HOUR, n: 300 },
  { seconds: 48 * HOUR, n: 200 },
];

const WEEKS = [1, 2, 3, 4, 5, 6].map((week) => ({
  window: {
    from: at('2026-11-16T00:00').subtract({ hours: 168 * week }),
    to: at('2026-11-16T00:00').subtract({ hours: 168 * (week - 1) }),
    timezone: ZONE,
  },
  counts: buildBlast({ attempted: 50_000 }).counts,
  receipts: [{ seconds: 5, n: 40_000 }],
  clicks: CLICKS,
  conversions: [{ seconds: 2 * HOUR, n: 400 }],
  optOuts: [{ seconds: HOUR, n: 200 }],
}));

function growth(different: Partial<Growth> = {}): Growth {
  const until = at('2026-11-27T14:00');
  return {
    ages: [
      { ageSeconds: 100 * HOUR, counts: buildBlast({ attempted: 30_000, clicking: 0.08 }).counts },
      { ageSeconds: 10 * HOUR, counts: buildBlast({ attempted: 10_000, clicking: 0.055 }).counts },
    ],
    windows: WEEKS,
    closesAt: { receipts: until, clicks: until, conversions: until, 'opt-outs': until },
    ...different,
  };
}

function young(different: Partial<PerformanceInput> = {}): PerformanceInput {
  return buildPerformance({
    total: buildBlast({ attempted: 40_000, clicking: 0.07375 }),
    outcomesCloseAt: at('2026-11-27T14:00'),
    growth: growth(),
    ...different,
  });
}

function maturityOf(input: PerformanceInput, feed: string) {
  return readPerformance(input).maturity.find((one) => one.feed === feed);
}

describe('maturity', () => {
  test('says in the header how much has come, and in the row what is expected', () => {
    const model = composePerformance(young());
    expect(say(model.maturity ?? [])).toMatch(
      /^100\.0 % of messages have a final state; expected to have come: 9\d(\.\d)? % of clicks/,
    );
    const score = model.sections.find(({ kind }) => kind === 'scorecard');
    const row =
      score?.kind === 'scorecard' ? score.rows.find(({ metric }) => metric === 'click-through') : undefined;
    expect(say(row?.expected ?? [])).toMatch(/^expected 7\.\d+ % to [78]\.\d+ % when final$/);
    expect(row?.measured).toMatchObject({ denominator: 38_000 });
    expect(model.maturing).toContainEqual(
      expect.objectContaining({ feed: 'clicks', until: '2026-11-27T13:00:00Z' }),
    );
  });

  test('says nothing about what will become of final figures', () => {
    const model = composePerformance(young({ outcomesCloseAt: at('2026-11-22T14:00') }));
    expect(model.maturity).toBeNull();
    expect(model).not.toHaveProperty('maturing');
  });

  test('learns only from windows whose last outcome has counted', () => {
    const late = young({ asOf: at('2026-11-23T07:55') });
    expect(maturityOf(late, 'clicks')?.expected).not.toBeNull();
    const shifted = WEEKS.map((week) => ({
      ...week,
      window: { ...week.window, to: week.window.to.add({ hours: 4 * 168 }) },
    }));
    expect(maturityOf(young({ growth: growth({ windows: shifted }) }), 'clicks')?.silence).toBe(
      'short-history',
    );
  });

  test('expects more of a feed that comes once a day than of one that is up to date', () => {
    const upToDate = maturityOf(young(), 'clicks')?.expected;
    const newest = { ...young().newest, clicks: at('2026-11-22T23:00') };
    const behind = maturityOf(young({ newest }), 'clicks')?.expected;
    expect(behind?.value).toBeGreaterThan(upToDate?.value ?? 1);
  });

  test('takes a pause of a rare feed for chance', () => {
    // six opt-outs were to be expected of the young ones, most of them in the first hour
    const [old, recent] = growth().ages;
    if (old === undefined || recent === undefined) throw new Error('no ages');
    const few = { ...recent, counts: buildBlast({ attempted: 1_000 }).counts };
    const sparse = { growth: growth({ ages: [old, few] }) };
    const newest = { ...young().newest, 'opt-outs': at('2026-11-22T22:30') };
    const upToDate = maturityOf(young(sparse), 'opt-outs');
    expect(upToDate?.expected).not.toBeNull();
    expect(maturityOf(young({ ...sparse, newest }), 'opt-outs')).toEqual(upToDate);
  });

  test('expects nothing while the source is silent', () => {
    const long = at('2026-11-10T00:00');
    const newest = { messages: long, receipts: long, clicks: long, conversions: long, 'opt-outs': long };
    expect(maturityOf(young({ newest }), 'clicks')).toMatchObject({ expected: null, silence: 'not-known' });
  });

  test('tells in "how we counted" why nothing is expected', () => {
    const model = composePerformance(young({ growth: growth({ windows: WEEKS.slice(0, 2) }) }));
    const counted = model.sections.find(({ kind }) => kind === 'definitions');
    const notes = counted?.kind === 'definitions' ? counted.notes.map(say) : [];
    expect(notes).toContain(
      'No final figure is expected for delivery, click-through, conversion and opt-outs: too few earlier windows are complete.',
    );
  });
});
