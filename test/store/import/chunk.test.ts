import { describe, expect, it } from 'vitest';
import { type Chunk, collectChunk } from '../../../src/store/import/chunk.ts';
import type { ImportTable, Repeats } from '../../../src/store/import/import-table.ts';
import { readLines } from '../../../src/store/import/line-bytes.ts';

type Row = { readonly id: string; readonly event: number; readonly text: string };

function chunkOf(
  repeats: Repeats<Row>,
  rows: readonly Row[],
): Omit<Chunk, 'lines'> & { lines: readonly string[] } {
  const table: ImportTable<Row> = {
    kind: 'segments',
    columns: ['id', 'event', 'text'],
    fields: (row) => [row.id, row.event, row.text],
    key: (row) => row.id,
    repeats,
    merge: 'events',
  };
  const collector = collectChunk(table);
  for (const [index, row] of rows.entries()) collector.add(index + 2, row);
  const chunk = collector.take();
  const lines = [...readLines(chunk.lines)].flat();
  expect(chunk.lines.count).toBe(lines.length);
  return { ...chunk, lines };
}

const row = (id: string, event: number, text = ''): Row => ({ id, event, text });

describe('collectChunk', () => {
  it('keeps the first row of an event', () => {
    const chunk = chunkOf({ keep: 'first' }, [row('a', 1), row('b', 1), row('a', 2)]);
    expect(chunk).toEqual({ lines: ['2\ta\t1\t', '3\tb\t1\t'], duplicate: 1, stale: 0, hasRepeats: false });
  });

  it('keeps the last row of a subject; a row that says the same as the one before is a duplicate', () => {
    const rows = [row('a', 1), row('a', 2), row('b', 1), row('a', 2), row('a', 1)];
    const chunk = chunkOf({ keep: 'last' }, rows);
    expect(chunk).toMatchObject({ duplicate: 1, stale: 2 });
    expect([...chunk.lines].sort()).toEqual(['4\tb\t1\t', '6\ta\t1\t']);
  });

  it('keeps each row of a message, and marks the last one and repeated receipts', () => {
    const rows = [row('a', 1), row('a', 2), row('b', 9), row('a', 1, 'corrected'), row('a', 1, 'corrected')];
    const chunk = chunkOf({ keep: 'each', event: ({ event }) => event }, rows);
    expect(chunk).toEqual({
      lines: ['2\ta\t1\t\t0\t1', '3\ta\t2\t\t0\t1', '4\tb\t9\t\t1\t1', '5\ta\t1\tcorrected\t1\t0'],
      duplicate: 1,
      stale: 0,
      hasRepeats: true,
    });
  });
});
