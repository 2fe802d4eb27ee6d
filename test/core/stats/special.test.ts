import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  betaCdf,
  chiSquareTail,
  criticalValue,
  logChiSquareTail,
  logGamma,
  logStudentTail,
  logTwoSidedTail,
  normalQuantile,
  studentTail,
  twoSidedTail,
} from '../../../src/core/stats/special.ts';

type Case = { f: string; args: number[]; value: number; log?: boolean };
const { cases } = JSON.parse(readFileSync(new URL('./reference/special.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};

function errors(name: string, answer: (...args: number[]) => number | null): number[] {
  const own = cases.filter(({ f }) => f === name);
  expect(own.length).toBeGreaterThan(11);
  return own.map(({ args, value, log }) => {
    const got = answer(...args) ?? Number.NaN;
    // the logarithm's absolute error is the relative error of p; beyond e^-1e4 the 16 digits of ln p itself end
    if (log === true) return Math.abs(got - value) / Math.max(1, Math.abs(value) * 1e-4);
    return got === value ? 0 : Math.abs(got - value) / Math.abs(value);
  });
}

describe('special functions agree with mpmath', () => {
  test.each([
    ['logGamma', logGamma, 1e-15],
    ['normalQuantile', normalQuantile, 1e-15],
    ['twoSidedTail', twoSidedTail, 1e-13],
    ['logTwoSidedTail', logTwoSidedTail, 1e-11],
    ['chiSquareTail', chiSquareTail, 1e-11],
    ['logChiSquareTail', logChiSquareTail, 1e-11],
    ['studentTail', studentTail, 1e-11],
    ['logStudentTail', logStudentTail, 1e-11],
  ] as const)('%s', (name, answer, tolerance) => {
    expect(Math.max(...errors(name, answer as (...args: number[]) => number | null))).toBeLessThan(tolerance);
  });

  test('betaCdf within 1e-9 while cephes answers and 1e-11 where the normal approximation does', () => {
    const own = cases.filter(({ f }) => f === 'betaCdf');
    expect(own.length).toBeGreaterThan(40);
    for (const { args, value } of own) {
      const [x = 0, a = 0, b = 0] = args;
      const error = Math.abs((betaCdf(x, a, b) ?? Number.NaN) - value);
      expect(error).toBeLessThan(Math.min(a, b) <= 1e5 ? 1e-9 : 1e-11);
    }
  });
});

describe('special functions at their edges', () => {
  test('answer null instead of a number for what is outside their domain', () => {
    const refused = [
      ...[Number.NaN, 0, -1, Number.POSITIVE_INFINITY].map(logGamma),
      ...[Number.NaN, 0, 1, -0.1, 2].map(normalQuantile),
      ...[Number.NaN, 0, 1, -0.5, 95].map(criticalValue),
      ...[Number.NaN, Number.POSITIVE_INFINITY].flatMap((z) => [twoSidedTail(z), logTwoSidedTail(z)]),
      ...[0, -1, 0.5, Number.NaN, 1e5].flatMap((df) => [chiSquareTail(3, df), logChiSquareTail(3, df)]),
      chiSquareTail(-1, 1),
      chiSquareTail(Number.NaN, 1),
      ...[0, -1, Number.NaN].flatMap((df) => [studentTail(2, df), logStudentTail(2, df)]),
      studentTail(Number.NaN, 5),
      ...[0, -2, Number.NaN].flatMap((shape) => [betaCdf(0.5, shape, 2), betaCdf(0.5, 2, shape)]),
      ...[-0.1, 1.1, Number.NaN].map((x) => betaCdf(x, 2, 2)),
    ];
    expect(refused.filter((answer) => answer !== null)).toEqual([]);
  });

  test('keep the logarithm of a p too small for a number', () => {
    expect(twoSidedTail(50)).toBe(0);
    expect(logTwoSidedTail(50)).toBeCloseTo(-1254.13821395886, 9);
  });

  test('are even in z and t', () => {
    for (const z of [0.2, 3, 37.4, 90]) {
      expect(logTwoSidedTail(-z)).toBe(logTwoSidedTail(z));
      expect(logStudentTail(-z, 12.5)).toBe(logStudentTail(z, 12.5));
    }
  });

  test('fall without a step where one formula hands over to the next', () => {
    const chains = [
      [36.29, 36.3, 36.31, 36.4, 36.5].map((z) => logTwoSidedTail(z) ?? 0),
      [0.9999999, 1, 1.0000001].map((t) => logStudentTail(t, 7.5) ?? 0),
      [26, 26.2, 26.4, 26.6, 26.8, 27].map((t) => logStudentTail(t * 30, 200) ?? 0),
    ];
    for (const chain of chains) expect(chain.toSorted((a, b) => b - a)).toEqual(chain);
    expect(studentTail(2, 9_999.999)).toBeCloseTo(studentTail(2, 10_000.001) ?? 0, 9);
  });

  test('answer the same after many tails too small for cephes', () => {
    for (let i = 0; i < 1e5; i += 1) chiSquareTail(1e5 + i, 1);
    expect(chiSquareTail(3.841458820694124, 1)).toBeCloseTo(0.05, 14);
  });
});
