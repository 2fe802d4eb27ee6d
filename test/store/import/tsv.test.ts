import { describe, expect, it } from 'vitest';
import { dateTime, tsvFields, tsvLine } from '../../../src/store/import/tsv.ts';

describe('tsvLine', () => {
  it('escapes what would end a field or a line, and tells null from the word', () => {
    expect(tsvLine(['a\tb', 'c\\N', 'd\r\ne\0', null, 7, true])).toBe(
      'a\\tb\tc\\\\N\td\\r\\ne\\0\t\\N\t7\t1',
    );
  });

  it('is read back the same', () => {
    const fields = ['a\tb', '\\N', '\\t', '\\\\', '', 'Å😀', 'd\r\ne\0', null];
    expect(tsvFields(tsvLine(fields))).toEqual(fields);
  });
});

describe('dateTime', () => {
  it.each([
    [0, '1970-01-01 00:00:00.000'],
    [-1, '1969-12-31 23:59:59.999'],
    [Date.UTC(2026, 10, 23, 7, 8, 9, 45), '2026-11-23 07:08:09.045'],
    [Date.UTC(2024, 1, 29, 23, 59, 59), '2024-02-29 23:59:59.000'],
  ])('writes %i as %s', (ms, text) => {
    expect(dateTime(ms)).toBe(text);
  });
});
