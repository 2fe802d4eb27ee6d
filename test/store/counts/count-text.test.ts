import { describe, expect, it } from 'vitest';
import { COUNT_KEYS } from '../../../src/core/counts.ts';
import { COST, letterOf, parseCountRows, parseCounts } from '../../../src/store/counts/count-text.ts';

describe('parseCountRows', () => {
  it('reads keys, currency and the counts of every row by place', () => {
    expect(parseCountRows('7,12,EUR,a3c-2;7,0,,a15y1;', 2)).toEqual([
      { keys: [7, 12], currency: 'EUR', counts: [0, 3, 2, -2] },
      { keys: [7, 0], currency: '', counts: [0, 15, 24, 1] },
    ]);
  });

  it('keeps a row of revenue alone, or of nothing, apart from its neighbours', () => {
    expect(parseCountRows('1,EUR,B5;2,USD,;3,EUR,a1B-90;', 1)).toEqual([
      { keys: [1], currency: 'EUR', counts: [COST + 1, 5] },
      { keys: [2], currency: 'USD', counts: [] },
      { keys: [3], currency: 'EUR', counts: [0, 1, COST + 1, -90] },
    ]);
  });

  it('reads money past four thousand million exactly', () => {
    expect(parseCountRows('1,EUR,A9007199254740991;', 1)[0]?.counts).toEqual([COST, 9_007_199_254_740_991]);
  });

  it('finds no row in nothing, and comes to an end in a text that was cut between its keys', () => {
    expect(parseCountRows('', 2)).toEqual([]);
    expect(parseCountRows('1,2,EUR,a1;3,4', 2)).toHaveLength(1);
  });
});

describe('parseCounts', () => {
  it('leaves out what is 0', () => {
    expect(parseCounts('a0b41c-7z0')).toEqual([1, 41, 2, -7]);
  });

  it('knows the letter of every place', () => {
    const text = Array.from(
      { length: COUNT_KEYS.length + 2 },
      (_, place) => `${letterOf(place)}${place + 1}`,
    );
    expect(parseCounts(text.join(''))).toEqual(text.flatMap((_, place) => [place, place + 1]));
  });
});
