import { chdtrc, compiled, incbet, lgam, ndtri } from 'cephes';
import { devianceTerm } from './deviance-term.ts';

// Compiling cephes is a promise (some 10 ms, once); after it every function is synchronous.
await compiled;

/**
 * The only door to special functions. Everything else in this folder is arithmetic on what is given here.
 *
 * Source: cephes 3.3.3 (Moshier's C library as WebAssembly, BSD-3), chosen and measured in statistics.md 10. It throws
 * on a wrong argument and on underflow, and its beta function is wrong without a word for large shapes; here a wrong
 * argument (NaN, infinite, outside the domain) gives null, and what cephes cannot do is computed by other formulas.
 * A tail is never 1 - cdf. A p below 1e-300 has its logarithm, exact to the last digits, where its number is 0.
 * Reference values: test/core/stats/reference/special.json (mpmath at 50 digits). Accuracy stands at each function.
 */
export function logGamma(x: number): number | null {
  // relative error below 1e-15 up to 1e10: of ln(Γ) 3e8 that is an absolute error of 1e-6, see binomial-mass.ts
  return isPositive(x) ? lgam(x) : null;
}

/** z with P(Z <= z) = p; relative error below 1e-15 for 1e-300 <= p < 1. */
export function normalQuantile(p: number): number | null {
  return p > 0 && p < 1 ? ndtri(p) : null;
}

/** The critical value of a two-sided interval: 0.95 gives 1.96. By the lower tail: 1 - confidence is small. */
export function criticalValue(confidence: number): number | null {
  const z = normalQuantile((1 - confidence) / 2);
  return z === null || !(confidence > 0) ? null : -z;
}

/** P(|Z| >= |z|) = P(X² >= z²) with one degree; as accurate as `logTwoSidedTail`. */
export function twoSidedTail(z: number): number | null {
  return chiSquareTail(z * z, 1);
}

/** ln P(|Z| >= |z|), at any z. */
export function logTwoSidedTail(z: number): number | null {
  return logChiSquareTail(z * z, 1);
}

/** P(X² >= x) with `df` degrees; relative error below 1e-13 up to 100 degrees, 1e-11 up to 10,000; 0 below 5e-324. */
export function chiSquareTail(x: number, df: number): number | null {
  if (!isChiSquare(x, df)) return null;
  return isBeyondCephes(x / 2, df / 2) ? Math.exp(logGammaTail(x / 2, df / 2)) : chdtrc(df, x);
}

/** ln P(X² >= x), for any x; absolute error as the relative one of `chiSquareTail`. */
export function logChiSquareTail(x: number, df: number): number | null {
  if (!isChiSquare(x, df)) return null;
  return isBeyondCephes(x / 2, df / 2) ? logGammaTail(x / 2, df / 2) : Math.log(chdtrc(df, x));
}

/**
 * P(B <= x) of a beta distribution with shapes a and b, 0 < x < 1.
 * Cephes while min(a, b) <= 1e5 (absolute error below 1e-9 while a + b <= 1e6, 1e-7 to 1e8); above it loses everything
 * (.31 for .5 at 1e8, statistics.md 10), so the normal approximation of Peizer & Pratt: absolute error below 1e-11,
 * relative error of a lower tail below 5e-9 down to six standard deviations.
 */
export function betaCdf(x: number, a: number, b: number): number | null {
  if (!isPositive(a) || !isPositive(b) || !(x >= 0 && x <= 1)) return null;
  if (x === 0 || x === 1) return x;
  if (Math.min(a, b) <= CEPHES_BETA_LIMIT) return incbet(a, b, x);
  const z = peizerPratt(x, a, b);
  const half = (chiSquareTail(z * z, 1) ?? 0) / 2;
  return z < 0 ? half : 1 - half;
}

/** P(|T| >= |t|) of Student's t with `df` degrees, which need not be whole (Welch); relative error below 1e-11. */
export function studentTail(t: number, df: number): number | null {
  const logP = logStudentTail(t, df);
  return logP === null ? null : Math.exp(logP);
}

/**
 * ln P(|T| >= |t|) = ln I_x(df/2, ½) with x = df / (df + t²)  (DLMF 8.17.2 and Abramowitz & Stegun 26.7.1).
 * Absolute error below 1e-11, at any t.
 */
