import { studentTail } from './special.ts';

/**
 * t with P(|T| >= t) = `tail`, degrees of freedom `df`: 12.7 at .05 and one degree, 1.96 at many.
 * By bisection of the two-sided tail to a relative 1e-14; cost: some 60 tails. Reference values:
 * test/core/stats/reference/random-effects.json (R qt).
 *
 * @returns null outside 0 < tail < 1 or df > 0
 */
export function studentCriticalValue(tail: number, df: number): number | null {
  if (!(tail > 0 && tail < 1 && df > 0 && Number.isFinite(df))) return null;
  const isBelow = (t: number): boolean => (studentTail(t, df) ?? 0) > tail;
  let [low, high] = [0, 1];
  while (isBelow(high) && high < 1e300) [low, high] = [high, high * 2];
  while (high - low > 1e-14 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
