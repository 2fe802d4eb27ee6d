import { describe, expect, test } from 'vitest';
import {
  contributionsOf,
  isBeyondChance,
  type Part,
  splitChange,
} from '../../../../src/core/reports/explain/split-change.ts';
import { binomial, seeded } from '../../../support/seeded.ts';

function part(now: readonly [number, number], before: readonly [number, number]): Part {
  return { now: { successes: now[0], n: now[1] }, before: { successes: before[0], n: before[1] } };
}

describe('the split of a change', () => {
  test('is all mix when only the shares differ', () => {
    const split = splitChange([part([800, 8_000], [200, 2_000]), part([100, 2_000], [400, 8_000])]);
    expect(split?.total).toBeCloseTo(0.03, 12);
    expect(split?.mix.value).toBeCloseTo(0.03, 12);
    expect(split?.rate.value).toBeCloseTo(0, 12);
  });

  test('is all rate when only the rates differ', () => {
    const split = splitChange([part([500, 5_000], [400, 5_000]), part([300, 5_000], [250, 5_000])]);
    expect(split?.mix.value).toBeCloseTo(0, 12);
    expect(split?.rate.value).toBeCloseTo(0.015, 12);
    expect(split?.rates.map(({ value }) => Number(value.toFixed(6)))).toEqual([0.01, 0.005]);
  });

  test('gives the same with the windows exchanged, and leaves nothing over', () => {
    const parts = [part([90, 1_000], [300, 4_000]), part([250, 3_000], [10, 900]), part([0, 0], [40, 700])];
    const split = splitChange(parts);
    const back = splitChange(parts.map(({ now, before }) => ({ now: before, before: now })));
    expect((split?.mix.value ?? 0) + (split?.rate.value ?? 0)).toBeCloseTo(split?.total ?? 1, 12);
    expect(back?.mix.value).toBeCloseTo(-(split?.mix.value ?? 0), 12);
    expect(back?.rate.value).toBeCloseTo(-(split?.rate.value ?? 0), 12);
  });

  test('counts a part of one window only as mix', () => {
    const split = splitChange([part([100, 1_000], [100, 1_000]), part([200, 1_000], [0, 0])]);
    expect(split?.rate.value).toBe(0);
    expect(split?.mix.value).toBeCloseTo(0.05, 12);
  });

  test('is null without anybody in one of the windows', () => {
    expect(splitChange([part([1, 10], [0, 0])])).toBeNull();
  });

  test('has standard errors that are those of repeated sending', () => {
    const random = seeded(11);
    const drawn = Array.from({ length: 2_000 }, () =>
      splitChange([
        part([binomial(random, 3_000, 0.1), 3_000], [binomial(random, 1_000, 0.08), 1_000]),
        part([binomial(random, 1_000, 0.04), 1_000], [binomial(random, 3_000, 0.05), 3_000]),
      ]),
    );
    for (const of of ['mix', 'rate'] as const) {
      const values = drawn.map((one) => one?.[of].value ?? 0);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const seen = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      const told = drawn.reduce((sum, one) => sum + (one?.[of].standardError ?? 0), 0) / drawn.length;
      expect(told / seen).toBeGreaterThan(0.93);
      expect(told / seen).toBeLessThan(1.07);
    }
  });
});

test('contributions add up to the whole difference', () => {
  const parts = [
    { successes: 900, n: 9_000 },
    { successes: 50, n: 1_000 },
  ];
  const all = contributionsOf(parts, { successes: 560, n: 8_000 });
  expect(all.reduce((sum, value) => sum + value, 0)).toBeCloseTo(950 / 10_000 - 560 / 8_000, 12);
});

test('the largest of many has to be further from 0 than one that was asked for', () => {
  const share = { value: 0.022, standardError: 0.01 };
  expect(isBeyondChance(share, 1)).toBe(true);
  expect(isBeyondChance(share, 20)).toBe(false);
});
