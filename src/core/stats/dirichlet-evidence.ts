import { devianceTerm } from './deviance-term.ts';
import { logGamma } from './special.ts';

/**
 * ln of the Bayes factor of "some other split" over "this split", for counts that grow.
 *
 * Answers what sample-ratio.ts answers, for any Dirichlet prior and to the last digits at any size: the textbook form
 *   ln BF = lnΓ(κ) - lnΓ(κ + n) + Σ [lnΓ(αᵢ + xᵢ) - lnΓ(αᵢ)] - Σ xᵢ ln wᵢ,  κ = Σ αᵢ
 * takes numbers of size 1e9 from each other at 1e8 contacts. With Stirling's series written out (N = κ + n, yᵢ = αᵢ + xᵢ)
 * the large parts cancel on paper:
 *   ln BF = lnΓ(κ) - Σ lnΓ(αᵢ) + Σ αᵢ ln wᵢ + Σ D(yᵢ, N wᵢ) + ½ ln N - ½ Σ ln yᵢ + ½ (k-1) ln 2π + Σ δ(yᵢ) - δ(N)
 * with D the deviance term and δ the error of Stirling's formula for lnΓ.
 * Source: Lindon & Malek, NeurIPS 35 (2022), arXiv 2011.03567; Stirling: DLMF 5.11.1.
 * Accuracy: absolute error below 1e-11 to 1e8 contacts at κ = 1000, 1e-9 relative beyond 1. Cost: constant.
 * Reference values: facts/stats-cases.json and test/core/stats/reference/classical-mpmath.json (mpmath).
 *
 * @param shares above 0 and adding up to 1, one a count
 * @param alpha prior weight of each share in contacts, above 0
 */
export function dirichletEvidence(
  observed: readonly number[],
  shares: readonly number[],
  alpha: readonly number[],
): number {
  const kappa = sum(alpha);
  const n = kappa + sum(observed);
  const arms = shares.map((share, place) => {
    const prior = alpha[place] ?? 0;
    const count = prior + (observed[place] ?? 0);
    const ofPrior = prior * Math.log(share) - lnGamma(prior);
    return (
      ofPrior +
      devianceTerm(count, n * share) -
      0.5 * Math.log(count) +
      HALF_LOG_TWO_PI +
      stirlingError(count)
    );
  });
  return lnGamma(kappa) + sum(arms) + 0.5 * Math.log(n) - HALF_LOG_TWO_PI - stirlingError(n);
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** lnΓ(y) - (y - ½) ln y + y - ½ ln 2π */
function stirlingError(y: number): number {
  if (y < 16) return lnGamma(y) - (y - 0.5) * Math.log(y) + y - HALF_LOG_TWO_PI;
  const s = 1 / (y * y);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - s / 1188) * s) * s) * s) / y;
}

/** Only of numbers above 0 here. */
function lnGamma(x: number): number {
  return logGamma(x) ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
