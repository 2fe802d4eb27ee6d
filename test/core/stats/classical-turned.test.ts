import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { benjaminiHochberg, holm } from '../../../src/core/stats/adjust-p-values.ts';
import { agrestiCaffo } from '../../../src/core/stats/agresti-caffo.ts';
import { chiSquareFit, chiSquareSamples } from '../../../src/core/stats/chi-square.ts';
import { cochranArmitage } from '../../../src/core/stats/cochran-armitage.ts';
import { dirichletEvidence } from '../../../src/core/stats/dirichlet-evidence.ts';
import { fisherExact, logFisherExact } from '../../../src/core/stats/fisher-exact.ts';
import { miettinenNurminen } from '../../../src/core/stats/miettinen-nurminen.ts';
import { newcombeInterval, type Proportion } from '../../../src/core/stats/newcombe-interval.ts';
import { poissonRateRatio } from '../../../src/core/stats/poisson-rate-ratio.ts';
import { sequentialSampleRatio } from '../../../src/core/stats/sample-ratio.ts';
import { twoProportions } from '../../../src/core/stats/two-proportions.ts';
import { welchT } from '../../../src/core/stats/welch-t.ts';

type TwoArms = { x_a: number; n_a: number; x_b: number; n_b: number };
const { cases } = JSON.parse(
  readFileSync(new URL('./reference/classical-mpmath.json', import.meta.url), 'utf8'),
) as { cases: { family: string; input: TwoArms }[] };
const PAIRS = cases
  .filter(({ family }) => family === 'agresti_caffo')
  .map(({ input }) => input)
  .map(({ x_a, n_a, x_b, n_b }) => [arm(x_a, n_a), arm(x_b, n_b)] as const);

function arm(successes: number, n: number): Proportion {
  return Object.freeze({ successes, n });
}

function failing({ successes, n }: Proportion): Proportion {
  return arm(n - successes, n);
}

type Maybe = number | null | undefined;

/** How far apart, relative to the second; 0 where neither has an answer. */
function gap(actual: Maybe, wanted: Maybe): number {
  if (typeof actual !== 'number' || typeof wanted !== 'number') return actual === wanted ? 0 : Number.NaN;
  return Math.abs(actual - wanted) / Math.max(1e-12, Math.abs(wanted));
}

function minus(value: Maybe): Maybe {
  return typeof value === 'number' ? -value : value;
}

function over(value: Maybe): Maybe {
  return typeof value === 'number' ? 1 / value : value;
}

describe('swapping the arms', () => {
  test.each(PAIRS)('turns the intervals of %j and %j over', (a, b) => {
    for (const method of [newcombeInterval, miettinenNurminen, agrestiCaffo]) {
      const there = method(a, b);
      const back = method(b, a);
      expect(there?.lower).toBeCloseTo(-(back?.upper ?? Number.NaN), 14);
      expect(there?.upper).toBeCloseTo(-(back?.lower ?? Number.NaN), 14);
    }
  });

  test.each(PAIRS)('turns the sign of z and keeps p of %j and %j', (a, b) => {
    expect(gap(twoProportions(a, b)?.z, minus(twoProportions(b, a)?.z))).toBeLessThan(1e-9);
    expect(gap(fisherExact(a, b), fisherExact(b, a))).toBeLessThan(1e-9);
  });

  test('turns t and its interval over', () => {
    const [a, b] = [
      { mean: 0.05, variance: 1.2, n: 9500 },
      { mean: 0.09, variance: 2.4, n: 500 },
    ];
    expect(welchT(b, a)?.t).toBe(minus(welchT(a, b)?.t));
    expect(welchT(b, a)?.interval.lower).toBe(minus(welchT(a, b)?.interval.upper));
  });

  test('turns a rate ratio over', () => {
    const there = poissonRateRatio({ events: 22, exposure: 4 }, { events: 40, exposure: 3 });
    const back = poissonRateRatio({ events: 40, exposure: 3 }, { events: 22, exposure: 4 });
    expect(gap(there?.lower, over(back?.upper))).toBeLessThan(1e-9);
    expect(gap(there?.ratio, over(back?.ratio))).toBeLessThan(1e-9);
    expect(gap(there?.p, back?.p)).toBeLessThan(1e-9);
  });

  test('turns a trend over', () => {
    const arms = [arm(40, 1000), arm(55, 900), arm(62, 1100)];
    expect(
      gap(cochranArmitage(arms, [0, 1, 2])?.z, minus(cochranArmitage(arms.toReversed(), [0, 1, 2])?.z)),
    ).toBeLessThan(1e-9);
  });
});

describe('counting those who did not instead', () => {
  test.each(PAIRS)('says the opposite of %j and %j', (a, b) => {
    for (const method of [newcombeInterval, miettinenNurminen, agrestiCaffo])
      expect(method(failing(a), failing(b))?.lower).toBeCloseTo(-(method(a, b)?.upper ?? Number.NaN), 13);
    expect(gap(fisherExact(failing(a), failing(b)), fisherExact(a, b))).toBeLessThan(1e-9);
  });
});

