import { describe, expect, it } from 'vitest';
import { addBuckets, middleOf, quantilesOf } from '../../../src/store/counts/time-buckets.ts';

describe('quantilesOf', () => {
  it('takes the nearest rank, whatever the order of the buckets', () => {
    const histogram = addBuckets(null, [40, 1, 3, 5, 10, 4], 1);
    expect(quantilesOf(histogram, 10, [0.5, 0.8, 0.95])).toEqual([3, 10, 40]);
    expect(quantilesOf(histogram, 10, [0.51])).toEqual([10]);
  });

  it('gives several shares the same bucket, and passes over one that was emptied', () => {
    const histogram = addBuckets(addBuckets(null, [2, 1, 70, 3, 100, 2], 1), [2, 1, 100, 2], -1);
    expect(quantilesOf(histogram, 3, [0.5, 0.8, 0.95])).toEqual([middleOf(70), middleOf(70), middleOf(70)]);
  });

  it('has room for buckets of hundreds of years', () => {
    const histogram = addBuckets(addBuckets(null, [5, 1], 1), [5_000, 1, 5_001, 1], 1);
    expect(quantilesOf(histogram, 3, [0.3, 0.6, 1])).toEqual([5, middleOf(5_000), middleOf(5_001)]);
  });
});
