import type { Proportion } from './newcombe-interval.ts';
import { type Interval, Z_95 } from './wilson-interval.ts';

/**
 * Agresti & Caffo's interval of the difference of two rates, b - a: the textbook formula after one success and one
 * failure were added to each group.
 *
 * Answers the question of newcombe-interval.ts in a way that fits on a napkin; a check, never decides.
 * Valid for two independent groups of at least one each; a little too wide near 0 and 1; cut to [-1, 1].
 * Formula: p = (x + 1)/(n + 2); pB - pA ± z √(pA(1-pA)/(nA+2) + pB(1-pB)/(nB+2)). Its middle is not the observed difference.
 * Source: Agresti & Caffo, The American Statistician 54 (2000) 280-288, section 2.
 * Reference values: test/core/stats/reference/classical-mpmath.json (mpmath; statsmodels agrees).
 *
 * @param z critical value, default 95 % two-sided
 * @returns null when a group is empty
 */
export function agrestiCaffo(a: Proportion, b: Proportion, z: number = Z_95): Interval | null {
  if (!(a.n > 0 && b.n > 0 && z > 0)) return null;
  const [rateA, rateB] = [padded(a), padded(b)];
  const variance = (rateA * (1 - rateA)) / (a.n + 2) + (rateB * (1 - rateB)) / (b.n + 2);
  const middle = rateB - rateA;
  const halfWidth = z * Math.sqrt(variance);
  return { lower: Math.max(-1, middle - halfWidth), upper: Math.min(1, middle + halfWidth) };
}

function padded({ successes, n }: Proportion): number {
  return (successes + 1) / (n + 2);
}
