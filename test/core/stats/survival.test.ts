import { describe, expect, test } from 'vitest';
import { kaplanMeier } from '../../../src/core/stats/kaplan-meier.ts';
import { logRank, logRankArms } from '../../../src/core/stats/log-rank.ts';
import { individualTimes, type SurvivalTimes } from '../../../src/core/stats/survival-table.ts';
import reference from './reference/survival.json' with { type: 'json' };

type Case = (typeof reference)[number] & { score?: number; information?: number };
const cases: Case[] = reference;

function armsOf({ time, event, group }: Case): SurvivalTimes[] {
  return Array.from({ length: Math.max(...group) }, (_, arm) => {
    const mine = time.map((_, i) => i).filter((i) => group[i] === arm + 1);
    return individualTimes(
      mine.map((i) => time[i] ?? 0),
      mine.map((i) => event[i] === 1),
    );
  });
}

/** Every time once, as a table keeps it. */
function tallied({ events, censored }: SurvivalTimes): SurvivalTimes {
  const tally = (rows: SurvivalTimes['events']) => {
    const counts = new Map<number, number>();
    for (const { time, count } of rows) counts.set(time, (counts.get(time) ?? 0) + count);
    return [...counts].map(([time, count]) => ({ time, count })).reverse();
  };
  return { events: tally(events), censored: tally(censored) };
}

describe('kaplan-meier', () => {
  test.each(cases)('agrees with R survfit, $df groups beside', (c) => {
    const all = individualTimes(
      c.time,
      c.event.map((event) => event === 1),
    );
    const { curve } = kaplanMeier(all);
    expect(curve.map(({ time }) => time)).toEqual(c.survTimes);
    for (const [i, { survival }] of curve.entries()) expect(survival).toBeCloseTo(c.surv[i] ?? -1, 13);
  });

  test('calls the start of a stretch at exactly one half the median', () => {
    const times = individualTimes(
      [20, 35, 35, 50, 80, 300, 300, 300],
      [true, true, true, true, true, false, false, false],
    );
    expect(kaplanMeier(times).median).toBe(50);
    expect(kaplanMeier(times).curve.map(({ survival }) => survival)).toEqual([0.875, 0.625, 0.5, 0.375]);
  });

  test('has no median when fewer than half respond', () => {
    const times = { events: [{ time: 60, count: 49 }], censored: [{ time: 4320, count: 51 }] };
    expect(kaplanMeier(times).median).toBeNull();
  });

  test('counts who is censored at the time of an event as still at risk', () => {
    const times = { events: [{ time: 10, count: 1 }], censored: [{ time: 10, count: 3 }] };
    expect(kaplanMeier(times).curve).toEqual([{ time: 10, atRisk: 4, events: 1, survival: 0.75 }]);
  });

  test('is empty of nobody and without events, and reaches 0 when all respond', () => {
    expect(kaplanMeier({ events: [], censored: [] })).toEqual({ curve: [], median: null });
    expect(kaplanMeier({ events: [], censored: [{ time: 5, count: 9 }] })).toEqual({
      curve: [],
      median: null,
    });
    expect(kaplanMeier({ events: [{ time: 3, count: 7 }], censored: [] }).curve[0]?.survival).toBe(0);
  });

  test('finds the exact half of a hundred million', () => {
    const times = {
      events: [
        { time: 1, count: 3e7 },
        { time: 2, count: 2e7 },
      ],
      censored: [{ time: 9, count: 5e7 }],
    };
    expect(kaplanMeier(times).median).toBe(2);
  });
});

describe('log-rank', () => {
  test.each(cases)('agrees with R survdiff, $df degrees', (c) => {
    const found = logRankArms(armsOf(c));
    expect(found?.df).toBe(c.df);
    expect(Math.abs((found?.chiSquare ?? 0) / c.chiSquare - 1)).toBeLessThan(1e-10);
    expect(Math.abs((found?.p ?? 0) / c.p - 1)).toBeLessThan(1e-9);
  });

  test.each(cases.filter(({ score }) => score !== undefined))(
    'gives U and V of R, chi-square $chiSquare',
    (c) => {
      const [a, b] = armsOf(c);
      const found = logRank(a ?? { events: [], censored: [] }, b ?? { events: [], censored: [] });
      expect(found?.score).toBeCloseTo(c.score ?? 0, 11);
      expect(found?.information).toBeCloseTo(c.information ?? 0, 11);
      expect((found?.z ?? 0) ** 2).toBeCloseTo(c.chiSquare, 10);
    },
  );

  test('reads a table as it reads single times, in any order', () => {
    const [a, b] = armsOf(cases[1] as Case) as [SurvivalTimes, SurvivalTimes];
    const [single, table] = [logRank(a, b), logRank(tallied(a), tallied(b))];
    expect(table?.score).toBeCloseTo(single?.score ?? Number.NaN, 12);
    expect(table?.information).toBeCloseTo(single?.information ?? Number.NaN, 12);
  });

  test('flips its sign when the arms are swapped and is above 0 when the second responds sooner', () => {
    const slow = { events: [{ time: 50, count: 20 }], censored: [{ time: 60, count: 80 }] };
    const quick = { events: [{ time: 5, count: 20 }], censored: [{ time: 60, count: 80 }] };
    const found = logRank(slow, quick)?.z ?? 0;
    expect(found).toBeGreaterThan(0);
    expect(logRank(quick, slow)?.z).toBeCloseTo(-found, 12);
  });

  test('is null of nobody, without events and of one arm', () => {
    const none = { events: [], censored: [] };
    const some = { events: [{ time: 1, count: 3 }], censored: [] };
    expect(logRank(none, some)).toBeNull();
    expect(logRank({ events: [], censored: [{ time: 5, count: 3 }] }, none)).toBeNull();
    expect(logRankArms([some])).toBeNull();
    expect(logRankArms([some, none, some])).toBeNull();
  });
});
