import { describe, expect, test } from 'vitest';
import { contentSpread } from '../../../../src/core/findings/anomalies/content-spread.ts';
import { usualSpread } from '../../../../src/core/findings/anomalies/count-tail.ts';
import { testInTurn } from '../../../../src/core/findings/anomalies/earlier-campaigns.ts';
import { ewma } from '../../../../src/core/findings/anomalies/ewma.ts';
import { gammaPoissonTail } from '../../../../src/core/findings/anomalies/gamma-poisson-tail.ts';
import { logitNormalTail } from '../../../../src/core/findings/anomalies/logit-normal-tail.ts';
import { usualWeeks } from '../../../../src/core/findings/anomalies/usual-weeks.ts';
import { fitEngagement } from '../../../../src/core/findings/engagement/fit-engagement.ts';
import { createRandom } from '../../../../src/demo/history/random.ts';
import reference from '../reference/pieces.json' with { type: 'json' };

test.each(reference.gammaPoisson)(
  'the tail of $x events at mean $mean is that of scipy',
  ({ x, shape, mean, tail }) => {
    const own = gammaPoissonTail(x, shape, mean) ?? 9;
    expect(Math.abs(own / tail - 1)).toBeLessThan(1e-9);
  },
);

test.each(reference.logitNormal)(
  'both tails of $x in $n are those of scipy',
  ({ x, n, centre, variance, low, high }) => {
    const own = logitNormalTail(x, n, centre, variance);
    expect(Math.abs((own?.low ?? 9) - low)).toBeLessThan(1e-9 + 1e-6 * low);
    expect(Math.abs((own?.high ?? 9) - high)).toBeLessThan(1e-9 + 1e-6 * high);
  },
);

test('tails of what is no count do not exist', () => {
  expect(gammaPoissonTail(1.5, 1, 1)).toBeNull();
  expect(gammaPoissonTail(1, 0, 1)).toBeNull();
  expect(logitNormalTail(5, 4, 0, 1)).toBeNull();
  expect(logitNormalTail(1, 4, 0, 0)).toBeNull();
  expect(logitNormalTail(1, 4, Number.NaN, 1)).toBeNull();
});

test('a smoothed deviation and its limits are those of scipy', () => {
  for (const [place, one] of ewma(reference.ewma.z, 0.05).entries()) {
    expect(one.smoothed).toBeCloseTo(reference.ewma.smoothed[place] ?? 9, 12);
    expect(one.limit).toBeCloseTo(reference.ewma.limit[place] ?? 9, 12);
  }
});

describe('the spread of usual campaigns', () => {
  const random = createRandom('spread');
  const effects = Array.from({ length: 400 }, () => ({
    effect: 0.2 + 0.3 * random.normal(),
    variance: 0.0001,
  }));

  test('is found, and a few wild ones hardly move it', () => {
    const clean = contentSpread(effects);
    expect(clean.centre).toBeCloseTo(0.2, 1);
    expect(Math.sqrt(clean.variance)).toBeGreaterThan(0.27);
    expect(Math.sqrt(clean.variance)).toBeLessThan(0.33);
    const wild = contentSpread([
      ...effects,
      ...[3, 4, -5, 6].map((effect) => ({ effect, variance: 0.0001 })),
    ]);
    expect(Math.abs(wild.variance - clean.variance)).toBeLessThan(0.01);
  });

  test('has what is chance of counts taken off, and a floor', () => {
    const noisy = effects.map(({ effect }) => ({ effect, variance: 0.3 ** 2 }));
    expect(contentSpread(noisy).variance).toBeLessThan(0.03);
    expect(contentSpread([])).toEqual({ centre: 0, variance: 0.02 });
  });

  test('of counts is at least .05 and rises with what they differ by', () => {
    const even = Array.from({ length: 50 }, () => ({ count: 5, expected: 5 }));
    expect(usualSpread(even).squared).toBe(0.05);
    const uneven = even.map((one, place) => ({ ...one, count: place % 2 === 0 ? 1 : 9 }));
    expect(usualSpread(uneven).squared).toBeGreaterThan(0.4);
    expect(usualSpread([])).toEqual({ level: 1, squared: 0.05 });
  });
});

describe('campaigns tested in turn', () => {
  test('see the usual ones before them, and never one that was flagged', () => {
    const seen: (readonly number[])[] = [];
    const items = Array.from({ length: 60 }, (_, place) => place);
    testInTurn(items, (item, earlier) => {
      seen.push(earlier);
      return { isUsual: item % 10 !== 0 };
    });
    expect(seen[59]).toHaveLength(53);
    expect(seen[59]?.every((one) => one < 59 && one % 10 !== 0)).toBe(true);
    // the first ones are set against each other
    expect(seen[3]).toHaveLength(19);
    expect(seen[3]).not.toContain(3);
  });
});

describe('a usual week', () => {
  const fit = {
    ...fitEngagement([], 'clicks'),
    weeks: 22,
    week: Float64Array.from({ length: 22 }, (_, place) => (place === 3 ? 9 : place / 10)),
  };

  test('is the median of five: one campaign cannot move its own', () => {
    const weeks = usualWeeks(fit);
    expect(weeks[3]).toBeCloseTo(0.4, 12);
    expect(weeks[15]).toBeCloseTo(1.5, 12);
  });

  test('is of weeks of its own phase', () => {
    // 5, 6 and 7 weeks ago, and not 8 and 9
    expect(usualWeeks(fit)[7]).toBeCloseTo(0.6, 12);
  });
});
