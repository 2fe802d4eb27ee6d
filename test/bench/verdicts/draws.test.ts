import { expect, test } from 'vitest';
import { drawBinomial, drawMultinomial } from '../../../bench/verdicts/binomial.ts';
import { makeCell } from '../../../bench/verdicts/cell.ts';
import { createRandom, drawNormal } from '../../../bench/verdicts/random.ts';
import { replicate } from '../../../bench/verdicts/replicate.ts';
import { logGamma, normalQuantile } from '../../../src/core/stats/special.ts';

/** P(k of n at p), by lnΓ: another way than the draws go. */
function massOf(n: number, p: number, k: number): number {
  const lnFactorial = (i: number) => logGamma(i + 1) ?? 0;
  return Math.exp(
    lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p),
  );
}

test.each([
  { n: 100, p: 0.004 },
  { n: 500, p: 0.018 },
  { n: 40, p: 0.3 },
  { n: 1000, p: 0.5 },
  { n: 900, p: 0.95 },
])('draws $n at $p as often as the binomial distribution says', ({ n, p }) => {
  const random = createRandom(`draws ${n} ${p}`);
  const draws = 40_000;
  const seen = new Map<number, number>();
  for (let i = 0; i < draws; i += 1) {
    const k = drawBinomial(random, n, p);
    seen.set(k, (seen.get(k) ?? 0) + 1);
  }
  let [chiSquare, cells] = [0, 0];
  for (let k = 0; k <= n; k += 1) {
    const expected = draws * massOf(n, p, k);
    if (expected < 20) continue;
    chiSquare += ((seen.get(k) ?? 0) - expected) ** 2 / expected;
    cells += 1;
  }
  // chi-square of about as many degrees as cells: 4 standard deviations above its mean
  expect(chiSquare).toBeLessThan(cells + 4 * Math.sqrt(2 * cells));
});

test('draws none, all and every contact once', () => {
  const random = createRandom('edges');
  expect([drawBinomial(random, 50, 0), drawBinomial(random, 50, 1), drawBinomial(random, 0, 0.5)]).toEqual([
    0, 50, 0,
  ]);
  const dealt = drawMultinomial(random, 1000, [0.7, 0.1, 0.1, 0.1]);
  expect(dealt.reduce((sum, n) => sum + n, 0)).toBe(1000);
});

test('draws normal numbers whose quartiles are where they should be', () => {
  const random = createRandom('normal');
  const draws = Array.from({ length: 40_000 }, () => drawNormal(random));
  for (const p of [0.05, 0.25, 0.5, 0.9]) {
    const below = draws.filter((z) => z < (normalQuantile(p) ?? 0)).length / draws.length;
    expect(Math.abs(below - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / draws.length));
  }
});

test.each(['growing', 'blast'] as const)(
  'a %s test ends with its planned contacts and only grows',
  (arrival) => {
    const cell = makeCell('a', [0.9, 0.1], 5_003, [0.05, 0.05], { arrival, sigma: 1 });
    const looks = [...replicate(cell, createRandom('grows'))];
    expect(looks).toHaveLength(20);
    expect(looks.at(-1)?.reduce((sum, arm) => sum + arm.n, 0)).toBe(5_003);
    const events = looks.map((arms) => arms.reduce((sum, arm) => sum + arm.contacts, 0));
    expect(events.toSorted((a, b) => a - b)).toEqual(events);
    expect(looks.every((arms) => arms.every((arm) => arm.contacts <= arm.n))).toBe(true);
  },
);

test('the same name gives the same stream, another name another', () => {
  const take = (name: string) => {
    const random = createRandom(name);
    return [random(), random(), random()];
  };
  expect(take('42 a')).toEqual(take('42 a'));
  expect(take('42 a')).not.toEqual(take('42 b'));
});
