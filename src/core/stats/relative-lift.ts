import type { Proportion } from './newcombe-interval.ts';
import { wilsonInterval } from './wilson-interval.ts';

/**
 * Relative lift of b over a, pb / pa - 1, with its interval by the delta method.
 *
 * Answers: "how many per cent better is B than A?" For display only: the difference of the rates decides.
 * Valid where both arms have some successes and some failures; wide and rough below about 20 of them. An arm of 0 or n
 * successes has no variance in this formula, and the interval would be a point: there half the width of its Wilson
 * interval takes the place of z times its standard error.
 * Formula: z² SE² = z² (var pb / pa² + var pa pb² / pa⁴), var p = p (1 - p) / n; the lower limit is never below -1.
 * Source: Casella & Berger, Statistical Inference, 2nd ed. (2002), 5.5.4, example 5.5.27 (ratio of two means).
 * Accuracy: relative error below 1e-12 against mpmath where no limit is near 0; cost: constant.
 * Reference values: test/core/stats/reference/sequential.json (mpmath).
 *
 * @param z critical value: of the sequential test, or 1.96 for one look
 * @returns null when an arm is empty or nobody succeeded in a
 */
export function relativeLift(a: Proportion, b: Proportion, z: number): RelativeLift | null {
  if (!(a.n > 0 && b.n > 0 && a.successes > 0)) return null;
  const rateA = a.successes / a.n;
  const ratio = b.successes / b.n / rateA;
  const lift = (b.successes / b.n - rateA) / rateA;
  const half = Math.hypot(halfWidth(b, z) / rateA, (halfWidth(a, z) * ratio) / rateA); // example 5.5.27
  return { lift, lower: Math.max(-1, lift - half), upper: lift + half };
}

export type RelativeLift = {
  /** 0.1 = ten per cent more */
  readonly lift: number;
  readonly lower: number;
  readonly upper: number;
};

function halfWidth({ successes, n }: Proportion, z: number): number {
  if (successes > 0 && successes < n) return z * Math.sqrt(((successes / n) * (1 - successes / n)) / n);
  const { lower, upper } = wilsonInterval(successes, n, z);
  return (upper - lower) / 2;
}
