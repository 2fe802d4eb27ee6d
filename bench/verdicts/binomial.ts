import type { Random } from './random.ts';

/**
 * A binomial number: how many of `n` succeed at rate `p`.
 * By inversion while fewer than ten are expected, else by transformed rejection (Hörmann, J. Statist. Comput. Simul. 46
 * (1993) 101-110, algorithm BTRS), whose cost does not grow with n.
 */
export function drawBinomial(random: Random, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p);
  return n * p < 10 ? invert(random, n, p) : reject(random, n, p);
}

/** `n` dealt to arms by their shares, which add up to 1. */
export function drawMultinomial(random: Random, n: number, shares: readonly number[]): readonly number[] {
  let left = n;
  let rest = 1;
  return shares.map((share, arm) => {
    const drawn = arm === shares.length - 1 ? left : drawBinomial(random, left, Math.min(1, share / rest));
    left -= drawn;
    rest -= share;
    return drawn;
  });
}

function invert(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  let mass = Math.exp(n * Math.log1p(-p));
  let u = random();
  let k = 0;
  while (u > mass && k < n) {
    u -= mass;
    k += 1;
    mass *= (odds * (n - k + 1)) / k;
  }
  return k;
}

function reject(random: Random, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + center);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= squeeze) return k;
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= logMassOverMode(n, p, k, mode)) return k;
  }
}

/** ln of P(k) / P(mode), by Stirling's formula and its correction. */
function logMassOverMode(n: number, p: number, k: number, mode: number): number {
  const odds = p / (1 - p);
  return (
    (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
    (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
    (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
    correction(mode) +
    correction(n - mode) -
    correction(k) -
    correction(n - k)
  );
}

/** ln k! minus its Stirling formula in k + 1. */
function correction(k: number): number {
  const exact = SMALL[k];
  if (exact !== undefined) return exact;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}

const SMALL: readonly number[] = Array.from({ length: 10 }, (_, k) => {
  let logFactorial = 0;
  for (let i = 2; i <= k; i += 1) logFactorial += Math.log(i);
  return logFactorial - (0.5 * Math.log(2 * Math.PI) + (k + 0.5) * Math.log(k + 1) - (k + 1));
});
