import { logGamma } from './special.ts';

/**
 * Natural logarithm of the chance of exactly `x` events when the count is negative binomial.
 *
 * Answers: "how usual is this count for somebody whose own rate is known only from a few events?"
 * Formula: Γ(x + r) / (Γ(r) x!) · (r / (r + m))^r · (m / (r + m))^x, shape r, mean m.
 * Source: Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), 2.6 (gamma-Poisson predictive).
 * Reference values: test/core/stats/reference/negative-binomial.json (scipy).
 *
 * @returns null when x is no count, or shape or mean is not above 0
 */
export function logNegativeBinomial(x: number, shape: number, mean: number): number | null {
  if (!Number.isInteger(x) || x < 0 || !(shape > 0) || !(mean > 0)) return null;
  const up = logGamma(x + shape);
  const own = logGamma(shape);
  const orders = logGamma(x + 1);
  if (up === null || own === null || orders === null) return null;
  return up - own - orders - shape * Math.log1p(mean / shape) - x * Math.log1p(shape / mean);
}

/** The chance of `x` events or more, by the terms below it: for small x. @returns null as above */
export function negativeBinomialAtLeast(x: number, shape: number, mean: number): number | null {
  if (!Number.isInteger(x) || x < 0 || !(shape > 0) || !(mean > 0)) return null;
  let below = 0;
  for (let k = 0; k < x; k += 1) below += Math.exp(logNegativeBinomial(k, shape, mean) ?? Number.NaN);
  return Math.max(0, 1 - below);
}
