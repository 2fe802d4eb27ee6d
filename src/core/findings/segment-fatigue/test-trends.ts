import { studentTail } from '../../stats/special.ts';
import type { EngagementFit } from '../engagement/engagement-fit.ts';
import type { History } from '../history.ts';
import { comparableRows } from './comparable-rows.ts';
import { hourMix } from './hour-mix.ts';
import { lacksData } from './least-data.ts';
import { pressureOfDose } from './pressure.ts';
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

/** Every segment with enough data, tested on one outcome; none when there is no level to test against. */
export function testTrends(history: History, fit: EngagementFit, counts: SegmentCounts): TestedTrends {
  const mixOf = hourMix(history.hours);
  const rows = comparableRows(history, fit);
  const contacts = new Map(history.segments.map((one) => [one.segment, one]));
  const measured = [...counts.windows].flatMap(([segment, windows]) => {
    if (lacksData(history, windows, fit.outcome) !== null) return [];
    const trend = segmentTrend(rows.get(segment) ?? [], mixOf);
    if (trend === null) return [];
    const left = fit.outcome === 'clicks' ? whoIsLeft(counts.doses.get(segment) ?? []) : 0;
    const { isPressed } = pressureOfDose(windows.dose, contacts.get(segment) ?? null);
    return [{ segment, ...trend, change: trend.change - left, isPressed }];
  });
  const reference = referenceLevel(measured);
  if (reference === null) return { reference, trends: [] };
  const trends = measured.map((trend): TestedTrend => {
    const change = trend.change - reference.level;
    // the level is made of some of the segments: what is not known of it is added to each
    const standardError = Math.hypot(trend.standardError, reference.standardError);
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
