import { describe, expect, test } from 'vitest';
import { logNegativeBinomial, negativeBinomialAtLeast } from '../../../src/core/stats/negative-binomial.ts';
import exact from './reference/negative-binomial.json' with { type: 'json' };

describe('the negative binomial', () => {
  test.each(exact)('agrees with mpmath for $x of shape $shape and mean $mean', (c) => {
    const log = logNegativeBinomial(c.x, c.shape, c.mean) ?? Number.NaN;
    expect(Math.abs(log - c.log) / Math.max(1, Math.abs(c.log))).toBeLessThan(1e-9);
    expect(Math.abs((negativeBinomialAtLeast(c.x, c.shape, c.mean) ?? Number.NaN) - c.atLeast)).toBeLessThan(
      1e-9,
    );
  });

  test('becomes the Poisson when nobody differs', () => {
    const poisson = -3 + 2 * Math.log(3) - Math.log(2);
    expect(logNegativeBinomial(2, 1e7, 3)).toBeCloseTo(poisson, 5);
  });

  test.each([
    [-1, 1, 1],
    [0.5, 1, 1],
    [1, 0, 1],
    [1, 1, 0],
    [1, Number.NaN, 1],
    [1, 1, Number.NaN],
  ])('is undefined for %d, shape %d, mean %d', (x, shape, mean) => {
    expect(logNegativeBinomial(x, shape, mean)).toBeNull();
    expect(negativeBinomialAtLeast(x, shape, mean)).toBeNull();
  });
});
