import { describe, expect, test } from 'vitest';
import { pairPower } from '../../../src/core/stats/pair-power.ts';
import reference from './reference/pair-power.json' with { type: 'json' };

describe('power of a pair', () => {
  test.each(reference)('agrees with R for $power against $rivals rivals', ({ power, rivals, pair }) => {
    expect(Math.abs((pairPower(power, rivals) ?? 9) - pair)).toBeLessThan(1e-10);
  });

  test('is the power itself with one rival and grows with every further one', () => {
    const powers = [1, 2, 3, 5, 8].map((rivals) => pairPower(0.8, rivals) ?? 0);
    expect(powers[0]).toBeCloseTo(0.8, 11);
    expect(powers.toSorted((a, b) => a - b)).toEqual(powers);
  });

  test('asks no more than rivals that know nothing of each other would', () => {
    for (const rivals of [2, 3, 7]) expect(pairPower(0.8, rivals)).toBeLessThan(1 - 0.2 / rivals);
  });

  test.each([
    [0, 2],
    [1, 2],
    [0.8, 0],
    [0.8, 1.5],
    [Number.NaN, 1],
  ])('does not exist for power %s against %s rivals', (power, rivals) => {
    expect(pairPower(power, rivals)).toBeNull();
  });
});
