import { mixtureCriticalValue } from './sequential.ts';
import { normalQuantile, twoSidedTail } from './special.ts';

/**
 * Contacts needed to tell two rates apart, for two arms of equal or unequal size.
 *
 * Answers: "2 % click today and 2.6 % would matter: how many contacts must each arm have?"
 * Valid for rates with at least some ten expected events in each arm; below it the answer is too small.
 * Formula: na = (z(α/2) √((1 + 1/ρ) p̄ q̄) + z(power) √(p1 q1 + p2 q2 / ρ))² / (p1 - p2)², nb = ρ na,
 *   p̄ = (p1 + ρ p2) / (1 + ρ). Several comparisons take α / m. A test that may be looked at any time needs
 *   ((c(1) + z(power)) / (z(α/2) + z(power)))² as many, c of the sequential test at its planned end: 1.915 at .05 and .8.
 *   That factor takes both roots for equal, and in unequal arms may be some 3 % short (power .79 for .80 at 90/10, the
 *   larger arm better): there the equation with c(1) in the place of z(α/2), where it asks for more.
 * Source: Fleiss, Statistical Methods for Rates and Proportions, 2nd ed. (1981), eq. 3.18, without the continuity
 * correction of 3.19; with ρ = 1 it is R's power.prop.test. Factor: statistics.md 4.
 * Accuracy: relative error below 1e-12 against R and mpmath; R's answer leaves out the tail of the wrong sign, as this does.
 * Reference values: facts/stats-cases.json and test/core/stats/reference/sample-size.json (R power.prop.test, mpmath).
 *
 * @returns contacts, not rounded (round up); null when the rates are equal or a number is outside its domain
 */
export function sampleSize(ask: SampleSizeAsk): { readonly a: number; readonly b: number } | null {
  const { p1, p2, power, ratio = 1, isSequential, alpha } = withDefaults(ask);
  const z = upperQuantile(alpha / 2);
  const zPower = upperQuantile(1 - power);
  const difference = p1 - p2;
  if (z === null || zPower === null || !isRate(p1) || !isRate(p2) || difference === 0) return null;
  if (!(ratio > 0 && Number.isFinite(ratio))) return null;
  const spread = spreads(p1, p2, ratio);
  const root = z * spread.underNull + zPower * spread.underEffect;
  const critical = isSequential ? mixtureCriticalValue(1, alpha) : z;
  if (critical === null || !(root > 0)) return null;
  const factored = (root * (critical + zPower)) / (z + zPower); // statistics.md 4
  const solved = critical * spread.underNull + zPower * spread.underEffect;
  const a = ((ratio === 1 ? factored : Math.max(factored, solved)) / difference) ** 2; // eq. 3.18
  return { a, b: ratio * a };
}

export type SampleSizeAsk = {
  /** expected rate of the first arm, 0..1 */
  readonly p1: number;
  readonly p2: number;
  /** two-sided, 0..1 */
  readonly alpha: number;
  /** chance to find the difference when it is there, above alpha / 2 and below 1 */
  readonly power: number;
  /** nb / na, default 1 */
  readonly ratio?: number;
  /** m, pairs that are compared: each gets alpha / m; default 1 */
  readonly comparisons?: number;
  /** true = the test may be read at any time; default false */
  readonly sequential?: boolean;
};

/**
 * Chance that a test of these sizes finds this difference: at its one look, or by its planned end when sequential.
 * Formula: the sample size solved for z(power), with c(1) in the place of z(α/2) when sequential; the looks before the
 * end can only add to it.
 *
 * @returns null when an arm is empty, the rates are equal or a number is outside its domain
 */
export function powerOf(ask: PowerAsk): number | null {
  const { p1, p2, nA, nB, isSequential, alpha } = withDefaults(ask);
  if (!(nA > 0 && nB > 0) || !isRate(p1) || !isRate(p2) || p1 === p2) return null;
  const critical = isSequential ? mixtureCriticalValue(1, alpha) : upperQuantile(alpha / 2);
  if (critical === null) return null;
  const spread = spreads(p1, p2, nB / nA);
  return lowerTail((Math.abs(p1 - p2) * Math.sqrt(nA) - critical * spread.underNull) / spread.underEffect);
}

export type PowerAsk = Omit<SampleSizeAsk, 'power' | 'ratio'> & { readonly nA: number; readonly nB: number };

/**
 * The smallest difference p2 - p1 above 0 that arms of these sizes find with this power.
 * The root of `sampleSize`, by bisection to a relative 1e-12.
 *
 * @returns null when not even p2 = 1 would be found
 */
export function minimumDetectableEffect(ask: EffectAsk): number | null {
  const { nA, nB, ...rest } = ask;
  if (!(nA > 0 && nB > 0)) return null;
  const isFound = (effect: number): boolean => {
    const size = sampleSize({ ...rest, p2: Math.min(1, ask.p1 + effect), ratio: nB / nA });
    return size !== null && size.a <= nA;
  };
  let [low, high] = [0, 1 - ask.p1];
  if (!(high > 0) || !isFound(high)) return null;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (isFound(middle)) high = middle;
    else low = middle;
  }
  return high;
}

export type EffectAsk = Omit<SampleSizeAsk, 'p2' | 'ratio'> & { readonly nA: number; readonly nB: number };

function withDefaults<Ask extends { alpha: number; comparisons?: number; sequential?: boolean }>(ask: Ask) {
  const { comparisons = 1, sequential = false } = ask;
  return { ...ask, isSequential: sequential, alpha: comparisons >= 1 ? ask.alpha / comparisons : Number.NaN };
}

/** √ of the variance of the difference times na: were the arms equal, and as they are (the two roots of eq. 3.18). */
function spreads(p1: number, p2: number, ratio: number) {
  const pooled = (p1 + ratio * p2) / (1 + ratio);
  return {
    underNull: Math.sqrt((1 + 1 / ratio) * pooled * (1 - pooled)),
    underEffect: Math.sqrt(p1 * (1 - p1) + (p2 * (1 - p2)) / ratio),
  };
}

/** z with P(Z > z) = tail; by the tail because 1 - tail loses the digits of a small one. */
function upperQuantile(tail: number): number | null {
  const z = normalQuantile(tail);
  return z === null ? null : -z;
}

function lowerTail(z: number): number {
  const half = (twoSidedTail(z) ?? 0) / 2;
  return z < 0 ? half : 1 - half;
}

function isRate(p: number): boolean {
  return p >= 0 && p <= 1;
}
