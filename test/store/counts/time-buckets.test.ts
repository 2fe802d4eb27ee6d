import { describe, expect, it } from 'vitest';
import { middleOf, quantilesOf } from '../../../src/store/counts/time-buckets.ts';

describe('quantilesOf', () => {
  it('takes the nearest rank, whatever the order of the buckets', () => {
    const histogram = new Map([
      [40, 1],
      [3, 5],
      [10, 4],
    ]);
    expect(quantilesOf(histogram, 10, [0.5, 0.8, 0.95])).toEqual([3, 10, 40]);
    expect(quantilesOf(histogram, 10, [0.51])).toEqual([10]);
  });

  it('gives several shares the same bucket, and passes over one that was emptied', () => {
    const histogram = new Map([
      [0, 0],
      [70, 3],
      [100, 0],
    ]);
    expect(quantilesOf(histogram, 3, [0.5, 0.8, 0.95])).toEqual([middleOf(70), middleOf(70), middleOf(70)]);
  });
});
