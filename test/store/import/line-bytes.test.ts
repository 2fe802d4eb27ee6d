import { describe, expect, it } from 'vitest';
import { readLines, writeLines } from '../../../src/store/import/line-bytes.ts';

describe('writeLines', () => {
  it('gives back what was written, also lines outside ASCII and longer than a piece', () => {
    const lines = ['1\tå', '', '2\t€ 😀', 'x'.repeat(3_000_000), 'é'.repeat(700_000), 'last'];
    const writer = writeLines();
    for (const line of lines) writer.add(line);
    const taken = writer.take();
    expect(taken.count).toBe(lines.length);
    expect([...readLines(taken)].flat()).toEqual(lines);
  });

  it('says where a line lies, so that a byte of it can be changed later', () => {
    const writer = writeLines();
    const { piece, start, end } = writer.add('7\tå\t1');
    writer.add('8\tb\t1');
    expect(piece.toString('utf8', start, end)).toBe('7\tå\t1');
    piece[end - 1] = 48;
    expect([...readLines(writer.take())].flat()).toEqual(['7\tå\t0', '8\tb\t1']);
  });

  it('gives nothing for nothing', () => {
    const taken = writeLines().take();
    expect([...readLines(taken)]).toEqual([]);
  });
});
