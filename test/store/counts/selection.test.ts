import { describe, expect, it } from 'vitest';
import { spansOf } from '../../../src/store/counts/selection.ts';

describe('spansOf', () => {
  it('reads the bounds of every campaign', () => {
    expect(spansOf('2 7,100,200;12,150,150;')).toEqual([
      { id: 7, first: 100, last: 200 },
      { id: 12, first: 150, last: 150 },
    ]);
    expect(spansOf('0 ')).toEqual([]);
  });

  it('refuses a text that fits into no packet', () => {
    expect(() => spansOf(null)).toThrow('the server cut a text');
  });

  it.each(['7,100,200;', '7,100,200;12,150,15', '7,100,200;12,150'])(
    'refuses a text that the server has cut: %s',
    (text) => {
      expect(() => spansOf(`2 ${text}`)).toThrow('the server cut a text of 2 spans');
    },
  );
});
