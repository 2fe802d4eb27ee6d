import { expect, test } from 'vitest';
import { rangeScale } from '../../../src/core/reports/range-scale.ts';
import { composeForest } from '../../../src/core/reports/sections/forest.ts';
import { GUARDRAIL, SPLIT_OFF, TIE, TOO_EARLY, WINNER } from '../../support/experiment-scenarios.ts';
import { say } from '../../support/say.ts';

test('the tests stand on one scale, each with the pair that decides and its lift', () => {
  const forest = composeForest([WINNER, TIE, TOO_EARLY]);
  expect(forest?.rows).toHaveLength(3);
  const [winner] = forest?.rows ?? [];
  const pair = WINNER.judgement.pairs.find(({ better }) => better !== null);
  expect(winner?.figure).toEqual({ kind: 'relative', value: pair?.relative?.lift });
  expect(say(winner?.about ?? [])).toMatch(/ against .*: clicks$/);
  const zeros = new Set(forest?.rows.flatMap(({ bar }) => (bar === null ? [] : [bar.zero])));
  expect(zeros.size).toBe(1);
});

test('a winner lies to one side of the line, what is not told apart across it', () => {
  const [winner, tie] = composeForest([WINNER, TIE])?.rows ?? [];
  const side = (bar: { lower: number; upper: number; zero: number } | null | undefined): number =>
    bar === null || bar === undefined
      ? Number.NaN
      : Math.sign(bar.lower - bar.zero) + Math.sign(bar.upper - bar.zero);
  expect(Math.abs(side(winner?.bar))).toBe(2);
  expect(winner?.tone).toBe('good');
  expect(tie?.bar?.estimate).toBeGreaterThanOrEqual(tie?.bar?.lower ?? 1);
});

test('a tie is shown between its leaders, and the arm a verdict names is the one that is compared', () => {
  const { verdict } = TIE.judgement;
  const leaders = verdict.id === 'tie' ? verdict.leaders : [];
  const [winner, tie] = composeForest([WINNER, TIE])?.rows ?? [];
  const pair = TIE.judgement.pairs.find(
    ({ first, second }) => leaders.includes(first) && leaders.includes(second),
  );
  expect(leaders.length).toBeGreaterThan(1);
  expect(tie?.figure).toEqual({ kind: 'relative', value: pair?.relative?.lift });

  const swapped = WINNER.judgement.pairs.map((one) => {
    const lift = one.relative?.lift ?? 0;
    const back = (value: number): number => 1 / (1 + value) - 1;
    return {
      ...one,
      first: one.second,
      second: one.first,
      relative: {
        lift: back(lift),
        lower: back(one.relative?.upper ?? 0),
        upper: back(one.relative?.lower ?? 0),
      },
    };
  });
  const turned = { ...WINNER, judgement: { ...WINNER.judgement, pairs: swapped } };
  const [same] = composeForest([turned, TIE])?.rows ?? [];
  expect(same?.bar).toEqual(winner?.bar);
  expect(say(same?.about ?? [])).toBe(say(winner?.about ?? []));
});

test('a test whose split is off has no bar to be read, and one test alone makes no forest', () => {
  const { pairs } = WINNER.judgement;
  const tempting = { ...SPLIT_OFF, judgement: { ...SPLIT_OFF.judgement, pairs } };
  expect(composeForest([WINNER, tempting])).toBeNull();
  expect(composeForest([WINNER, SPLIT_OFF])).toBeNull();
  expect(composeForest([WINNER])).toBeNull();
  expect(composeForest([])).toBeNull();
  expect(composeForest([WINNER, GUARDRAIL, SPLIT_OFF])?.rows).toHaveLength(2);
});

test('rows beyond the mail are kept for the CSV', () => {
  const many = composeForest(Array.from({ length: 20 }, () => WINNER));
  expect([many?.rows.length, many?.rest.length]).toEqual([12, 8]);
});

test('a scale holds 0 and every end, and cuts what lies beyond its limits', () => {
  const wide = { estimate: 0.5, lower: -3, upper: 4 };
  const scale = rangeScale([wide, { estimate: 0.1, lower: 0.05, upper: 0.2 }], { least: -1, most: 1 });
  expect([scale?.from, scale?.to]).toEqual([-1, 1]);
  expect(scale?.place(wide)).toEqual({ lower: 0, upper: 1, estimate: 0.75, zero: 0.5 });
  const positive = rangeScale([{ estimate: 0.1, lower: 0.05, upper: 0.2 }], { least: -1, most: 1 });
  expect(positive?.place({ estimate: 0, lower: 0, upper: 0.2 }).zero).toBeGreaterThan(0);
  expect(rangeScale([], { least: -1, most: 1 })).toBeNull();
  expect(rangeScale([{ estimate: 0, lower: 0, upper: 0 }], { least: -1, most: 1 })).toBeNull();
});
