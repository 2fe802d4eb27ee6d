import type { Pooled } from './pool-by.ts';

/** Content of a campaign varies at least so much: fewer campaigns than a dozen cannot show that it does not. */
const LEAST_CONTENT = 0.0025;
const MOST_CONTENT = 4;
const LEAST_CELL = 0.002;
const MOST_CELL = 1;
/** A broken link is not how content varies. */
const TRIMMED = 0.03;

/** Mean square of the effects and of what is not known of them (EM: Dempster, Laird & Rubin 1977), the largest left out. */
export function contentVariance({ mean, variance }: Pooled): number {
  const squares = mean.map((effect, place) => effect ** 2 + (variance[place] ?? 0)).sort();
  const kept = squares.subarray(0, squares.length - Math.floor(TRIMMED * squares.length));
  if (kept.length === 0) return LEAST_CONTENT;
  return within(LEAST_CONTENT, MOST_CONTENT, kept.reduce((sum, square) => sum + square, 0) / kept.length);
}

/**
 * What cells differ by beyond sampling: squared residuals, with what is not known of the effects added, less 1 / information;
 * of each group, and the median of the groups. A few groups that change under way (a segment that tires) must not make
 * all others look uncertain; where they do, the error of their own trend is widened.
 */
export function cellVariance(
  groups: Int32Array,
  count: number,
  squares: Float64Array,
  information: Float64Array,
  weight: Float64Array,
): number {
  const sum = new Float64Array(count);
  const total = new Float64Array(count);
  for (let i = 0; i < squares.length; i += 1) {
    const group = groups[i] ?? 0;
    const w = (weight[i] ?? 0) ** 2;
    sum[group] = (sum[group] ?? 0) + w * ((squares[i] ?? 0) - 1 / (information[i] ?? 1));
    total[group] = (total[group] ?? 0) + w;
  }
  return within(
    LEAST_CELL,
    MOST_CELL,
    weightedMedian(
      sum.map((one, group) => one / (total[group] ?? 1)),
      total,
    ),
  );
}

function weightedMedian(values: Float64Array, weights: Float64Array): number {
  const order = [...values.keys()].sort(
    (left, right) => (values[left] ?? 0) - (values[right] ?? 0) || left - right,
  );
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let below = 0;
  for (const place of order) {
    below += weights[place] ?? 0;
    if (below >= half) return values[place] ?? 0;
  }
  return LEAST_CELL;
}

function within(least: number, most: number, value: number): number {
  return Math.max(least, Math.min(most, value));
}
