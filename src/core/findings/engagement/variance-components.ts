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

/** What the cells differ by beyond sampling: squared residuals, with what is not known of the effects added, less 1 / information. */
export function cellVariance(squares: Float64Array, information: Float64Array, weight: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < squares.length; i += 1) {
    const w = (weight[i] ?? 0) ** 2;
    sum += w * ((squares[i] ?? 0) - 1 / (information[i] ?? 1));
    total += w;
  }
  return within(LEAST_CELL, MOST_CELL, total > 0 ? sum / total : LEAST_CELL);
}

function within(least: number, most: number, value: number): number {
  return Math.max(least, Math.min(most, value));
}
