import { describe, expect, test } from 'vitest';
import { amountDifference } from '../../../src/core/stats/amount-difference.ts';
import { newcombeInterval } from '../../../src/core/stats/newcombe-interval.ts';
import { relativeLift } from '../../../src/core/stats/relative-lift.ts';
import reference from './reference/sequential.json' with { type: 'json' };

const sums = ([n = 0, sum = 0, sumSquares = 0]: number[]) => ({ n, sum, sumSquares });

describe('relative lift', () => {
  test.each(reference.relativeLift)('agrees with mpmath for $xB of $nB over $xA of $nA', (c) => {
    const lift = relativeLift({ successes: c.xA, n: c.nA }, { successes: c.xB, n: c.nB }, c.z);
    expect(lift?.lift).toBeCloseTo(c.lift, 12);
    expect(lift?.lower).toBeCloseTo(c.lower, 12);
    expect(lift?.upper).toBeCloseTo(c.upper, 12);
  });

  test('is null when nobody succeeded in the first arm or an arm is empty', () => {
    expect(relativeLift({ successes: 0, n: 100 }, { successes: 4, n: 100 }, 2)).toBeNull();
    expect(relativeLift({ successes: 0, n: 0 }, { successes: 4, n: 100 }, 2)).toBeNull();
    expect(relativeLift({ successes: 4, n: 100 }, { successes: 0, n: 0 }, 2)).toBeNull();
  });

  test('keeps an interval when nobody or everybody succeeded in the second arm', () => {
    const nobody = relativeLift({ successes: 10, n: 100 }, { successes: 0, n: 100 }, 2);
    expect(nobody?.lift).toBe(-1);
    expect(nobody?.lower).toBe(-1);
    expect(nobody?.upper).toBeGreaterThan(-0.9);
    const everybody = relativeLift({ successes: 100, n: 100 }, { successes: 100, n: 100 }, 2);
    expect(everybody?.lower).toBeLessThan(0);
    expect(everybody?.upper).toBeGreaterThan(0);
  });

  test('has the sign of the difference and does not change with ten times the contacts, but narrows', () => {
    const small = relativeLift({ successes: 30, n: 1000 }, { successes: 45, n: 1000 }, 2);
    const large = relativeLift({ successes: 300, n: 10_000 }, { successes: 450, n: 10_000 }, 2);
    const down = relativeLift({ successes: 45, n: 1000 }, { successes: 30, n: 1000 }, 2);
    expect(small?.lift).toBeCloseTo(0.5, 14);
    expect(large?.lift).toBeCloseTo(0.5, 14);
    expect(down?.lift).toBeLessThan(0);
    expect((large?.upper ?? 9) - (large?.lower ?? 0)).toBeLessThan((small?.upper ?? 0) - (small?.lower ?? 9));
  });
});

describe('amount difference', () => {
  test.each(reference.amount)('agrees with mpmath for $a and $b', (c) => {
    const found = amountDifference(sums(c.a), sums(c.b));
    expect(Math.abs((found?.difference ?? 0) / c.difference - 1)).toBeLessThan(1e-12);
    expect(Math.abs((found?.standardErrorPooled ?? 0) / c.se - 1)).toBeLessThan(1e-12);
    expect(Math.abs((found?.z ?? 0) / c.z - 1)).toBeLessThan(1e-12);
  });

  test('is null in an empty arm and when all amounts are equal, by rounding or exactly', () => {
    expect(amountDifference(sums([0, 0, 0]), sums([5, 10, 30]))).toBeNull();
    expect(amountDifference(sums([10, 0, 0]), sums([5, 0, 0]))).toBeNull();
    expect(amountDifference(sums([3, 0.3, 0.03]), sums([7, 0.7, 0.07]))).toBeNull();
    expect(amountDifference(sums([1, 4, 16]), sums([0, 0, 0]))).toBeNull();
  });

  test('flips its sign when the arms are swapped and scales with the currency', () => {
    const [a, b] = [sums([1000, 25_100, 1_250_000]), sums([900, 30_500, 1_760_000])];
    const cents = (one: typeof a) => ({ n: one.n, sum: one.sum * 100, sumSquares: one.sumSquares * 10_000 });
    expect(amountDifference(b, a)?.z).toBeCloseTo(-(amountDifference(a, b)?.z ?? 0), 12);
    expect(amountDifference(cents(a), cents(b))?.z).toBeCloseTo(amountDifference(a, b)?.z ?? 0, 10);
  });
});

test('more of the same evidence narrows the interval and keeps the difference', () => {
  const widths = [1, 3, 9, 27].map((times) => {
    const arm = (successes: number, n: number) => ({ successes: successes * times, n: n * times });
    const { lower, upper } = newcombeInterval(arm(20, 900), arm(4, 100), 3.04);
    return upper - lower;
  });
  expect(widths.toSorted((a, b) => b - a)).toEqual(widths);
});
