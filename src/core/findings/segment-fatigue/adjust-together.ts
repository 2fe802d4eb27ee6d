import { benjaminiHochberg } from '../../stats/adjust-p-values.ts';
import { normalQuantile, twoSidedTail } from '../../stats/special.ts';
import { studentCriticalValue } from '../../stats/student-critical-value.ts';
import type { TrendEstimate } from '../findings.ts';
import type { TestedTrend } from './test-trends.ts';

export type AdjustedTrend = TestedTrend & { readonly estimate: TrendEstimate };

/** Adjusted trends by segment. */
export type AdjustedTrends = {
  readonly clicks: ReadonlyMap<string, AdjustedTrend>;
  readonly optOuts: ReadonlyMap<string, AdjustedTrend>;
};

/**
 * One list of claims, one share of false ones (Benjamini & Hochberg): of each segment the test of clicks, that of opt-outs,
 * and that of both together (Stouffer), for tired people do both, each perhaps too little to be seen alone. The joint test
 * speaks only where neither holds alone, and for an outcome only if that is at 5 % by itself.
 */
export function adjustTogether(
  clicks: readonly TestedTrend[],
  optOuts: readonly TestedTrend[],
): AdjustedTrends {
  const others = new Map(optOuts.map((trend) => [trend.segment, trend]));
  const both = clicks.flatMap(({ segment, p }) => {
    const other = others.get(segment);
    return other === undefined ? [] : [{ segment, p: jointP(p, other.p) }];
  });
  const adjusted = benjaminiHochberg([...clicks, ...optOuts, ...both].map(({ p }) => p));
  const alone = adjusted.slice(0, clicks.length + optOuts.length);
  const told = new Set(
    [...clicks, ...optOuts].filter((_, i) => (alone[i] ?? 1) <= CLAIM).map(({ segment }) => segment),
  );
  const joint = new Map(both.map(({ segment }, i) => [segment, adjusted[alone.length + i] ?? 1]));
  const bySegment = (trends: readonly TestedTrend[], from: number) =>
    new Map(
      trends.map((trend, i): [string, AdjustedTrend] => {
        const own = alone[from + i] ?? 1;
        const isHelped = trend.p <= CLAIM && !told.has(trend.segment);
        const together = isHelped ? Math.max(trend.p, joint.get(trend.segment) ?? 1) : 1;
        return [trend.segment, { ...trend, estimate: estimateOf(trend, Math.min(own, together)) }];
      }),
    );
  return { clicks: bySegment(clicks, 0), optOuts: bySegment(optOuts, clicks.length) };
}

const CLAIM = 0.05;

/** One-sided p of the sum of two independent standard normal deviates (Stouffer et al. 1949). */
function jointP(first: number, second: number): number {
  const z = -(deviateOf(first) + deviateOf(second)) / Math.SQRT2;
  const half = (twoSidedTail(z) ?? 1) / 2;
  return z > 0 ? half : 1 - half;
}

/** No chance is so small that it must be told from nothing. */
function deviateOf(p: number): number {
  return normalQuantile(Math.max(1e-300, Math.min(1 - 1e-12, p))) ?? 0;
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
