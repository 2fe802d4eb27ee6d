import { describe, expect, test } from 'vitest';
import { bayesArms } from '../../../src/core/stats/beta-binomial.ts';
import exact from './reference/bayes.json' with { type: 'json' };
import large from './reference/bayes-large.json' with { type: 'json' };

const armsOf = (x: number[], n: number[]) => x.map((successes, arm) => ({ successes, n: n[arm] ?? 0 }));

describe('beta-binomial arms', () => {
  test.each(exact)('agree with the closed form for $x of $n', (c) => {
    const tolerance = Math.max(...c.n) > 1e6 ? 1e-6 : 1e-9;
    for (const [arm, found] of bayesArms(armsOf(c.x, c.n)).entries()) {
      expect(Math.abs(found.probabilityBest - (c.probabilityBest[arm] ?? -1))).toBeLessThan(tolerance);
      expect(Math.abs(found.expectedLoss - (c.expectedLoss[arm] ?? -1))).toBeLessThan(tolerance);
      expect(found.posteriorMean).toBeCloseTo(((c.x[arm] ?? 0) + 1) / ((c.n[arm] ?? 0) + 2), 15);
    }
  });

  test.each(large)('agree with R beyond the limit of the beta function for $x of $n', (c) => {
    for (const [arm, found] of bayesArms(armsOf(c.x, c.n)).entries()) {
      expect(Math.abs(found.probabilityBest - (c.probabilityBest[arm] ?? -1))).toBeLessThan(1e-6);
      expect(Math.abs(found.expectedLoss - (c.expectedLoss[arm] ?? -1))).toBeLessThan(1e-9);
    }
  });

  test('give every arm its share when all are alike, nobody included', () => {
    for (const arm of [
      { successes: 0, n: 0 },
      { successes: 7, n: 90 },
      { successes: 90, n: 90 },
    ]) {
      const found = bayesArms([arm, arm, arm, arm]);
      for (const { probabilityBest } of found) expect(probabilityBest).toBeCloseTo(0.25, 9);
    }
  });

  test('swap with the arms and add up to 1', () => {
    const [a, b, c] = [
      { successes: 20, n: 300 },
      { successes: 31, n: 320 },
      { successes: 3, n: 11 },
    ] as const;
    const [ofA, ofB, ofC] = bayesArms([a, b, c]);
    expect(bayesArms([c, a, b])).toEqual(
      [ofC, ofA, ofB].map((one) => ({
        probabilityBest: expect.closeTo(one?.probabilityBest ?? 9, 12),
        expectedLoss: expect.closeTo(one?.expectedLoss ?? 9, 12),
        posteriorMean: one?.posteriorMean,
      })),
    );
    expect(
      (ofA?.probabilityBest ?? 0) + (ofB?.probabilityBest ?? 0) + (ofC?.probabilityBest ?? 0),
    ).toBeCloseTo(1, 12);
  });

  test('are certain and lose nothing when one arm is far ahead', () => {
    const [behind, ahead] = bayesArms([
      { successes: 10, n: 100_000 },
      { successes: 900, n: 100_000 },
    ]);
    expect(ahead?.probabilityBest).toBeCloseTo(1, 12);
    expect(ahead?.expectedLoss).toBeLessThan(1e-12);
    expect(behind?.expectedLoss).toBeCloseTo(0.0089, 6);
  });

  test('of one arm is the best, and of none there is nothing', () => {
    expect(bayesArms([{ successes: 3, n: 50 }])).toEqual([
      { probabilityBest: 1, expectedLoss: 0, posteriorMean: 4 / 52 },
    ]);
    expect(bayesArms([])).toEqual([]);
  });
});
