import { appendFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { type CsvRow, openCsv } from '../../src/files/read-csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

function save(content: string | Buffer, name = 'some.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function readAll(content: string | Buffer, fromByte?: number): Promise<CsvRow[]> {
  const csv = await openCsv(save(content));
  const rows: CsvRow[] = [];
  try {
    for await (const some of csv.rows(fromByte)) rows.push(...some);
  } finally {
    await csv.close();
  }
  return rows;
}

const cells = (rows: readonly CsvRow[]) => rows.map((row) => [...row.cells]);

describe('openCsv', () => {
  it.each([
    ['a plain file', 'a,b\n1,2\n3,4\n'],
    ['no line end at the end', 'a,b\n1,2\n3,4'],
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['a byte order mark', '\ufeffa,b\n1,2\n'],
    ['quotes, commas and line ends in cells', 'a,b\n"x,y","line 1\nline 2"\n"say ""hi""",""\n'],
    ['quotes in the last cell without line end', 'a,b\n1,"2"'],
    ['quotes before CRLF', 'a,b\r\n"1","2"\r\n"3","4"\r\n'],
    ['letters of many alphabets', 'a,b\nÅse,Дом\n"日本, 語",😀\n'],
    ['empty cells', 'a,b,c\n,,\n1,,3\n'],
  ])('reads %s as csv-parse does', async (_, content) => {
    const expected: string[][] = parse(content, { bom: true });
    expect(cells(await readAll(content))).toEqual(expected.slice(1));
  });

  it('takes columns without a name, which a spreadsheet leaves behind, as often as they come', async () => {
    expect(cells(await readAll('a,b,,\n1,2,,\n'))).toEqual([['1', '2', '', '']]);
  });

  it('shows no number in full of a file without a header', async () => {
    await expect(readAll('c1,+4791234567,+4791234567\n')).rejects.toThrow(
      'some.csv: has the column +47******67 twice',
    );
  });

  it('reads random quoting across blocks as csv-parse does', async () => {
    const words = ['a', '', 'x,y', 'q"q', 'two\nlines', 'Åse', 'r\r\nn', 'plain text of some length'];
    let seed = 7;
    const next = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 8;
    const lines = Array.from({ length: 60_000 }, () =>
      Array.from({ length: 3 }, () => {
        const word = words[next() % words.length] ?? '';
        return /[",\n\r]/.test(word) || next() % 4 === 0 ? `"${word.replaceAll('"', '""')}"` : word;
      }).join(','),
    );
    const content = `a,b,c\n${lines.join('\n')}\n`;
    expect(content.length).toBeGreaterThan(1_000_000);
    const expected: string[][] = parse(content);
    expect(cells(await readAll(content))).toEqual(expected.slice(1));
  });

  it('goes on at the byte where an earlier row ended', async () => {
    const content = 'a,b\nÅ,"x\ny"\n3,4\n5,6\n';
    const rows = await readAll(content);
    for (const [index, row] of rows.entries()) {
      expect(cells(await readAll(content, row.endByte))).toEqual(cells(rows.slice(index + 1)));
    }
  });

  it.each([
    ['too few cells', 'a,b\n1\n3,4\n', 'has 1 cells, the header has 2'],
    ['too many cells', 'a,b\n1,2,3\n3,4\n', 'has 3 cells, the header has 2'],
    ['a quote inside a plain cell', 'a,b\n1,x"y\n3,4\n', 'has a quote inside a cell without quotes'],
    ['text behind a closing quote', 'a,b\n"1"x,2\n3,4\n', 'has text behind a closing quote'],
    ['a quote that stays open', 'a,b\n3,4\n"1,2\n', 'has a quote that is never closed'],
    ['a long line', `a,b\n${'x'.repeat(70_000)},2\n3,4\n`, 'is longer than 65536 bytes'],
  ])('gives a row with %s as a fault and reads on', async (_, content, fault) => {
    const rows = await readAll(content);
    expect(rows.map((row) => row.fault).filter((found) => found !== null)).toEqual([fault]);
    expect(cells(rows)).toContainEqual(['3', '4']);
  });

  it('gives bytes that are not UTF-8 as a fault', async () => {
    const rows = await readAll(Buffer.from([97, 44, 98, 10, 0xc3, 44, 98, 10, 97, 44, 98, 10]));
    expect(rows.map((row) => row.fault)).toEqual(['is not UTF-8', null]);
  });

  it('passes over blank lines', async () => {
    expect(cells(await readAll('a,b\n\n1,2\r\n\r\n3,4\n\n'))).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it.each([
    ['an empty file', '', /is empty/],
    ['a gzip file', Buffer.from([0x1f, 0x8b, 8, 0]), /gzip/],
    ['a spreadsheet', Buffer.from('PK\x03\x04', 'latin1'), /spreadsheet/],
    ['UTF-16', Buffer.from('\ufeffa,b', 'utf16le'), /UTF-16/],
    ['a NUL in the header', 'a\0,b\n', /NUL/],
    ['a column twice', 'a,a\n1,2\n', /column a twice/],
    ['65 columns', `${Array.from({ length: 65 }, (_, index) => `c${index}`).join(',')}\n`, /at most 64/],
    ['an endless header', 'a'.repeat(70_000), /header is longer/],
  ])('refuses %s', async (_, content, message) => {
    await expect(openCsv(save(content))).rejects.toThrow(message);
  });

  it('refuses a NUL in a row and a quote that swallows the file', async () => {
    await expect(readAll('a,b\n1,\0\n')).rejects.toThrow(/NUL/);
    await expect(readAll(`a,b\n"${'1,2\n'.repeat(400_000)}`)).rejects.toThrow(/a quote may be open/);
  });

  it('refuses a file that grows while it is read', async () => {
    const csv = await openCsv(save('a,b\n1,2\n'));
    appendFileSync(join(folder, 'some.csv'), '3,4\n');
    await expect(Array.fromAsync(csv.rows())).rejects.toThrow(/was changed while it was read/);
    await csv.close();
  });

  it('refuses folders, links and what is not there', async () => {
    symlinkSync(save('a,b\n'), join(folder, 'link.csv'));
    await expect(openCsv(folder)).rejects.toThrow(/not a regular file/);
    await expect(openCsv(join(folder, 'link.csv'))).rejects.toThrow(/symbolic link/);
    await expect(openCsv(join(folder, 'nowhere.csv'))).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });
});
