import { expect, it } from 'vitest';
import { backoffSeconds } from '../../../src/core/runs/run-state.ts';

it('waits 1, 2, 5, 10 and 30 minutes, and from then on an hour', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => backoffSeconds(attempt) / 60);
  expect(minutes).toEqual([1, 2, 5, 10, 30, 60, 60, 60]);
});

it('waits as after the first try when nobody has counted yet', () => {
  expect(backoffSeconds(0)).toBe(60);
});