describe('order and scale', () => {
  const arms = [arm(40, 1000), arm(55, 900), arm(62, 1100), arm(1, 40)];

  test('of arms does not matter to the chi-square tests', () => {
    expect(
      gap(chiSquareSamples(arms.toReversed())?.chiSquare, chiSquareSamples(arms)?.chiSquare),
    ).toBeLessThan(1e-9);
    const observed = [7010, 2005, 985];
    const fit = chiSquareFit(observed, [0.7, 0.2, 0.1]);
    expect(gap(chiSquareFit(observed.toReversed(), [0.1, 0.2, 0.7])?.chiSquare, fit?.chiSquare)).toBeLessThan(
      1e-9,
    );
    expect(gap(chiSquareFit(observed, [7, 2, 1])?.chiSquare, fit?.chiSquare)).toBeLessThan(1e-9);
  });

  test('of scores does not matter to the trend', () => {
    const scores = [1, 2, 3, 4];
    const z = cochranArmitage(arms, scores)?.z;
    expect(
      gap(
        cochranArmitage(
          arms,
          scores.map((score) => 1000 + 5 * score),
        )?.z,
        z,
      ),
    ).toBeLessThan(1e-9);
  });

  test('of p values does not matter to their adjustment', () => {
    const p = [0.012, 0.2, 0.0004, 0.049, 0.012, 1];
    for (const method of [holm, benjaminiHochberg]) {
      expect(method(p.toReversed())).toEqual(method(p).toReversed());
      expect(method(Object.freeze([]))).toEqual([]);
    }
  });

  test('of money does not matter to t', () => {
    const [a, b] = [
      { mean: 2, variance: 25, n: 1000 },
      { mean: 2.4, variance: 36, n: 900 },
    ];
    const inCents = [a, b].map(({ mean, variance, n }) => ({
      mean: 100 * mean,
      variance: 1e4 * variance,
      n,
    }));
    expect(gap(welchT(inCents[0] ?? a, inCents[1] ?? b)?.t, welchT(a, b)?.t)).toBeLessThan(1e-9);
  });

  test('of exposure does not matter to p of a rate ratio', () => {
    const [one, thousand] = [1, 1000].map((unit) =>
      poissonRateRatio({ events: 22, exposure: 4 * unit }, { events: 40, exposure: 3 * unit }),
    );
    expect(gap(one?.p, thousand?.p)).toBeLessThan(1e-9);
    expect(gap(one?.upper, thousand?.upper)).toBeLessThan(1e-9);
  });
});

describe('more of the same', () => {
  test('narrows every interval', () => {
    for (const method of [newcombeInterval, miettinenNurminen, agrestiCaffo]) {
      const widths = [1, 10, 100, 1e4, 1e6].map((times) => {
        const interval = method(arm(3 * times, 100 * times), arm(5 * times, 90 * times));
        return (interval?.upper ?? 0) - (interval?.lower ?? 0);
      });
      expect(widths.toSorted((x, y) => y - x)).toEqual(widths);
    }
  });

  test('makes a difference that is there less and less like chance', () => {
    const logs = [1, 3, 10, 100, 1e4].map((times) =>
      logFisherExact(arm(3 * times, 100 * times), arm(5 * times, 90 * times)),
    );
    expect(logs.toSorted((x, y) => (y ?? 0) - (x ?? 0))).toEqual(logs);
  });
});

describe('two roads to one number', () => {
  test('two arms by chi-square and by z', () => {
    const [a, b] = [arm(33, 1100), arm(52, 1080)];
    expect(gap(chiSquareSamples([a, b])?.chiSquare, (twoProportions(a, b)?.z ?? 0) ** 2)).toBeLessThan(1e-9);
  });

  test('the sequential split test as the judge uses it and as the command line does', () => {
    for (const [observed, shares] of [
      [
        [5110, 4890],
        [0.5, 0.5],
      ],
      [
        [7010, 2005, 985],
        [0.7, 0.2, 0.1],
      ],
      [
        [951_000, 49_000],
        [0.95, 0.05],
      ],
    ] as const) {
      const judged = sequentialSampleRatio(observed, shares).logBayesFactor;
      const own = dirichletEvidence(
        observed,
        shares,
        shares.map((share) => 1000 * share),
      );
      expect(Math.abs(judged - own)).toBeLessThan(1e-7);
    }
  });

  test('an empty group has no answer', () => {
    const [nobody, some] = [arm(0, 0), arm(3, 9)];
    expect([fisherExact(nobody, some), miettinenNurminen(some, nobody), agrestiCaffo(nobody, some)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(chiSquareSamples([nobody, some])).toBeNull();
    expect(chiSquareSamples([some])).toBeNull();
    expect(cochranArmitage([nobody, some], [0, 1])).toBeNull();
    expect(poissonRateRatio({ events: 0, exposure: 1 }, { events: 0, exposure: 1 })).toBeNull();
    expect(welchT({ mean: 1, variance: 1, n: 1 }, { mean: 1, variance: 1, n: 9 })).toBeNull();
  });
});
