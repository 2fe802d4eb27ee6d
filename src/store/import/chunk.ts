import type { ImportTable } from './import-table.ts';
import { tsvLine } from './tsv.ts';

/** Rows ready for the staging table: one TSV line each. */
export type Chunk = {
  readonly lines: readonly string[];
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
  const lines: string[] = [];
  let duplicate = 0;
  return {
    add: (rowNo, row) => {
      const key = table.key(row);
      if (seen.has(key)) {
        duplicate += 1;
        return;
      }
      seen.add(key);
      lines.push(`${rowNo}\t${tsvLine(table.fields(row))}`);
    },
    take: () => ({ lines, duplicate, stale: 0, hasRepeats: false }),
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
    take: () => ({
      lines: Array.from(last.values(), ({ rowNo, line }) => `${rowNo}\t${line}`),
      duplicate,
      stale,
      hasRepeats: false,
    }),
  };
}

type Kept = {
  readonly line: string;
  readonly event: number;
  isLast: boolean;
  isEvent: boolean;
  before: Kept | null;
};

/** The last two fields of a line are is_last and is_event. */
function keepEach<Row>(table: ImportTable<Row>, eventOf: (row: Row) => number): ChunkCollector<Row> {
  const last = new Map<string, Kept>();
  const kept: Kept[] = [];
  const numbers: number[] = [];
  let duplicate = 0;
  return {
    add: (rowNo, row) => {
      const key = table.key(row);
      const before = last.get(key) ?? null;
      const line = tsvLine(table.fields(row));
      if (before?.line === line) {
        duplicate += 1;
        return;
      }
      const next: Kept = { line, event: eventOf(row), isLast: true, isEvent: true, before };
      if (before !== null) {
        before.isLast = false;
        next.isEvent = !hasEvent(before, next.event);
      }
      last.set(key, next);
      kept.push(next);
      numbers.push(rowNo);
    },
    take: () => ({
      lines: kept.map(
        ({ line, isLast, isEvent }, index) =>
          `${numbers[index]}\t${line}\t${Number(isLast)}\t${Number(isEvent)}`,
      ),
      duplicate,
      stale: 0,
      hasRepeats: last.size < kept.length,
    }),
  };
}

function hasEvent(kept: Kept | null, event: number): boolean {
  for (let row = kept; row !== null; row = row.before) if (row.event === event) return true;
  return false;
}
