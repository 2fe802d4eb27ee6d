import { describe, expect, it } from 'vitest';
import { parseCountRows, parseCounts } from '../../../src/store/counts/count-text.ts';

describe('parseCountRows', () => {
  it('reads keys, currency and counts of every row', () => {
    expect(parseCountRows('7,12,EUR,3,-2,0;7,0,,15,0,1;', 2)).toEqual([
      { keys: [7, 12], currency: 'EUR', counts: [3, -2, 0] },
      { keys: [7, 0], currency: '', counts: [15, 0, 1] },
    ]);
  });

  it('keeps a row of revenue alone apart from its neighbours', () => {
    expect(parseCountRows('1,EUR,5;2,USD,-90;3,EUR,1,2;', 1)).toEqual([
      { keys: [1], currency: 'EUR', counts: [5] },
      { keys: [2], currency: 'USD', counts: [-90] },
      { keys: [3], currency: 'EUR', counts: [1, 2] },
    ]);
  });

  it('reads money past four thousand million exactly', () => {
    expect(parseCountRows('1,EUR,9007199254740991;', 1)[0]?.counts).toEqual([9_007_199_254_740_991]);
  });

  it('finds no row in nothing', () => {
    expect(parseCountRows('', 2)).toEqual([]);
  });
});

describe('parseCounts', () => {
  it('reads whole numbers with commas', () => {
    expect(parseCounts('0,41,-7')).toEqual([0, 41, -7]);
  });
});
