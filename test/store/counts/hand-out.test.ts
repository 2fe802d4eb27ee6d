import { describe, expect, it } from 'vitest';
import { type Answer, handOut } from '../../../src/store/counts/hand-out.ts';
import type { Source, SumPart, SumRow } from '../../../src/store/counts/sum-part.ts';

const part = (source: Source): SumPart => ({
  source,
  keys: ['nothing', 'nothing'],
  campaigns: [9],
  segments: null,
  ranges: null,
  isText: true,
});

function taken(source: Source, answer: Answer): readonly SumRow[] {
  const rows: SumRow[] = [];
  handOut([{ part: part(source), take: (row) => void rows.push(row) }], answer);
  return rows;
}

describe('handOut', () => {
  it('hands names out by our number', () => {
    expect(taken('campaign-names', { text: '1 4,2,6,c4Spring' })).toMatchObject([
      { k1: 4, label: 'c4', value: 'Spring' },
    ]);
  });

  it('refuses a text that fits into no packet, and takes nothing from one of no rows', () => {
    expect(() => taken('cells', { text: null })).toThrow('the server cut a text: raise max_allowed_packet');
    expect(taken('cells', { text: '0 ' })).toEqual([]);
    expect(taken('times', { text: '0 ' })).toEqual([]);
    expect(taken('segment-names', { text: '0 ' })).toEqual([]);
  });

  it('hands durations out by what they measure', () => {
    expect(taken('times', { text: `2 ${4096 * 3 + 4 * 7 + 2};${4096 + 4 * 8 + 2};` })).toMatchObject([
      { k3: 2, counts: [7, 3, 8, 1] },
    ]);
    const rows = [[5, 0, 1, '', '7:3,8:1']];
    expect(taken('times', { rows })).toMatchObject([{ k1: 5, k3: 1, counts: [7, 3, 8, 1] }]);
  });
});
