import { describe, expect, test } from 'vitest';
import type { ArmCounts } from '../../../src/core/experiments/arm-counts.ts';
import { judgeTest } from '../../../src/core/experiments/judge-test.ts';
import type { PairComparison, TestJudgement } from '../../../src/core/experiments/judgement.ts';
import type { ExperimentPlan } from '../../../src/core/experiments/plan.ts';
import { makeArm, makeCounts, makePlan } from './make-test.ts';

/** Arms with everything in them, so that every part of a judgement is asked. */
const full = (id: string, n: number, clicks: number, buyers: number): ArmCounts =>
  makeArm(id, n, clicks, {
    rawClicking: clicks + 30,
    delivered: n - 300,
    notDelivered: 200,
    optedOut: Math.round(n / 200),
    conversions: [{ kind: 'purchase', contacts: buyers, events: buyers + 3 }],
    revenue: [
      {
        kind: 'purchase',
        currency: 'EUR',
        contacts: buyers,
        sumMicro: buyers * 4e7,
        sumSquares: buyers * 3e15,
      },
    ],
    costs: [{ currency: 'EUR', micro: n * 40_000 }],
    responses: [
      { seconds: 60, contacts: Math.floor(clicks / 2) },
      { seconds: 3_600, contacts: Math.floor(clicks / 3) },
    ],
  });
const counted = [full('A', 15_000, 300, 100), full('B', 15_100, 480, 130), full('C', 14_900, 350, 180)];
const planned = makePlan({ plannedContacts: 45_000 }, ['A', 'B', 'C']);

describe('swapping two arms', () => {
  const names: Readonly<Record<string, string>> = { A: 'B', B: 'A' };
  const before = judgeTest(
    makePlan(),
    makeCounts([full('A', 15_000, 300, 100), full('B', 15_100, 480, 130)]),
  );
  const after = judgeTest(makePlan(), makeCounts([full('B', 15_000, 300, 100), full('A', 15_100, 480, 130)]));

  test('changes the name of the winner', () => {
    expect(before.verdict).toEqual({ id: 'winner', arm: 'B', isBelowMde: false });
    expect(after.verdict).toEqual({ id: 'winner', arm: 'A', isBelowMde: false });
  });

  test('flips the sign of every difference and z, and nothing else', () => {
    const all = (judgement: TestJudgement): readonly PairComparison[] => [
      ...judgement.pairs,
      ...judgement.exploratory,
    ];
    const pairs = all(after).map((pair, place) => ({ pair, mirror: all(before)[place] }));
    expect(pairs.length).toBeGreaterThan(4);
    for (const { pair, mirror } of pairs) {
      const turned = names[mirror?.better ?? ''] ?? null;
      expect(pair.difference).toBeCloseTo(-of(mirror?.difference), 12);
      expect(pair.z).toBeCloseTo(-of(mirror?.z), 12);
      expect(pair.interval?.lower).toBeCloseTo(-of(mirror?.interval?.upper), 9);
      expect(pair.fraction).toBeCloseTo(of(mirror?.fraction), 12);
      expect(pair.logE).toBeCloseTo(of(mirror?.logE), 9);
      expect(pair.better).toBe(turned);
    }
  });
});

describe('order', () => {
  test('of arms, rows and keys changes no byte of what is decided', () => {
    const reversed = <Item>(items: readonly Item[]): Item[] => [...items].reverse();
    const turned = counted.map((arm) =>
      reversed(Object.entries(arm)).reduce(
        (all, [key, value]) => ({ ...all, [key]: Array.isArray(value) ? reversed(value) : value }),
        makeArm(arm.variantId, 0, 0),
      ),
    );
    const usual = judgeTest(planned, makeCounts(counted));
    const other = judgeTest({ ...planned, arms: reversed(planned.arms) }, makeCounts(reversed(turned)));
    const { arms, split, ...decided } = usual;
    const { arms: turnedArms, split: turnedSplit, ...turnedDecided } = other;
    expect(JSON.stringify(turnedDecided)).toBe(JSON.stringify(decided));
    expect(reversed(turnedArms)).toEqual(arms);
    expect(turnedSplit?.logBayesFactor).toBe(split?.logBayesFactor);
    expect(turnedSplit?.observed).toEqual(reversed(split?.observed ?? []));
  });

  test('and time change nothing: the same counts give the same bytes, without a number JSON cannot say', () => {
    const first = JSON.stringify(judgeTest(planned, makeCounts(counted)));
    expect(JSON.stringify(judgeTest(structuredClone(planned), makeCounts(structuredClone(counted))))).toBe(
      first,
    );
    expect(JSON.stringify(judgeTest(planned, makeCounts(counted)), notNumbers)).toBe(first);
  });
});

test('leaves its input as it is', () => {
  const frozen = counted.map((arm) => Object.freeze(arm));
  expect(() => judgeTest(Object.freeze(planned), makeCounts(Object.freeze(frozen)))).not.toThrow();
});

describe('scaling', () => {
  const plan = makePlan({ primary: { kind: 'revenue', of: 'purchase' } });
  const inUnits = (unit: number) =>
    judgeTest(
      plan,
      makeCounts(
        [full('A', 15_000, 300, 100), full('B', 15_100, 480, 190)].map((arm) => ({
          ...arm,
          revenue: arm.revenue.map((row) => ({
            ...row,
            sumMicro: row.sumMicro * unit,
            sumSquares: row.sumSquares * unit * unit,
          })),
        })),
      ),
    );

  test.each([0.5, 100, 15_000])('revenue by %d scales differences and leaves verdict, z and p', (unit) => {
    const [one, other] = [inUnits(1), inUnits(unit)];
    expect(one.verdict.id).toBe('winner');
    expect(other.verdict).toEqual(one.verdict);
    const [pair, scaled] = [one.pairs[0], other.pairs[0]];
    expect(of(scaled?.z)).toBeCloseTo(of(pair?.z), 9);
    expect(of(scaled?.difference) / unit).toBeCloseTo(of(pair?.difference), 4);
    expect(of(scaled?.interval?.upper) / unit).toBeCloseTo(of(pair?.interval?.upper), 4);
    expect(of(scaled?.relative?.lift)).toBeCloseTo(of(pair?.relative?.lift), 9);
  });
});

describe('more of the same evidence', () => {
  test.each([
    ['clicks', makePlan({ plannedContacts: 60_000 })],
    [
      'revenue',
      makePlan({
        plannedContacts: 60_000,
        primary: { kind: 'revenue', of: 'purchase' },
      } as Partial<ExperimentPlan>),
    ],
  ])('narrows the interval of %s and never turns the sign', (_, plan) => {
    const pairs = [1, 2, 4, 8].map(
      (times) =>
        judgeTest(
          plan,
          makeCounts([
            full('A', 3_000 * times, 60 * times, 55 * times),
            full('B', 3_000 * times, 80 * times, 60 * times),
          ]),
        ).pairs[0],
    );
    const widths = pairs.map(
      (pair) => (pair?.interval?.upper ?? Number.NaN) - (pair?.interval?.lower ?? Number.NaN),
    );
    expect(widths.every((width, place) => place === 0 || width < (widths[place - 1] ?? 0))).toBe(true);
    expect(pairs.every((pair) => (pair?.difference ?? 0) > 0)).toBe(true);
  });
});

/** NaN for a number that is not there: close to nothing. */
function of(value: number | null | undefined): number {
  return value ?? Number.NaN;
}

function notNumbers(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? 'not a number' : value;
}
