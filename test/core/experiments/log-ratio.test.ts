import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logRatioOfAmounts, logRatioOfRates } from '../../../src/core/experiments/log-ratio.ts';

type Reference = {
  readonly rates: readonly {
    readonly counts: readonly [number, number, number, number];
    readonly estimate: number;
    readonly variance: number;
  }[];
  readonly amounts: readonly {
    readonly first: readonly number[];
    readonly second: readonly number[];
    readonly estimate: number;
    readonly variance: number;
  }[];
};

const REFERENCE: Reference = JSON.parse(
  readFileSync(join(import.meta.dirname, 'log-ratio.reference.json'), 'utf8'),
);

const sums = (amounts: readonly number[]) => ({
  n: amounts.length,
  sum: amounts.reduce((total, one) => total + one, 0),
  sumSquares: amounts.reduce((total, one) => total + one * one, 0),
});

describe('log ratio', () => {
  it.each(REFERENCE.rates)('of rates is that of R metafor for $counts', ({ counts, estimate, variance }) => {
    const [x1, n1, x2, n2] = counts;
    const found = logRatioOfRates({ successes: x1, n: n1 }, { successes: x2, n: n2 });
    expect(found?.estimate).toBeCloseTo(estimate, 11);
    expect(found?.variance).toBeCloseTo(variance, 11);
  });

  it.each(REFERENCE.amounts)('of amounts is that of R metafor for $first', (one) => {
    const found = logRatioOfAmounts(sums(one.first), sums(one.second));
    expect(found?.estimate).toBeCloseTo(one.estimate, 11);
    expect(found?.variance).toBeCloseTo(one.variance, 11);
  });

  it.each([
    [
      [0, 0],
      [3, 10],
    ],
    [
      [0, 20],
      [0, 10],
    ],
    [
      [20, 20],
      [10, 10],
    ],
  ])('knows nothing of rates %j and %j', ([x1 = 0, n1 = 0], [x2 = 0, n2 = 0]) => {
    expect(logRatioOfRates({ successes: x1, n: n1 }, { successes: x2, n: n2 })).toBeNull();
  });

  it('knows nothing of amounts of one contact, of none, or of equal ones', () => {
    const some = { n: 10, sum: 5, sumSquares: 9 };
    expect(logRatioOfAmounts({ n: 1, sum: 5, sumSquares: 25 }, some)).toBeNull();
    expect(logRatioOfAmounts(some, { n: 10, sum: 0, sumSquares: 0 })).toBeNull();
    expect(logRatioOfAmounts({ n: 2, sum: 4, sumSquares: 8 }, { n: 3, sum: 9, sumSquares: 27 })).toBeNull();
  });

  it('changes its sign and nothing else when the arms change places', () => {
    const [a, b] = [
      { successes: 40, n: 2_000 },
      { successes: 60, n: 2_100 },
    ] as const;
    const forth = logRatioOfRates(a, b);
    const back = logRatioOfRates(b, a);
    expect(back?.estimate).toBeCloseTo(-(forth?.estimate ?? 0), 11);
    expect(back?.variance).toBeCloseTo(forth?.variance ?? 0, 11);
  });
});
