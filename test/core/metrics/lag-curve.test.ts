import { expect, test } from 'vitest';
import { chainLags, countLags, curveOf, joinLags } from '../../../src/core/metrics/lag-curve.ts';

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
