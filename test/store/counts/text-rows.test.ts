import { describe, expect, it } from 'vitest';
import type { SumPart, SumRow } from '../../../src/store/counts/sum-part.ts';
import { takeText } from '../../../src/store/counts/text-rows.ts';

const CELLS: SumPart = {
  source: 'cells',
  keys: ['campaign', 'nothing'],
  campaigns: [9],
  segments: null,
  ranges: null,
  isText: true,
};
const TEXT = '4,21,EUR,a10b1;5,22,,a20b2;';

/** `k1/k2/k3 label counts` of what each part is handed. */
function taken(parts: readonly SumPart[], count: number, text: string): readonly string[] {
  const rows: string[] = [];
  const asks = parts.map((part) => ({
    part,
    take: ({ k1, k2, k3, label, counts }: SumRow) =>
      void rows.push(
        `${k1}/${k2}/${k3} ${label} ${Array.from(counts)
          .filter((count) => count !== 0)
          .join('+')}`,
      ),
  }));
  takeText(asks, { rows: count, text: `${count} ${text}`, from: 2 });
  return rows;
}

describe('takeText', () => {
  it('hands one text to all that ask, each with the keys it asks for', () => {
    const parts: readonly SumPart[] = [
      CELLS,
      { ...CELLS, keys: ['campaign', 'variant'] },
      { ...CELLS, keys: ['segment', 'nothing'] },
    ];
    expect(taken(parts, 2, TEXT)).toEqual([
      '9/0/0 EUR 10+1',
      '9/4/0 EUR 10+1',
      '21/0/0 EUR 10+1',
      '9/0/0  20+2',
      '9/5/0  20+2',
      '22/0/0  20+2',
    ]);
  });

  it('says in which range a day lies as INTERVAL of SQL does', () => {
    const ranges = [
      { from: 10, to: 11, plus: 0, minus: null },
      { from: 11, to: 13, plus: 1, minus: null },
    ];
    const days: SumPart = { ...CELLS, source: 'campaign-days', keys: ['nothing', 'nothing'], ranges };
    expect(taken([days], 3, '10,EUR,a1;11,EUR,a2;12,EUR,a3;')).toEqual([
      '0/0/0 EUR 1',
      '0/0/1 EUR 2',
      '0/0/1 EUR 3',
    ]);
  });

  it('folds the hours of a week into those of a day', () => {
    const hours: SumPart = { ...CELLS, source: 'send-hours', keys: ['hour', 'nothing'] };
    expect(taken([hours, { ...hours, keys: ['week-hour', 'nothing'] }], 1, '50,,a1;')).toEqual([
      '2/0/0  1',
      '50/0/0  1',
    ]);
  });

  it.each([
    ['between two rows', 3, TEXT],
    ['in the last number of the last row', 2, '4,21,EUR,a10b1;5,22,,a20b1'],
  ])('refuses a text that the server has cut %s', (_, count, text) => {
    expect(() => taken([CELLS], count, text)).toThrow(`the server cut a text of ${count} rows`);
  });

  it('takes nothing from a cube without rows', () => {
    expect(taken([CELLS], 0, 'null')).toEqual([]);
  });
});
