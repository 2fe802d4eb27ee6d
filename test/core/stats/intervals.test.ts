import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newcombeInterval } from '../../../src/core/stats/newcombe-interval.ts';
import { twoSidedTail } from '../../../src/core/stats/special.ts';
import { twoProportions } from '../../../src/core/stats/two-proportions.ts';
import { wilsonInterval } from '../../../src/core/stats/wilson-interval.ts';
import publicCases from './public-cases.json' with { type: 'json' };

type WilsonCase = { x: number; n: number; z: number; lower: number; upper: number };
type PairCase = { xA: number; nA: number; xB: number; nB: number };
type Reference = {
  wilson: WilsonCase[];
  newcombe: (PairCase & { z: number; lower: number; upper: number })[];
  two_proportions: (PairCase & { z: number; p: number })[];
  normal_tail: { z: number; p: number }[];
};
/** The shared reference values, by family. */
function published<Input, Expected>(family: string): (Input & Expected)[] {
  return publicCases.cases
    .filter((one) => one.family === family)
    .map(({ input, expected }) => ({ ...input, ...expected }) as Input & Expected);
}
type Interval = { lower: number; upper: number };
type TwoArms = { x_a: number; n_a: number; x_b: number; n_b: number };

const reference = JSON.parse(readFileSync(new URL('./reference.json', import.meta.url), 'utf8')) as Reference;

/** 0 where both are 0. */
function relativeError(actual: number | undefined, wanted: number): number {
  return actual === wanted ? 0 : Math.abs((actual ?? Number.NaN) - wanted) / Math.abs(wanted);
}

describe('wilson interval', () => {
  test.each(reference.wilson)('agrees with mpmath for $x of $n', ({ x, n, z, lower, upper }) => {
    const interval = wilsonInterval(x, n, z);
    const relative = x <= n / 2 ? 1e-14 : Number.POSITIVE_INFINITY;
    expect(relativeError(interval.lower, lower)).toBeLessThan(relative);
    expect(relativeError(interval.upper, upper)).toBeLessThan(relative);
    expect(Math.abs(interval.lower - lower)).toBeLessThan(1e-15);
    expect(Math.abs(interval.upper - upper)).toBeLessThan(1e-15);
  });

  test.each(published<{ x: number; n: number }, Interval>('wilson'))(
    'gives the shared reference value for $x of $n',
    ({ x, n, lower, upper }) => {
      expect(wilsonInterval(x, n).lower).toBeCloseTo(lower, 14);
      expect(wilsonInterval(x, n).upper).toBeCloseTo(upper, 14);
    },
  );

  test('touches 0 and 1 exactly when nobody and everybody succeeded', () => {
    expect(wilsonInterval(0, 33).lower).toBe(0);
    expect(wilsonInterval(70, 70).upper).toBe(1);
  });

  test('narrows as the number of people grows', () => {
    const widths = [10, 100, 1_000, 10_000].map((n) => {
      const { lower, upper } = wilsonInterval(n / 10, n);
      return upper - lower;
    });
    expect(widths.toSorted((a, b) => b - a)).toEqual(widths);
  });
});

describe('newcombe interval', () => {
  test.each(reference.newcombe)('agrees with mpmath for $xB of $nB against $xA of $nA', (c) => {
    const interval = newcombeInterval({ successes: c.xA, n: c.nA }, { successes: c.xB, n: c.nB }, c.z);
    expect(Math.abs(interval.lower - c.lower)).toBeLessThan(1e-15);
    expect(Math.abs(interval.upper - c.upper)).toBeLessThan(1e-15);
  });

  const shared = published<TwoArms, Interval>('newcombe_hybrid_score');
  test.each(shared)('gives the shared reference value for $x_b of $n_b', (c) => {
    const interval = newcombeInterval({ successes: c.x_a, n: c.n_a }, { successes: c.x_b, n: c.n_b });
    expect(interval.lower).toBeCloseTo(c.lower, 14);
    expect(interval.upper).toBeCloseTo(c.upper, 14);
  });

  test('gives the five-percent table of Newcombe 1998 II (method 10): 56/70 against 48/80 is 0.0524 to 0.3339', () => {
    const interval = newcombeInterval({ successes: 48, n: 80 }, { successes: 56, n: 70 });
    expect(interval.lower).toBeCloseTo(0.0524, 4);
    expect(interval.upper).toBeCloseTo(0.3339, 4);
  });

  test.each(reference.newcombe)('flips its signs when the windows swap ($xA/$nA, $xB/$nB)', (c) => {
    const a = Object.freeze({ successes: c.xA, n: c.nA });
    const b = Object.freeze({ successes: c.xB, n: c.nB });
    const there = newcombeInterval(a, b);
    const back = newcombeInterval(b, a);
    expect(there.lower).toBeCloseTo(-back.upper, 15);
    expect(there.upper).toBeCloseTo(-back.lower, 15);
  });
});

describe('two proportions', () => {
  test.each(reference.two_proportions)('agrees with scipy for $xB of $nB against $xA of $nA', (c) => {
    const answer = twoProportions({ successes: c.xA, n: c.nA }, { successes: c.xB, n: c.nB });
    expect(relativeError(answer?.z, c.z)).toBeLessThan(1e-13);
    expect(relativeError(answer?.pTwoSided, c.p)).toBeLessThan(1e-11);
  });

  const shared = published<TwoArms, { z: number; p_two_sided: number }>('two_proportion_z');
  test.each(shared)('gives the shared reference value for $x_b of $n_b', (c) => {
    const answer = twoProportions({ successes: c.x_a, n: c.n_a }, { successes: c.x_b, n: c.n_b });
    expect(relativeError(answer?.z, c.z)).toBeLessThan(1e-11);
    expect(relativeError(answer?.pTwoSided, c.p_two_sided)).toBeLessThan(1e-11);
  });

  test('refuses to test when nobody or everybody succeeded', () => {
    expect(twoProportions({ successes: 0, n: 10 }, { successes: 0, n: 99 })).toBeNull();
    expect(twoProportions({ successes: 10, n: 10 }, { successes: 99, n: 99 })).toBeNull();
  });
});

describe('normal tail', () => {
  test.each(reference.normal_tail)('agrees with mpmath at z = $z', ({ z, p }) => {
    expect(relativeError(twoSidedTail(z) ?? undefined, p)).toBeLessThan(z > 20 ? 2e-13 : 5e-14);
    expect(twoSidedTail(-z)).toBe(twoSidedTail(z));
  });

  test('falls without a step where the two formulas meet', () => {
    const values = [2.4999999, 2.5, 2.5000001].map((z) => twoSidedTail(z) ?? 0);
    expect(values.toSorted((a, b) => b - a)).toEqual(values);
  });
});
