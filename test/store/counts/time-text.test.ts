import { describe, expect, it } from 'vitest';
import { parseBuckets, parseTimes } from '../../../src/store/counts/time-text.ts';

describe('parseBuckets', () => {
  it('reads a bucket and how many it holds, one after the other', () => {
    expect(parseBuckets('3:12,96:1,5:7')).toEqual([3, 12, 96, 1, 5, 7]);
    expect(parseBuckets('7:1')).toEqual([7, 1]);
  });
});

describe('parseTimes', () => {
  it('tells deliveries from first clicks', () => {
    const cells = [
      [1, 0, 5],
      [2, 928, 2_000_000_000],
      [1, 64, 11],
    ];
    const text = cells
      .map(([measure = 0, bucket = 0, n = 0]) => `${4096 * n + 4 * bucket + measure};`)
      .join('');
    expect([...parseTimes({ rows: 3, text: `3 ${text}`, from: 2 })]).toEqual([
      [1, [0, 5, 64, 11]],
      [2, [928, 2_000_000_000]],
    ]);
  });

  it.each(['20481;', '20481;4', '20481;49158', '20481;49158;4105;'])(
    'refuses a text that does not hold as many rows as the server counted: %s',
    (text) => {
      expect(() => parseTimes({ rows: 2, text: `2 ${text}`, from: 2 })).toThrow(
        'the server cut a text of 2 rows',
      );
    },
  );
});
