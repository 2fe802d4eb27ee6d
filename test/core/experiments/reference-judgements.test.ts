import { describe, expect, test } from 'vitest';
import { winnerOfEvidence } from '../../../src/core/experiments/find-winner.ts';
import { judgeTest } from '../../../src/core/experiments/judge-test.ts';
import { makeArm, makeCounts, makePlan, makePlannedArm } from './make-test.ts';
import reference from './reference/judgements.json' with { type: 'json' };

/** Relative, 0 where both are 0; a z near 0 is a difference of nearly equal rates, so 1e-9 of the critical value counts as well. */
function isClose(actual: number | null | undefined, wanted: number, scale = Math.abs(wanted)): boolean {
  return (
    actual === wanted || Math.abs((actual ?? Number.NaN) - wanted) <= 1e-9 * Math.max(Math.abs(wanted), scale)
  );
}

/** p = exp(-ln e): the error of ln e becomes relative. Below 1e-300 the reference says 0. */
function isSameP(actual: number | null | undefined, wanted: number, logE: number): boolean {
  if (wanted === 0) return actual !== null && actual !== undefined && actual < 1e-299;
  return isClose(actual, wanted, 10 * Math.abs(logE) * wanted);
}

const planOf = (c: (typeof reference)[number]) =>
  makePlan({
    arms: c.arms.map((arm, place) => makePlannedArm(arm.id, c.shares[place] ?? 0)),
    plannedContacts: c.plannedContacts,
    plannedRate: c.plannedRate,
    alpha: c.alpha,
    primary: c.kind === 'rate' ? { kind: 'click' } : { kind: 'revenue', of: 'purchase' },
    split: 'random',
  });

const sumsOf = (arm: (typeof reference)[number]['arms'][number]) => ({ sum: 0, sumSquares: 0, ...arm });

const judgementOf = (c: (typeof reference)[number]) => {
  const arms = c.arms.map((arm) => {
    const { contacts, sum, sumSquares } = sumsOf(arm);
    const revenue = [{ kind: 'purchase', currency: 'EUR', contacts, sumMicro: sum, sumSquares }];
    return c.kind === 'rate' ? makeArm(arm.id, arm.n, contacts) : makeArm(arm.id, arm.n, 0, { revenue });
  });
  return judgeTest(planOf(c), makeCounts(arms));
};

const judged = reference.map((c, place) => ({ c, place, judgement: judgementOf(c) }));

describe('judgements of a second program', () => {
  test('are enough of them', () => {
    expect(judged.length).toBeGreaterThanOrEqual(40);
    expect(judged.filter(({ c }) => c.arms.length > 2).length).toBeGreaterThan(8);
    const verdicts = new Set(judged.map(({ judgement }) => judgement.verdict.id));
    expect([...verdicts]).toEqual(expect.arrayContaining(['winner', 'not_enough_data', 'tie']));
  });

  test.each(judged)('agree on z, r, c, e, p, the interval and Holm in case $place', ({ c, judgement }) => {
    expect(judgement.pairs.length).toBe(c.pairs.length);
    for (const [place, wanted] of c.pairs.entries()) {
      const pair = judgement.pairs[place];
      const wide = Math.max(Math.abs(wanted.lower), Math.abs(wanted.upper));
      expect([pair?.first, pair?.second, pair?.refusal]).toEqual([wanted.first, wanted.second, null]);
      expect(isClose(pair?.z, wanted.z, wanted.critical)).toBe(true);
      expect(isClose(pair?.fraction, wanted.fraction)).toBe(true);
      expect(isClose(pair?.critical, wanted.critical)).toBe(true);
      expect(isClose(pair?.logE, wanted.logE, 1)).toBe(true);
      expect(isClose(pair?.interval?.lower, wanted.lower, wide)).toBe(true);
      expect(isClose(pair?.interval?.upper, wanted.upper, wide)).toBe(true);
      expect(isSameP(pair?.alwaysValidP, wanted.p, wanted.logE)).toBe(true);
      expect(isSameP(pair?.adjustedP, wanted.adjusted, wanted.logE)).toBe(true);
    }
  });

  test.each(judged)('agree on who wins in case $place, and so does the fast decision', ({ c, judgement }) => {
    const winner = judgement.verdict.id === 'winner' ? judgement.verdict.arm : null;
    const evidence = c.arms.map((arm) => {
      const { n, contacts, sum, sumSquares } = sumsOf(arm);
      return c.kind === 'rate'
        ? ({ kind: 'rate', n, contacts } as const)
        : ({ kind: 'amount', n, contacts, sum, sumSquares } as const);
    });
    const better = (id: string) =>
      c.pairs.filter(
        ({ first, second, adjusted, z }) => adjusted <= c.alpha && id === (z > 0 ? second : first),
      ).length;
    const expected = c.arms.find((arm) => better(arm.id) === c.arms.length - 1)?.id ?? null;
    expect(winner).toBe(expected);
    expect(winnerOfEvidence(planOf(c), evidence)).toBe(expected);
  });
});
