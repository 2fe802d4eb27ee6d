import { describe, expect, test } from 'vitest';
import { minimumDetectableEffect, powerOf, sampleSize } from '../../../src/core/stats/sample-size.ts';
import fromR from './reference/sample-size.json' with { type: 'json' };
import reference from './reference/sequential.json' with { type: 'json' };

const usual = { alpha: 0.05, power: 0.8 };

describe('sample size', () => {
  test.each(fromR)('agrees with power.prop.test for $p1 and $p2, alpha $alpha, power $power', (c) => {
    expect(Math.abs((sampleSize(c)?.a ?? 0) / c.n - 1)).toBeLessThan(1e-7); // R's root is found to about 1e-8
  });

  test.each(reference.sampleSize)(
    'agrees with mpmath for $p1, $p2, ratio $ratio, $comparisons pairs',
    (c) => {
      const size = sampleSize(c);
      expect(Math.abs((size?.a ?? 0) / c.a - 1)).toBeLessThan(1e-12);
      expect(Math.abs((size?.b ?? 0) / c.b - 1)).toBeLessThan(1e-12);
    },
  );

  test('gives the shared reference value and asks 1.915 times as many for a test that may be read any time', () => {
    const fixed = sampleSize({ p1: 0.04, p2: 0.05, ...usual })?.a ?? 0;
    const sequential = sampleSize({ p1: 0.04, p2: 0.05, ...usual, sequential: true })?.a ?? 0;
    expect(fixed).toBeCloseTo(6744.933074884896, 7);
    expect(sequential / fixed).toBeCloseTo(1.9149, 4);
  });

  test('mirrors when arms and ratio are swapped', () => {
    const one = sampleSize({ p1: 0.02, p2: 0.03, ratio: 4, ...usual });
    const other = sampleSize({ p1: 0.03, p2: 0.02, ratio: 0.25, ...usual });
    expect(other?.a).toBeCloseTo(one?.b ?? 0, 6);
    expect(other?.b).toBeCloseTo(one?.a ?? 0, 6);
  });

  test.each([
    ['equal rates', { p1: 0.02, p2: 0.02, ...usual }],
    ['a rate above 1', { p1: 0.9, p2: 1.1, ...usual }],
    ['a negative rate', { p1: -0.1, p2: 0.1, ...usual }],
    ['alpha 0', { p1: 0.02, p2: 0.03, alpha: 0, power: 0.8 }],
    ['power 1', { p1: 0.02, p2: 0.03, alpha: 0.05, power: 1 }],
    ['power below alpha', { p1: 0.02, p2: 0.03, alpha: 0.05, power: 0.01 }],
    ['ratio 0', { p1: 0.02, p2: 0.03, ...usual, ratio: 0 }],
    ['no comparison', { p1: 0.02, p2: 0.03, ...usual, comparisons: 0 }],
  ])('refuses %s', (_, ask) => {
    expect(sampleSize(ask)).toBeNull();
  });

  test('has an answer for certain rates', () => {
    expect(sampleSize({ p1: 0, p2: 1, ...usual })?.a).toBeGreaterThan(0);
  });
});

describe('power', () => {
  test.each(fromR)('agrees with power.prop.test for half of $n at $p1 and $p2', (c) => {
    const power = powerOf({ p1: c.p1, p2: c.p2, alpha: c.alpha, nA: c.n / 2, nB: c.n / 2 });
    expect(Math.abs((power ?? 0) - c.powerOfHalf)).toBeLessThan(1e-8);
  });

  test('is what the sample size was asked for, in unequal arms too', () => {
    for (const ratio of [0.2, 1, 6]) {
      const size = sampleSize({ p1: 0.03, p2: 0.04, ratio, ...usual });
      const power = powerOf({ p1: 0.03, p2: 0.04, alpha: 0.05, nA: size?.a ?? 0, nB: size?.b ?? 0 });
      expect(power).toBeCloseTo(0.8, 9);
    }
  });

  test('of a sequential test is what its size was asked for, within two hundredths', () => {
    for (const ratio of [1 / 9, 1, 9]) {
      const size = sampleSize({ p1: 0.02, p2: 0.026, ratio, ...usual, sequential: true });
      const sizes = { nA: size?.a ?? 0, nB: size?.b ?? 0 };
      const power = powerOf({ p1: 0.02, p2: 0.026, alpha: 0.05, ...sizes, sequential: true }) ?? 0;
      expect(Math.abs(power - 0.8)).toBeLessThan(0.02);
    }
  });

  test('is null without contacts or a difference', () => {
    expect(powerOf({ p1: 0.02, p2: 0.03, alpha: 0.05, nA: 0, nB: 10 })).toBeNull();
    expect(powerOf({ p1: 0.02, p2: 0.02, alpha: 0.05, nA: 10, nB: 10 })).toBeNull();
  });
});

describe('minimum detectable effect', () => {
  test.each([false, true])('is the root of the sample size, sequential %s', (sequential) => {
    const size = sampleSize({ p1: 0.04, p2: 0.05, ratio: 3, ...usual, sequential });
    const ask = { p1: 0.04, ...usual, nA: size?.a ?? 0, nB: size?.b ?? 0, sequential };
    expect(minimumDetectableEffect(ask)).toBeCloseTo(0.01, 9);
  });

  test('shrinks with more contacts and is null when nothing could be found', () => {
    const [few, many] = [2_000, 200_000].map(
      (n) => minimumDetectableEffect({ p1: 0.02, ...usual, nA: n, nB: n }) ?? 0,
    );
    expect(many).toBeLessThan(few ?? 0);
    expect(minimumDetectableEffect({ p1: 0.5, ...usual, nA: 3, nB: 3, sequential: true })).toBeNull();
    expect(minimumDetectableEffect({ p1: 0.02, ...usual, nA: 0, nB: 10 })).toBeNull();
  });
});
