import { describe, expect, test } from 'vitest';
import { composePerformance } from '../../../src/core/reports/performance.ts';
import { buildBlast, buildCohort } from '../../support/build-cohort.ts';
import { at, buildPerformance } from '../../support/build-performance.ts';
import { compose, oneCampaign, sectionOf } from '../../support/composed.ts';
import { PERFORMANCE_SCENARIOS } from '../../support/performance-scenarios.ts';
import { say, sayFigure } from '../../support/say.ts';

describe('freshness', () => {
  const week = PERFORMANCE_SCENARIOS['stale-source'] ?? buildPerformance();
  const asOf = week.asOf;
  const fresh = { messages: asOf, receipts: asOf, clicks: asOf, conversions: asOf, 'opt-outs': asOf };

  test('a silence the sender often keeps marks nothing', () => {
    const model = composePerformance({ ...week, usualSilenceSeconds: 3 * 86_400 });
    expect(model.marks).toEqual(['PARTIAL']); // conversions did stop
    expect(model.banners).toHaveLength(1);
    expect(composePerformance({ ...week, newest: fresh }).marks).toEqual([]);
  });

  test.each([
    ['follows', 60, 'none'],
    ['is as far behind as may be', 7_200, 'none'],
    ['is further behind', 7_201, 'PARTIAL'],
  ])('a replica that %s', (_, seconds, mark) => {
    const { window, staleAfterSeconds } = week;
    expect(staleAfterSeconds).toBe(7_200);
    const end = window.to;
    const model = composePerformance({ ...week, newest: fresh, sourceReachesTo: end.subtract({ seconds }) });
    expect(model.marks[0] ?? 'none').toBe(mark);
  });

  test('a replica that stopped is as old as the last thing that came of it, however short the silence', () => {
    const last = week.window.to.subtract({ minutes: 5 });
    const newest = { messages: last, receipts: last, clicks: last, conversions: last, 'opt-outs': last };
    expect(composePerformance({ ...week, newest }).marks).toEqual([]);
    const model = composePerformance({ ...week, newest, sourceReachesTo: 'unknown' });
    expect(model.marks).toEqual(['PARTIAL']);
    expect(model.banners.map(({ text }) => say(text)).join(' ')).toMatch(/data|source|until|since/i);
  });

  test('a stopped feed leaves its figures out and keeps the others', () => {
    const model = composePerformance({ ...week, newest: { ...fresh, conversions: at('2026-11-20T03:00') } });
    const rows = new Map(
      sectionOf(model, 'scorecard')?.rows.map((row) => [row.metric, sayFigure(row.value)]),
    );
    expect(rows.get('conversion-rate')).toBe('n/a (conversions are missing)');
    expect(rows.get('net-roi')).toBe('n/a (conversions are missing)');
    expect(rows.get('click-through')).toBe('7.8 %');
    expect(say(model.headline)).not.toContain('converted');
    expect(say(model.banners[0]?.text ?? [])).toContain('left out, not zero');
  });

  test('a feed with few expected events may be silent without having stopped', () => {
    const small = buildBlast({ attempted: 300 });
    const days = [{ day: '2026-11-20', cohort: small }];
    const newest = { ...fresh, conversions: at('2026-11-16T03:00') };
    expect(compose({ ...oneCampaign(small), days, newest }).marks).toEqual([]);
  });

  test('messages of the last 24 hours may not have been answered yet', () => {
    const busy = buildBlast({ attempted: 50_000, converting: 0 });
    const newest = { ...fresh, conversions: at('2026-11-21T20:00') };
    const stopped = (day: string): readonly string[] =>
      compose({ ...oneCampaign(busy), days: [{ day, cohort: busy }], newest, asOf: at('2026-11-23T07:55') })
        .marks;
    expect(stopped('2026-11-22')).toEqual([]);
    expect(
      compose({
        ...oneCampaign(busy),
        days: [{ day: '2026-11-22', cohort: busy }],
        newest,
        asOf: at('2026-11-24T00:10'),
      }).marks,
    ).toEqual(['PARTIAL']);
  });

  test('rows that came in out of order stop no feed and silence no source', () => {
    const busy = buildBlast({ attempted: 50_000 });
    const early = at('2026-11-16T01:58'); // an older campaign was imported last
    const newest = { messages: early, receipts: early, clicks: early, conversions: early, 'opt-outs': early };
    const model = compose({ ...oneCampaign(busy), days: [{ day: '2026-11-21', cohort: busy }], newest });
    expect(model.marks).toEqual([]);
    expect(model.banners).toEqual([]);
  });

  test('without receipts nothing is said of delivery anywhere', () => {
    const sent = buildCohort({ counts: { attempted: 50_000, unknown: 50_000, delivered: 0 } });
    const days = ['2026-11-18', '2026-11-19', '2026-11-20'].map((day) => ({ day, cohort: sent }));
    const newest = { ...fresh, receipts: at('2026-11-17T20:00') };
    const model = compose({ ...oneCampaign(sent), days, newest });
    expect(model.marks).toEqual(['PARTIAL']);
    expect(say(model.preheader)).toBe('50000 messages sent; delivery is not known.');
    expect(sectionOf(model, 'trend')).toBeUndefined();
  });

  test('a feed that never was is n/a without alarm', () => {
    const model = composePerformance({ ...week, newest: { ...fresh, conversions: null } });
    expect(model.marks).toEqual([]);
    expect(model.banners).toEqual([]);
    expect(sectionOf(model, 'scorecard')?.rows.map((row) => sayFigure(row.value))).toContain(
      'n/a (no conversions recorded yet)',
    );
  });
});
