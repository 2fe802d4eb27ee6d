import { benjaminiHochberg } from '../../stats/adjust-p-values.ts';
import { studentTail } from '../../stats/special.ts';
import { studentCriticalValue } from '../../stats/student-critical-value.ts';
import type { EngagementFit } from '../engagement/engagement-fit.ts';
import type { TrendEstimate } from '../findings.ts';
import type { History } from '../history.ts';
import { comparableRows } from './comparable-rows.ts';
import { hourMix } from './hour-mix.ts';
import { lacksData } from './least-data.ts';
import { type ReferenceLevel, referenceLevel } from './reference-level.ts';
import type { SegmentCounts } from './segment-counts.ts';
import { type SegmentTrend, segmentTrend } from './segment-trend.ts';
import { whoIsLeft } from './who-is-left.ts';

/** A segment's change against the reference level: on the scale of the effects, recent less baseline. */
export type TestedTrend = SegmentTrend & {
  readonly segment: string;
  /** one-sided: fewer clicks, more opt-outs */
  readonly p: number;
};

export type TestedTrends = {
  readonly reference: ReferenceLevel | null;
  readonly trends: readonly TestedTrend[];
};

export type AdjustedTrend = TestedTrend & { readonly estimate: TrendEstimate };

/** Every segment with enough data, tested on one outcome; none when there is no level to test against. */
export function testTrends(history: History, fit: EngagementFit, counts: SegmentCounts): TestedTrends {
  const mixOf = hourMix(history.hours);
  const rows = comparableRows(history, fit);
  const measured = [...counts.windows].flatMap(([segment, windows]) => {
    if (lacksData(history, windows, fit.outcome) !== null) return [];
    const trend = segmentTrend(rows.get(segment) ?? [], mixOf);
    if (trend === null) return [];
    const left = fit.outcome === 'clicks' ? whoIsLeft(counts.doses.get(segment) ?? []) : 0;
    return [{ segment, ...trend, change: trend.change - left }];
  });
  const reference = referenceLevel(measured);
  if (reference === null) return { reference, trends: [] };
  const trends = measured.map((trend): TestedTrend => {
    const change = trend.change - reference.level;
    const { standardError } = trend;
    const t = (fit.outcome === 'clicks' ? -change : change) / standardError;
    const half = (studentTail(t, trend.df) ?? 1) / 2;
    const deviations = trend.deviations.map((one) => ({
      ...one,
      distance: one.distance - (reference.level * one.phase) / 2,
    }));
    return { ...trend, change, standardError, deviations, p: t > 0 ? half : 1 - half };
  });
  return { reference, trends };
}

/** Benjamini & Hochberg over the tests of both outcomes together: one list of claims, one share of false ones. */
export function adjustTogether(clicks: TestedTrends, optOuts: TestedTrends) {
  const adjusted = benjaminiHochberg([...clicks.trends, ...optOuts.trends].map(({ p }) => p));
  const bySegment = (trends: readonly TestedTrend[], from: number): ReadonlyMap<string, AdjustedTrend> =>
    new Map(
      trends.map((trend, i) => [
        trend.segment,
        { ...trend, estimate: estimateOf(trend, adjusted[from + i] ?? 1) },
      ]),
    );
  return { clicks: bySegment(clicks.trends, 0), optOuts: bySegment(optOuts.trends, clicks.trends.length) };
}

function estimateOf({ change, standardError, df, p }: TestedTrend, adjustedP: number): TrendEstimate {
  const half = (studentCriticalValue(0.05, df) ?? Number.POSITIVE_INFINITY) * standardError;
  return {
    ratio: Math.exp(change),
    lower: Math.exp(change - half),
    upper: Math.exp(change + half),
    p,
    adjustedP,
  };
}
