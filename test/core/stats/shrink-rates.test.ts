import { expect, test } from 'vitest';
import { shrinkRates } from '../../../src/core/stats/shrink-rates.ts';

const of = (n: number, rate: number, group = 0) => ({ successes: Math.round(n * rate), n, group });

test('a rate of few is drawn towards the mean of its group, one of many stays', () => {
  const [many, few, third] = shrinkRates([of(100_000, 0.06), of(200, 0.12), of(80_000, 0.08)]);
  expect(many?.mean).toBeCloseTo(0.06, 3);
  expect(few?.mean).toBeLessThan(0.115);
  expect(few?.mean).toBeGreaterThan(0.06);
  expect(third?.mean).toBeCloseTo(0.08, 3);
  expect((few?.upper ?? 0) - (few?.lower ?? 0)).toBeGreaterThan((many?.upper ?? 0) - (many?.lower ?? 0));
});

test('a group of fewer than three is drawn towards the mean of all', () => {
  const low = [0.03, 0.031, 0.032].map((rate) => of(50_000, rate));
  const [, , , alone] = shrinkRates([...low, of(300, 0.06, 1)]);
  const [, , , among] = shrinkRates([...low, of(300, 0.06, 1), of(50_000, 0.06, 1), of(50_000, 0.061, 1)]);
  expect(alone?.mean).toBeLessThan(0.06);
  expect(among?.mean).toBeCloseTo(0.06, 2);
});

test('rates that differ by chance alone are all the same', () => {
  const rates = shrinkRates([of(1_000, 0.08), of(1_000, 0.081), of(1_000, 0.079)]);
  expect(rates.map(({ mean }) => mean)).toEqual([0.08, 0.08, 0.08]);
});

test('the strength is the one of the moments', () => {
  // by hand: p = 0.1, noise 0.09, sum n (r - p)^2 = 0.8, weight = 3000 - 1000 = 2000, between = (0.8 - 0.18) / 2000
  const between = (0.8 - 2 * 0.09) / 2_000;
  const strength = 0.09 / between - 1;
  const [first] = shrinkRates([of(1_000, 0.12), of(1_000, 0.08), of(1_000, 0.1)]);
  expect(first?.mean).toBeCloseTo((120 + strength * 0.1) / (1_000 + strength), 12);
});

test('two rates and rates without a success are left as they are', () => {
  expect(shrinkRates([of(100, 0.1), of(100, 0.3)]).map(({ mean }) => mean)).toEqual([0.1, 0.3]);
  expect(shrinkRates([of(100, 0), of(100, 0), of(100, 0)]).map(({ mean }) => mean)).toEqual([0, 0, 0]);
  expect(shrinkRates([])).toEqual([]);
});
