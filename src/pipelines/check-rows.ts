import type { RejectedRow } from '../store/import/imports.ts';
import type { SourceRow } from './import-rows.ts';
import type { RowSink } from './import-steps.ts';

const CHUNK = 10_000;
const TOLD = 20;

export type CheckedRows = {
  readonly read: number;
  /** rows that say what an earlier row near by says */
  readonly duplicate: number;
  readonly stale: number;
  readonly rejected: number;
  readonly refused: readonly RejectedRow[];
};

/** Parses rows and stores nothing. What a row cites is not looked up. */
export async function checkRows(
  sink: RowSink,
  batches: AsyncIterable<readonly SourceRow[]>,
  headerRows: number,
): Promise<CheckedRows> {
  const refused: RejectedRow[] = [];
  let read = 0;
  let rejected = 0;
  let duplicate = 0;
  let stale = 0;
  const empty = (): void => {
    const chunk = sink.take();
    duplicate += chunk.duplicate;
    stale += chunk.stale;
  };
  for await (const batch of batches) {
    for (const row of batch) {
      read += 1;
      const rowNo = read + headerRows;
      const refusal = row.fault === null ? sink.add(rowNo, row.cells) : { column: 'row', reason: row.fault };
      if (refusal !== null) {
        rejected += 1;
        if (refused.length < TOLD) refused.push({ rowNo, ...refusal });
      }
      if (read % CHUNK === 0) empty();
    }
  }
  empty();
  return { read, duplicate, stale, rejected, refused };
}
