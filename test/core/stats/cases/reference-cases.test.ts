import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answerCase } from '../../../../src/core/stats/cases/answer-case.ts';
import { STATS_METHODS } from '../../../../src/core/stats/cases/catalogue.ts';

type Case = {
  family: string;
  id: string;
  input: Record<string, unknown>;
  expected: Record<string, unknown>;
};

function casesOf(file: string): Case[] {
  return JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).cases as Case[];
}

/** Relative, and absolute below 1: where a number is 0 or the difference of equal ones, nothing relative is promised. */
const ABSOLUTE_BELOW_ONE = new Set([
  'log_bayes_factor',
  'log_e',
  'log10_p',
  'slope',
  'chi2',
  'lower',
  'upper',
]);

function errorOf(key: string, actual: unknown, wanted: unknown): number {
  if (Array.isArray(wanted)) {
    const list = Array.isArray(actual) ? actual : [];
    return Math.max(
      ...wanted.map((one, place) => errorOf(key, list[place], one)),
      Math.abs(list.length - wanted.length),
    );
  }
  if (typeof wanted !== 'number' || typeof actual !== 'number')
    return actual === wanted ? 0 : Number.POSITIVE_INFINITY;
  if (actual === wanted) return 0;
  const scale = ABSOLUTE_BELOW_ONE.has(key) ? Math.max(1, Math.abs(wanted)) : Math.abs(wanted);
  return Math.abs(actual - wanted) / scale;
}

function errorsOf({ family, input, expected }: Case): Record<string, number> {
  const answer = answerCase(family, input);
  return Object.fromEntries(
    Object.entries(expected).map(([key, wanted]) => [key, errorOf(key, answer[key], wanted)]),
  );
}

describe('every shared case, by the method the command line calls', () => {
  const shared = casesOf('public-cases.json');

  test('there are 28', () => {
    expect(shared).toHaveLength(28);
  });

  test.each(shared)('$id agrees within 1e-9', (one) => {
    for (const error of Object.values(errorsOf(one))) expect(error).toBeLessThan(1e-9);
  });
});

describe.each(['reference/classical-r.json', 'reference/classical-mpmath.json'])('%s', (file) => {
  test.each(casesOf(file))('$id agrees within 1e-11', (one) => {
    for (const error of Object.values(errorsOf(one))) expect(error).toBeLessThan(1e-11);
  });
});

describe('the references', () => {
  test('hold a dozen cases or more for every classical method', () => {
    const counts = new Map<string, number>();
    for (const { family } of [
      ...casesOf('reference/classical-r.json'),
      ...casesOf('reference/classical-mpmath.json'),
    ])
      counts.set(family, (counts.get(family) ?? 0) + 1);
    const few = [...counts].filter(([, count]) => count < 12);
    expect(few).toEqual([]);
    expect(counts.size).toBe(17);
  });

  test('have a method for every family', () => {
    const known = new Set(STATS_METHODS.map(({ family }) => family));
    const files = ['public-cases.json', 'reference/classical-r.json', 'reference/classical-mpmath.json'];
    const unknown = files.flatMap(casesOf).filter(({ family }) => !known.has(family));
    expect(unknown).toEqual([]);
  });
});

describe('published limits', () => {
  // Newcombe 1998 II, table II, method 6, four digits
  test.each([
    [56, 70, 48, 80, 0.0528, 0.3382],
    [9, 10, 3, 10, 0.17, 0.8406],
    [5, 56, 0, 29, -0.0326, 0.1933],
  ])('of Miettinen and Nurminen for %i/%i - %i/%i', (x_b, n_b, x_a, n_a, lower, upper) => {
    const answer = answerCase('miettinen_nurminen', { x_a, n_a, x_b, n_b });
    expect(answer['lower']).toBeCloseTo(lower, 4);
    expect(answer['upper']).toBeCloseTo(upper, 4);
  });
});
