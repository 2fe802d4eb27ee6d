import { type Interval, wilsonInterval, Z_95 } from './wilson-interval.ts';

export type Proportion = { readonly successes: number; readonly n: number };

/**
 * Newcombe's hybrid score interval of the difference of two rates, b - a.
 *
 * Answers: "6.1 % last week, 7.9 % this week; is that more than chance, and how much more?" The change is clear
 * when the interval does not contain 0.
 * Valid for two independent groups of at least one each; 0 and n successes included; stays inside [-1, 1]. It knows
 * only chance between people: campaigns of different content differ by more than that.
 * Formula: Wilson limits (l, u) of each rate, joined by
 *   lower = d - √((pb - lb)² + (ua - pa)²),  upper = d + √((ub - pb)² + (pa - la)²)
 * Source: Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10.
 * Accuracy: absolute error below 1e-15 against mpmath; cost: constant.
 * Reference values: facts/stats-cases.json (mpmath) and test/core/stats/reference.json (mpmath).
 *
 * @param z critical value, default 95 % two-sided
 */
export function newcombeInterval(a: Proportion, b: Proportion, z: number = Z_95): Interval {
  const rateA = a.successes / a.n;
  const rateB = b.successes / b.n;
  const wilsonA = wilsonInterval(a.successes, a.n, z);
  const wilsonB = wilsonInterval(b.successes, b.n, z);
  const difference = rateB - rateA;
  return {
    lower: difference - Math.hypot(rateB - wilsonB.lower, wilsonA.upper - rateA),
    upper: difference + Math.hypot(wilsonB.upper - rateB, rateA - wilsonA.lower),
  };
}
