import type { Chunk } from '../store/import/chunk.ts';
import type { RejectedRow } from '../store/import/imports.ts';
import type { RowsRequest } from './import-rows.ts';

/** Rows of one transaction. */
export type Piece = {
  readonly chunk: Chunk;
  readonly refused: readonly RejectedRow[];
  readonly rows: number;
  readonly mark: number;
  readonly isLast: boolean;
};

/** Parses rows; the last piece ends with the row by which too many are refused. */
export async function* cutPieces({
  sink,
  batches,
  from,
  ...request
}: Pick<RowsRequest, 'sink' | 'batches' | 'from' | 'headerRows' | 'chunkRows' | 'maxErrors'>): AsyncGenerator<
  Piece,
  void
> {
  let refused: RejectedRow[] = [];
  let refusedBefore = from.rejected;
  let rows = 0;
  let done = from.nextRow;
  let mark = from.nextByte;
  const cut = (isLast: boolean): Piece => {
    const piece = { chunk: sink.take(), refused, rows, mark, isLast };
    done += rows;
    refusedBefore += refused.length;
    refused = [];
    rows = 0;
    return piece;
  };
  for await (const batch of batches) {
    for (const row of batch) {
      rows += 1;
      mark = row.mark;
      const rowNo = done + rows + request.headerRows;
      const refusal = row.fault === null ? sink.add(rowNo, row.cells) : { column: 'row', reason: row.fault };
      if (refusal !== null) {
        refused.push({ rowNo, ...refusal });
        if (refusedBefore + refused.length > request.maxErrors) {
          yield cut(false);
          return;
        }
      }
      if (rows >= request.chunkRows) yield cut(false);
    }
  }
  yield cut(true);
}
