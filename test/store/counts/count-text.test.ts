import { describe, expect, it } from 'vitest';
import { COUNT_KEYS } from '../../../src/core/counts.ts';
import {
  COST,
  letterOf,
  type Places,
  parseCounts,
  takeCountRows,
} from '../../../src/store/counts/count-text.ts';

/** Counts that are not 0, by place. */
function told(counts: Places): Readonly<Record<number, number>> {
  return Object.fromEntries(Object.entries(Array.from(counts)).filter(([, count]) => count !== 0));
}

/** Keys, currency and counts of each row as it was handed out, behind `2 `. */
function rowsIn(text: string, keyCount: number): readonly unknown[] {
  const rows: unknown[] = [];
  const count = takeCountRows({ text: `2 ${text}`, from: 2 }, keyCount, ({ keys, currency, counts }) => {
    rows.push([...keys, currency, told(counts)]);
  });
  expect(count).toBe(rows.length);
  return rows;
}

describe('takeCountRows', () => {
  it('reads keys, currency and the counts of every row by place', () => {
    expect(rowsIn('7,12,EUR,a3c-2;7,0,,a15y1;', 2)).toEqual([
      [7, 12, 'EUR', { 0: 3, 2: -2 }],
      [7, 0, '', { 0: 15, 24: 1 }],
    ]);
  });

  it('keeps a row of revenue alone, or of nothing, apart from its neighbours', () => {
    expect(rowsIn('1,EUR,B5;2,USD,;3,EUR,a1B-90;', 1)).toEqual([
      [1, 'EUR', { [COST + 1]: 5 }],
      [2, 'USD', {}],
      [3, 'EUR', { 0: 1, [COST + 1]: -90 }],
    ]);
  });

  it('reads money past four thousand million exactly', () => {
    expect(rowsIn('1,EUR,A9007199254740991;', 1)).toEqual([[1, 'EUR', { [COST]: 9_007_199_254_740_991 }]]);
  });

  it('finds no row in nothing, and comes to an end in a text that was cut', () => {
    expect(rowsIn('', 2)).toEqual([]);
    for (const cut of ['3', '3,4', '3,4,EU']) expect(rowsIn(`1,2,EUR,a1;${cut}`, 2)).toHaveLength(1);
    for (const cut of ['3,4,EUR,', '3,4,EUR,a', '3,4,EUR,a-', '3,4,EUR,a12'])
      expect(rowsIn(`1,2,EUR,a1;${cut}`, 2)).toHaveLength(2);
  });
});

describe('parseCounts', () => {
  it('leaves out what is not told', () => {
    expect(told(parseCounts('a0b41c-7z0'))).toEqual({ 1: 41, 2: -7 });
  });

  it('knows the letter of every place', () => {
    const text = Array.from(
      { length: COUNT_KEYS.length + 2 },
      (_, place) => `${letterOf(place)}${place + 1}`,
    );
    expect(Array.from(parseCounts(text.join('')))).toEqual(text.map((_, place) => place + 1));
  });
});
