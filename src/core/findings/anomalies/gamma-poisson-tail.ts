import { betaCdf } from '../../stats/special.ts';

/**
 * The chance of `x` events or more when the rate itself varies by a gamma distribution around the mean: negative binomial.
 *
 * Answers: "nine people left after a campaign where four were expected, and campaigns differ anyway: is that unusual?"
 * Formula: P(X >= x) = I_q(x, r), q = m / (m + r), shape r = 1 / (squared coefficient of variation), mean m  (DLMF 8.17.24).
 * It keeps its digits where 1 minus the terms below x has none left. Accuracy: that of `betaCdf`.
 * Reference values: test/core/findings/reference/pieces.json (scipy nbinom.sf).
 *
 * @returns null when x is no count, or shape or mean is not above 0
 */
export function gammaPoissonTail(x: number, shape: number, mean: number): number | null {
  if (!Number.isInteger(x) || x < 0 || !(shape > 0) || !(mean > 0)) return null;
  return x === 0 ? 1 : betaCdf(mean / (mean + shape), x, shape);
}
