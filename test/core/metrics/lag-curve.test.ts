import { expect, test } from 'vitest';
import { chainLags, countLags, curveOf, joinLags, type Lags } from '../../../src/core/metrics/lag-curve.ts';

test('a curve rises from nothing to all between the lags', () => {
  const curve = curveOf([
    { seconds: 100, n: 1 },
    { seconds: 300, n: 3 },
  ]);
  expect([0, 50, 100, 200, 300, 9_999].map((age) => curve?.(age))).toEqual([0, 0.125, 0.25, 0.625, 1, 1]);
});

test('nothing is learnt from no outcomes', () => {
  expect(curveOf([])).toBeNull();
  expect(curveOf([{ seconds: 5, n: 0 }])).toBeNull();
});

test('two delays add up, and count the outcomes of the second', () => {
  const chained = chainLags([{ seconds: 600, n: 90 }], [{ seconds: 3_600, n: 10 }]);
  expect(countLags(chained)).toBeCloseTo(10, 9);
  expect(chained[0]?.seconds).toBeCloseTo(4_200, 6);
  expect(chainLags([], [{ seconds: 5, n: 1 }])).toEqual([]);
});

test('joined windows keep their order and their number', () => {
  const joined = joinLags([
    [{ seconds: 7_200, n: 2 }],
    [
      { seconds: 30, n: 5 },
      { seconds: 7_200, n: 1 },
    ],
  ]);
  expect(joined.map(({ n }) => n)).toEqual([5, 3]);
});

test('a chain adds up each pair in the order of the lags, in the step of its sum', () => {
  const first = Array.from({ length: 90 }, (_, at) => ({ seconds: at * at * 3, n: (at % 5) + 1 }));
  // the last of them lie on the very end of a step
  const ends = Array.from({ length: 60 }, (_, at) => 60 * (2 ** ((at + 30) / 12) - 1));
  const second = [0, 1, 59, 60, ...ends].map((seconds, at) => ({ seconds, n: (at % 3) + 0.5 }));
  expect(chainLags(first, second)).toEqual(pairs(joinLags([first]), joinLags([second])));
  expect(chainLags([{ seconds: 0, n: 1 }], second)).toEqual(joinLags([second]));
});

/** Each pair as a lag of its own. */
function pairs(first: Lags, second: Lags): Lags {
  const of = countLags(first);
  return joinLags([
    first.flatMap((one) =>
      second.map((two) => ({ seconds: one.seconds + two.seconds, n: (one.n / of) * two.n })),
    ),
  ]);
}
