import { describe, expect, test } from 'vitest';
import { fixedSampleRatio, sequentialSampleRatio } from '../../../src/core/stats/sample-ratio.ts';
import reference from './reference/sequential.json' with { type: 'json' };

type Case = (typeof reference.sampleRatio)[number] & { chiSquare?: number; df?: number; p?: number };
const cases: Case[] = reference.sampleRatio;

describe('sequential sample ratio', () => {
  test.each(cases)(
    'agrees with mpmath for $observed by $weights',
    ({ observed, weights, logBayesFactor }) => {
      const n = observed.reduce((sum, count) => sum + count, 0);
      const actual = sequentialSampleRatio(observed, weights);
      // terms of the size of lnΓ(n) cancel
      expect(Math.abs(actual.logBayesFactor - logBayesFactor)).toBeLessThan(n > 1e5 ? 1e-5 : 1e-9);
      expect(actual.isAlarm).toBe(logBayesFactor >= Math.log(1000));
    },
  );

  test('gives the shared reference values', () => {
    expect(sequentialSampleRatio([5110, 4890], [0.5, 0.5]).logBayesFactor).toBeCloseTo(1.0011718331902728, 9);
    expect(sequentialSampleRatio([7010, 2005, 985], [0.7, 0.2, 0.1]).logBayesFactor).toBeCloseTo(
      -2.2790730456278574,
      9,
    );
  });

  test('says nothing of nobody', () => {
    expect(sequentialSampleRatio([0, 0], [0.5, 0.5])).toEqual({ logBayesFactor: 0, isAlarm: false });
  });

  test('alarms beyond any number when an arm of share 0 has contacts', () => {
    const found = sequentialSampleRatio([500, 500, 1], [0.5, 0.5, 0]);
    expect(found).toEqual({ logBayesFactor: Number.POSITIVE_INFINITY, isAlarm: true });
  });

  test('is untouched by an empty arm of share 0, by the order of arms and by the scale of weights', () => {
    const plain = sequentialSampleRatio([610, 390], [0.6, 0.4]).logBayesFactor;
    expect(sequentialSampleRatio([610, 390, 0], [0.6, 0.4, 0]).logBayesFactor).toBe(plain);
    expect(sequentialSampleRatio([390, 610], [0.4, 0.6]).logBayesFactor).toBeCloseTo(plain, 10);
    expect(sequentialSampleRatio([610, 390], [6, 4]).logBayesFactor).toBeCloseTo(plain, 10);
  });

  test('grows with the same skew in more contacts', () => {
    const evidence = [1, 2, 4, 8].map(
      (times) => sequentialSampleRatio([5300 * times, 4700 * times], [0.5, 0.5]).logBayesFactor,
    );
    expect(evidence.toSorted((a, b) => a - b)).toEqual(evidence);
  });
});

describe('fixed sample ratio', () => {
  test.each(cases.filter(({ p }) => p !== undefined))('agrees with scipy for $observed by $weights', (c) => {
    const fixed = fixedSampleRatio(c.observed, c.weights);
    expect(fixed?.df).toBe(c.df);
    expect(Math.abs((fixed?.chiSquare ?? -1) - (c.chiSquare ?? 0))).toBeLessThan(
      1e-12 + 1e-9 * (c.chiSquare ?? 0),
    );
    expect(Math.abs((fixed?.p ?? -1) - (c.p ?? 0))).toBeLessThanOrEqual(1e-9 * (c.p ?? 0));
  });

  test('is null while fewer than 5 are expected in an arm', () => {
    expect(fixedSampleRatio([95, 3], [0.96, 0.04])).toBeNull();
    expect(fixedSampleRatio([120, 5], [0.96, 0.04])).not.toBeNull();
  });

  test('is null with one planned arm and certain when an arm of share 0 has contacts', () => {
    expect(fixedSampleRatio([100], [1])).toBeNull();
    expect(fixedSampleRatio([100, 0], [1, 0])).toBeNull();
    expect(fixedSampleRatio([100, 1], [1, 0])?.p).toBe(0);
  });

  test('never gives 0 for a split that chance can make, however small its p', () => {
    const far = fixedSampleRatio([600_000, 400_000], [1, 1]);
    expect(far?.p).toBe(Number.MIN_VALUE);
    // ln P(X² >= 40,000, 1 df), mpmath: log(erfc(sqrt(20000)))
    expect(far?.logP).toBeCloseTo(-20005.52413371763, 6);
  });

  test('leaves an arm of share 0 out of the degrees of freedom', () => {
    expect(fixedSampleRatio([510, 490, 0], [1, 1, 0])).toEqual(fixedSampleRatio([510, 490], [1, 1]));
  });
});
