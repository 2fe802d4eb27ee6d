import { describe, expect, it } from 'vitest';
import { sumTable } from '../../../src/store/counts/sum-cohorts.ts';

describe('a table of sums', () => {
  it('keeps sums apart by both numbers, in whatever order they are asked for', () => {
    const table = sumTable();
    const asked = [
      [1, 7],
      [1, 8],
      [2, 7],
      [1, 7],
      [1, 7],
      [2, 8],
    ] as const;
    for (const [k1, k2] of asked) table.at(k1, k2).counts[0] = (table.at(k1, k2).counts[0] ?? 0) + 1;
    expect(table.all().map(({ k1, k2, sum }) => [k1, k2, sum.counts[0]])).toEqual([
      [1, 7, 3],
      [1, 8, 1],
      [2, 7, 1],
      [2, 8, 1],
    ]);
  });
});
