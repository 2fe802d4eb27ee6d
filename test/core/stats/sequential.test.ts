import { describe, expect, test } from 'vitest';
import {
  informationOfPair,
  mixtureCriticalValue,
  mixtureEvidence,
} from '../../../src/core/stats/sequential.ts';
import reference from './reference/sequential.json' with { type: 'json' };

const pair = (xA: number, nA: number, xB: number, nB: number) =>
  [
    { successes: xA, n: nA },
    { successes: xB, n: nB },
  ] as const;

describe('critical value of the sequential test', () => {
  test.each(reference.critical)('is where the mixture integral reaches 1/$alpha at $fraction', (c) => {
    const critical = mixtureCriticalValue(c.fraction, c.alpha) ?? Number.NaN;
    expect(Math.abs(critical / c.c - 1)).toBeLessThan(1e-14);
  });

  test('gives the shared reference values', () => {
    expect(mixtureCriticalValue(0.1, 0.05)).toBeCloseTo(3.855054633530311, 13);
    expect(mixtureCriticalValue(0.75, 0.01)).toBeCloseTo(3.5782875818858146, 13);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'does not exist at a fraction of %s',
    (fraction) => {
      expect(mixtureCriticalValue(fraction, 0.05)).toBeNull();
    },
  );

  test.each([0, 1, -0.1, 1.2, Number.NaN])('does not exist at alpha %s', (alpha) => {
    expect(mixtureCriticalValue(0.5, alpha)).toBeNull();
  });

  test('falls until the planned information and rises slowly after it', () => {
    const [early, end, late] = [0.05, 1, 20].map((r) => mixtureCriticalValue(r, 0.05) ?? 0);
    expect(early).toBeGreaterThan(end ?? 0);
    expect(late).toBeGreaterThan(end ?? 0);
    expect(late).toBeLessThan(3.8);
  });
});

describe('sequential evidence', () => {
  test.each(reference.evidence)('agrees with mpmath at z = $z, r = $fraction', (c) => {
    const evidence = mixtureEvidence(c.z, c.fraction, c.alpha);
    expect(Math.abs((evidence?.logE ?? Number.NaN) - c.logE)).toBeLessThan(1e-12 + 1e-15 * Math.abs(c.logE));
    // the error of ln e is the relative error of p
    expect(Math.abs((evidence?.alwaysValidP ?? Number.NaN) - c.p)).toBeLessThanOrEqual(1e-12 * c.p);
  });

  test('rejects exactly at its critical value', () => {
    for (const [fraction, alpha] of [
      [0.02, 0.05],
      [0.6, 0.01],
      [3, 0.05 / 6],
    ] as const) {
      const c = mixtureCriticalValue(fraction, alpha) ?? 0;
      expect(mixtureEvidence(c * (1 + 1e-9), fraction, alpha)?.alwaysValidP).toBeLessThan(alpha);
      expect(mixtureEvidence(-c * (1 - 1e-9), fraction, alpha)?.alwaysValidP).toBeGreaterThan(alpha);
    }
  });

  test('keeps its logarithm when p has underflown', () => {
    expect(mixtureEvidence(300, 1, 0.05)?.alwaysValidP).toBe(0);
    expect(mixtureEvidence(300, 1, 0.05)?.logE).toBeGreaterThan(39_000);
  });

  test('is the same for z and -z, and p is 1 without a difference', () => {
    expect(mixtureEvidence(-2.5, 0.4, 0.05)).toEqual(mixtureEvidence(2.5, 0.4, 0.05));
    expect(mixtureEvidence(0, 1, 0.05)?.alwaysValidP).toBe(1);
  });

  test('is null before there is information', () => {
    expect(mixtureEvidence(3, 0, 0.05)).toBeNull();
    expect(mixtureEvidence(Number.NaN, 1, 0.05)).toBeNull();
  });
});

describe('information of a pair', () => {
  test.each(reference.information)('agrees with exact fractions for $xA of $nA, $xB of $nB', (c) => {
    const v = informationOfPair(...pair(c.xA, c.nA, c.xB, c.nB));
    expect(Math.abs(v - c.v)).toBeLessThanOrEqual(1e-14 * c.v);
  });

  test('is 0 in an empty arm and when all did the same', () => {
    expect(informationOfPair(...pair(0, 0, 5, 10))).toBe(0);
    expect(informationOfPair(...pair(10, 10, 20, 20))).toBe(0);
  });

  test('doubles with twice the contacts and does not know the order of the arms', () => {
    const [a, b] = pair(20, 900, 3, 100);
    const [a2, b2] = pair(40, 1800, 6, 200);
    expect(informationOfPair(a2, b2)).toBeCloseTo(2 * informationOfPair(a, b), 10);
    expect(informationOfPair(b, a)).toBeCloseTo(informationOfPair(a, b), 12);
  });
});
