import { describe, expect, it } from 'vitest';
import { cutJson } from '../../src/files/cut-json.ts';
import { cutCsvRows, cutLines, type TextCutter } from '../../src/files/cut-text.ts';

/** The same text in pieces of every size must give the same records. */
function cutEachWay(open: () => TextCutter, text: string): readonly string[] {
  const ways = Array.from({ length: Math.max(1, text.length) }, (_, at) => {
    const cutter = open();
    const records: string[] = [];
    for (let from = 0; from < text.length; from += at + 1)
      records.push(...cutter.add(text.slice(from, from + at + 1)));
    return [...records, ...cutter.end()];
  });
  for (const way of ways) expect(way).toEqual(ways[0]);
  return ways[0] ?? [];
}

describe('JSON', () => {
  it('is cut into the values of a list', () => {
    expect(cutEachWay(cutJson, ' [ {"a":"]}\\"{"}, {"b":[1,{"c":2}]}\n,[3] ] ')).toEqual([
      '{"a":"]}\\"{"}',
      '{"b":[1,{"c":2}]}',
      '[3]',
    ]);
  });

  it('is cut into documents that follow each other, each on one line', () => {
    expect(cutEachWay(cutJson, '{\n "a": 1\n}\n{"b":\r\n2}{"c":3}')).toEqual([
      '{  "a": 1 }',
      '{"b": 2}',
      '{"c":3}',
    ]);
  });

  it('gives bare words and broken rests as records, for somebody else to refuse', () => {
    expect(cutEachWay(cutJson, '[1,"x, ]y",null]')).toEqual(['1', '"x, ]y"', 'null']);
    expect(cutEachWay(cutJson, '[{"a":1},{"b":')).toEqual(['{"a":1}', '{"b":']);
    expect(cutEachWay(cutJson, '}')).toEqual(['}']);
    expect(cutEachWay(cutJson, '[]')).toEqual([]);
    expect(cutEachWay(cutJson, '')).toEqual([]);
  });
});

describe('lines', () => {
  it('are cut at line ends, blank ones left out', () => {
    expect(cutEachWay(cutLines, 'a\r\n\n b\n\n')).toEqual(['a\r', ' b']);
    expect(cutEachWay(cutLines, 'last')).toEqual(['last']);
  });
});

describe('CSV rows', () => {
  it('keep line ends inside quotes', () => {
    expect(cutEachWay(cutCsvRows, 'id,text\n1,"a\nb"\n2,"say ""no""\n"\n')).toEqual([
      'id,text',
      '1,"a\nb"',
      '2,"say ""no""\n"',
    ]);
  });
});
