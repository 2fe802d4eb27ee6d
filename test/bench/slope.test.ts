import { expect, it } from 'vitest';
import { slopePerMinute } from '../../bench/worker/slope.ts';

it('is that of the line the points lie on, and of the nearest one when they lie beside it', () => {
  expect(
    slopePerMinute([
      [0, 200],
      [1, 201.5],
      [4, 206],
    ]),
  ).toBeCloseTo(1.5);
  expect(
    slopePerMinute([
      [0, 240],
      [1, 260],
      [2, 240],
      [3, 260],
      [4, 240],
    ]),
  ).toBeCloseTo(0);
  // R: coef(lm(c(1, 3, 2, 5) ~ c(0, 1, 2, 4)))
  expect(
    slopePerMinute([
      [0, 1],
      [1, 3],
      [2, 2],
      [4, 5],
    ]),
  ).toBeCloseTo(0.885714, 5);
});