export function logStudentTail(t: number, df: number): number | null {
  if (!Number.isFinite(t) || !isPositive(df)) return null;
  if (df > NEARLY_NORMAL) return logTwoSidedTail(hillDeviate(t, df));
  const share = (t * t) / (df + t * t);
  // near t = 0 the complement, whose argument is small, keeps the digits that x close to 1 has lost
  if (t * t < 1) return Math.log1p(-incbet(0.5, df / 2, share));
  const p = incbet(df / 2, 0.5, df / (df + t * t));
  return p > SMALLEST_SURE ? Math.log(p) : logBetaTail(df, t);
}

const CEPHES_BETA_LIMIT = 1e5;

/** Degrees of t beyond which Hill's deviate errs less than cephes, whose error is 1e-16 of the degrees. */
const NEARLY_NORMAL = 1e4;

/** Below this an intermediate result of cephes may have underflown. */
const SMALLEST_SURE = 1e-290;

/** Degrees beyond which chdtrc has not been compared. */
const MOST_DEGREES = 1e4;

function isPositive(x: number): boolean {
  return x > 0 && Number.isFinite(x);
}

function isChiSquare(x: number, df: number): boolean {
  return x >= 0 && Number.isFinite(x) && df >= 1 && df <= MOST_DEGREES;
}

/** true = chdtrc would throw "underflow": it does where e^(-x) x^a / Γ(a) is below e^-709. */
function isBeyondCephes(x: number, a: number): boolean {
  return x > a + 1 && a * Math.log(x) - x - lgam(a) < -660;
}

/**
 * ln Γ(a, x)/Γ(a) for x far above a, by the continued fraction of Legendre (DLMF 8.9.2)
 *   Γ(a, x) = e^(-x) x^a / (x + 1 - a - 1(1-a) / (x + 3 - a - 2(2-a) / (x + 5 - a - ...)))
 * evaluated from its tail; at x > 600 the first 200 levels give all digits while a <= 5,000.
 */
function logGammaTail(x: number, a: number): number {
  let fraction = x + 401 - a;
  for (let level = 200; level >= 1; level -= 1) {
    fraction = x + 2 * level - 1 - a - (level * (level - a)) / fraction;
  }
  return a * Math.log(x) - x - lgam(a) - Math.log(fraction);
}

/**
 * ln I_x(df/2, ½), x = df / (df + t²) near 0: x^a (1-x)^½ / (a B(a, ½)) · 1/(1 + d₁/(1 + d₂/(1 + ...)))  (DLMF 8.17.22)
 * with d₁ = -(a+½) x/(a+1), ...; evaluated from its tail.
 */
function logBetaTail(df: number, t: number): number {
  const [a, b, x] = [df / 2, 0.5, df / (df + t * t)];
  let fraction = 1;
  for (let m = 300; m >= 1; m -= 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    fraction = 1 + even / (1 + odd / fraction);
  }
  fraction = 1 - ((a + b) * x) / (a + 1) / fraction;
  const logX = -Math.log1p((t * t) / df);
  const logBeta = lgam(a) + lgam(b) - lgam(a + b);
  return a * logX + b * Math.log1p(-x) - Math.log(a) - logBeta - Math.log(fraction);
}

/**
 * The normal deviate of a beta variable: Peizer & Pratt, JASA 63 (1968) 1416-1456; as in Johnson, Kotz &
 * Balakrishnan, Continuous Univariate Distributions 2 (1995), section 25.4.
 */
function peizerPratt(x: number, a: number, b: number): number {
  const n = a + b - 1;
  const [s, t] = [b - 0.5, a - 0.5];
  const [meanS, meanT] = [n * (1 - x), n * x];
  const gap = s - meanS;
  const d = b - 1 / 3 - (n + 1 / 3) * (1 - x) + 0.02 * (x / b - (1 - x) / a + (x - 0.5) / (a + b));
  if (gap === 0) return d / Math.sqrt(n * x * (1 - x));
  const deviance = 2 * (devianceTerm(s, meanS) + devianceTerm(t, meanT));
  return (d / Math.abs(gap)) * Math.sqrt(deviance / (1 + 1 / (6 * n)));
}

/**
 * The normal deviate of t: Hill, Algorithm 395, Communications of the ACM 13 (1970) 617-619, with y = (df - ½) ln(1 + t²/df)
 * and b = 48 (df - ½)²; its error falls with df³ and is nothing beyond 10,000 degrees.
 */
function hillDeviate(t: number, df: number): number {
  const y = (df - 0.5) * Math.log1p((t * t) / df);
  const b = 48 * (df - 0.5) ** 2;
  const second = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b);
  return ((second + y + 3) / b + 1) * Math.sqrt(y);
}
