import type { Proportion } from '../stats/newcombe-interval.ts';

/** ln(second / first) and its variance: what random effects pool. */
export type LogRatio = { readonly estimate: number; readonly variance: number };

/**
 * Log relative difference of two rates, second over first.
 *
 * Answers: "how many times as often, and how sure are we?", on a scale on which campaigns of different base rates can
 * be pooled.
 * Formula: ln(pb / pa), variance 1/xa - 1/na + 1/xb - 1/nb; where a cell of the two by two is 0, a half is added to
 * all four (of everybody as of nobody).
 * Source: Katz, Baptista, Azen & Pike, Biometrics 34 (1978) 469-474, method C; the half: Pettigrew, Gart & Thomas,
 * Biometrika 73 (1986) 425-435.
 * Reference values: test/core/experiments/log-ratio.reference.json (R metafor, escalc, measure "RR").
 *
 * @returns null when an arm has nobody, or nobody or everybody of both has the outcome: no information
 */
export function logRatioOfRates(first: Proportion, second: Proportion): LogRatio | null {
  if (first.n === 0 || second.n === 0) return null;
  const events = first.successes + second.successes;
  if (events === 0 || events === first.n + second.n) return null;
  const cells = [first.successes, first.n - first.successes, second.successes, second.n - second.successes];
  const half = cells.includes(0) ? 0.5 : 0;
  const a = { x: first.successes + half, n: first.n + 2 * half };
  const b = { x: second.successes + half, n: second.n + 2 * half };
  return {
    estimate: Math.log(b.x / b.n) - Math.log(a.x / a.n),
    variance: (a.n - a.x) / (a.n * a.x) + (b.n - b.x) / (b.n * b.x),
  };
}

export type Amounts = {
  /** contacts, those without an amount included */
  readonly n: number;
  readonly sum: number;
  /** of the amount of each contact */
  readonly sumSquares: number;
};

/**
 * Log ratio of two means, second over first: variance s²/(n · mean²) of each.
 * Source: Hedges, Gurevitch & Curtis, Ecology 80 (1999) 1150-1156, eq. 1.
 * Reference values: test/core/experiments/log-ratio.reference.json (R metafor, escalc, measure "ROM").
 *
 * @returns null when an arm has fewer than two contacts, no amount, or no variance
 */
export function logRatioOfAmounts(first: Amounts, second: Amounts): LogRatio | null {
  const a = meanAndVariance(first);
  const b = meanAndVariance(second);
  if (a === null || b === null) return null;
  const variance = a.variance / (first.n * a.mean ** 2) + b.variance / (second.n * b.mean ** 2);
  return variance > 0 ? { estimate: Math.log(b.mean) - Math.log(a.mean), variance } : null;
}

function meanAndVariance({
  n,
  sum,
  sumSquares,
}: Amounts): { readonly mean: number; readonly variance: number } | null {
  if (n < 2 || !(sum > 0)) return null;
  const mean = sum / n;
  return { mean, variance: Math.max(0, sumSquares - sum * mean) / (n - 1) };
}
