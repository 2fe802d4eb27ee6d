import type { ImportTable } from './import-table.ts';
import { type LineBytes, type LinePlace, writeLines } from './line-bytes.ts';
import { tsvLine } from './tsv.ts';

/** Rows ready for the staging table: one TSV line each. */
export type Chunk = {
  readonly lines: LineBytes;
  /** rows that are not in `lines`, because others of the same chunk say the same or say it later */
  readonly duplicate: number;
  readonly stale: number;
  /** true = a subject has more than one row in `lines` */
  readonly hasRepeats: boolean;
};

export type ChunkCollector<Row> = {
  readonly add: (rowNo: number, row: Row) => void;
  readonly take: () => Chunk;
};

/** Gathers rows, and settles what rows of the same chunk say of the same thing: SQL then sees each once. */
export function collectChunk<Row>(table: ImportTable<Row>): ChunkCollector<Row> {
  switch (table.repeats.keep) {
    case 'first':
      return keepFirst(table);
    case 'last':
      return keepLast(table);
    case 'each':
      return keepEach(table, table.repeats.event);
  }
}

function keepFirst<Row>(table: ImportTable<Row>): ChunkCollector<Row> {
  const seen = new Set<string>();
  const lines = writeLines();
  let duplicate = 0;
  return {
    add: (rowNo, row) => {
      const key = table.key(row);
      if (seen.has(key)) {
        duplicate += 1;
        return;
      }
      seen.add(key);
      lines.add(`${rowNo}\t${tsvLine(table.fields(row))}`);
    },
    take: () => ({ lines: lines.take(), duplicate, stale: 0, hasRepeats: false }),
  };
}

function keepLast<Row>(table: ImportTable<Row>): ChunkCollector<Row> {
  const last = new Map<string, { readonly rowNo: number; readonly line: string }>();
  let duplicate = 0;
  let stale = 0;
  return {
    add: (rowNo, row) => {
      const key = table.key(row);
      const line = tsvLine(table.fields(row));
      const before = last.get(key);
      if (before?.line === line) {
        duplicate += 1;
        return;
      }
      if (before !== undefined) stale += 1;
      last.set(key, { rowNo, line });
    },
    take: () => {
      const lines = writeLines();
      for (const { rowNo, line } of last.values()) lines.add(`${rowNo}\t${line}`);
      return { lines: lines.take(), duplicate, stale, hasRepeats: false };
    },
  };
}

type Kept = {
  readonly place: LinePlace;
  /** bytes of the row number and its tab */
  readonly prefix: number;
  readonly event: number;
  readonly before: Kept | null;
};

const NO = 48;
/** Of the digit of is_last, before the end of the line; the last two fields are is_last and is_event. */
const IS_LAST = 3;
const FLAGS = 4;

/** A line is written as the last of its subject; when another one comes, its digit is put right. */
function keepEach<Row>(table: ImportTable<Row>, eventOf: (row: Row) => number): ChunkCollector<Row> {
  const last = new Map<string, Kept>();
  const lines = writeLines();
  let duplicate = 0;
  let hasRepeats = false;
  return {
    add: (rowNo, row) => {
      const key = table.key(row);
      const before = last.get(key) ?? null;
      const line = tsvLine(table.fields(row));
      if (before !== null && lineOf(before) === line) {
        duplicate += 1;
        return;
      }
      const event = eventOf(row);
      const prefix = `${rowNo}\t`;
      const place = lines.add(`${prefix}${line}\t1\t${hasEvent(before, event) ? 0 : 1}`);
      if (before !== null) {
        hasRepeats = true;
        before.place.piece[before.place.end - IS_LAST] = NO;
      }
      last.set(key, { place, prefix: prefix.length, event, before });
    },
    take: () => ({ lines: lines.take(), duplicate, stale: 0, hasRepeats }),
  };
}

function lineOf({ place: { piece, start, end }, prefix }: Kept): string {
  return piece.toString('utf8', start + prefix, end - FLAGS);
}

function hasEvent(kept: Kept | null, event: number): boolean {
  for (let row = kept; row !== null; row = row.before) if (row.event === event) return true;
  return false;
}
