import { gaussLegendre } from './gauss-legendre.ts';
import { twoSidedTail } from './special.ts';

/**
 * Power each pair must have, so that the best arm beats **all** its rivals with the power that is asked.
 *
 * Answers: "four arms, one of them better: how sure must each of its three comparisons be for it to be called the
 * winner four times of five?" .80 a pair would name it .61 times.
 * Valid for arms of about equal size and rivals that are equally good, the hardest case; comparisons share the best
 * arm, so their statistics are correlated by ½. With Holm and many looks the truth is a little higher.
 * Formula: x with ∫ φ(t) Φ(t + √2 x)^(rivals) dt = power, then Φ(x).
 * Source: Bechhofer, Ann. Math. Statist. 25 (1954) 16-39 (probability of a correct selection of the best of k means).
 * Accuracy: absolute error below 1e-10 against R integrate; cost: some 40 integrals of 240 nodes.
 * Reference values: test/core/stats/reference/pair-power.json (R).
 *
 * @param power to find the winner, 0..1 exclusive
 * @param rivals arms it must beat, a whole number from 1 on
 * @returns null outside these
 */
export function pairPower(power: number, rivals: number): number | null {
  if (!(power > 0 && power < 1 && Number.isInteger(rivals) && rivals >= 1)) return null;
  let [low, high] = [-RANGE, RANGE];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (beatsAll(middle, rivals) < power) low = middle;
    else high = middle;
  }
  return lowerTail(high);
}

/** Standard deviations beyond which the normal density is below 1e-22. */
const RANGE = 10;

/** P(X + √2 x exceeds each of `rivals` others), all standard normal. */
function beatsAll(x: number, rivals: number): number {
  return NODES.reduce(
    (sum, { x: t, weight }) => sum + weight * density(t) * lowerTail(t + Math.SQRT2 * x) ** rivals,
    0,
  );
}

const NODES = Array.from({ length: 2 * RANGE }, (_, k) => gaussLegendre(k - RANGE, k - RANGE + 1)).flat();

function density(t: number): number {
  return Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
}

function lowerTail(z: number): number {
  const half = (twoSidedTail(z) ?? 0) / 2;
  return z < 0 ? half : 1 - half;
}
