import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../core/failure.ts';
import type { Db } from '../store/connect.ts';
import type { MergedRows } from '../store/import/import-table.ts';
import {
  type ImportRecord,
  type RejectedRow,
  readImport,
  saveCheckpoint,
  saveRejects,
} from '../store/import/imports.ts';
import { takeBack } from '../store/import/merge-at-once.ts';
import { mergeRows, stageRows, type Tried, tryRows } from '../store/import/merge-rows.ts';
import { holdPhoneKey } from '../store/phones/phone-key.ts';
import { isDuplicateKey, isRetryableError } from '../store/retryable-error.ts';
import { cutPieces, type Piece } from './cut-pieces.ts';
import type { ImportStep, RowSink } from './import-steps.ts';
import { doneAtFirst, startTurn, type Turn, type TurnSigns } from './import-turn.ts';
import { referenceRefusal } from './reference-refusal.ts';

/** One row of whatever is imported. `mark` is where the next one begins: a byte, or the place of a cursor. */
export type SourceRow = {
  readonly cells: readonly string[];
  /** why the row cannot be read at all; null = it can */
  readonly fault: string | null;
  readonly mark: number;
};

export type RowsRequest = {
  readonly db: Db;
  readonly step: ImportStep;
  readonly sink: RowSink;
  /** of the keys that hash and seal the phones of the rows */
  readonly generation: number;
  readonly batches: AsyncIterable<readonly SourceRow[]>;
  /** where to go on from; `batches` begin there */
  readonly from: ImportRecord;
  /** the first data row has the number 1 + this; a header is row 1 */
  readonly headerRows: number;
  readonly chunkRows: number;
  readonly maxErrors: number;
  /** more to write in the transaction of each chunk */
  readonly alongside?: ((trx: Db, mark: number) => Promise<void>) | undefined;
  readonly onChunk?: ((record: ImportRecord) => void) | undefined;
  readonly onStatement?: ((name: string, milliseconds: number) => void) | undefined;
};

export type RowsAnswer = { readonly record: ImportRecord; readonly refused: readonly RejectedRow[] };

/** Of the refused rows this many are told. */
const TOLD = 20;

/** Of the refused rows of one import this many are stored. */
const KEPT = 100_000;

/**
 * Parses rows and stores them, a chunk per transaction together with the checkpoint; they are committed in their order.
 * While one chunk is merged the next is sent to the server and the one after it is parsed; new messages are added while the
 * receipts of the chunk before are. Stops with state `stopped` when more than `maxErrors` rows are refused.
 */
export async function importRows(request: RowsRequest): Promise<RowsAnswer> {
  const told: RejectedRow[] = [];
  const tell = (merge: Merge): Merge => {
    told.push(...merge.refused.slice(0, TOLD - told.length));
    request.onChunk?.(merge.record);
    return merge;
  };
  let last = startTurn<Merge>(async () => ({ record: { ...request.from, state: 'running' }, refused: [] }));
  let beforeLast = last;
  try {
    for await (const piece of cutPieces(request)) {
      const { record } = await beforeLast.done;
      if (record.state === 'stopped') break;
      beforeLast = last;
      const previous = last;
      last = startTurn(async (signs) =>
        tell(await mergePiece(request, { previous, ...signs, record }, piece)),
      );
    }
  } finally {
    await last.done;
  }
  return { record: (await last.done).record, refused: told };
}

type Merge = { readonly record: ImportRecord; readonly refused: readonly RejectedRow[] };

const ATTEMPTS = 6;

/** `record`: of the chunk before the one before. */
type Place = TurnSigns & { readonly previous: Turn<Merge>; readonly record: ImportRecord };

async function mergePiece(request: RowsRequest, place: Place, piece: Piece): Promise<Merge> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request.db.transaction((trx) => mergeInOrder(request, trx, place, piece, attempt === 1));
    } catch (error) {
      place.sayAgain();
      const { record } = await place.previous.done;
      // a row that another import stored meanwhile is known when we look again
      const mayHelp = isRetryableError(error) || isDuplicateKey(error);
      if (!mayHelp || attempt === ATTEMPTS) throw error;
      await pause(50 * 2 ** attempt);
      const now = await readImport(request.db, record.id).catch(() => null);
      const isCommitted =
        now !== null && now.nextByte === piece.mark && now.nextRow === record.nextRow + piece.rows;
      if (isCommitted && piece.rows > 0) return { record: now, refused: piece.refused };
    }
  }
}

async function mergeInOrder(
  request: RowsRequest,
  trx: Db,
  place: Place,
  piece: Piece,
  isFirst: boolean,
): Promise<Merge> {
  const { table } = request.step;
  const isMoving = table.kind === 'contacts' && (await holdPhoneKey(trx, request.generation));
  await stageRows(trx, table, piece.chunk, request.onStatement);
  const tried = isFirst ? await tryBeside(request, trx, place, piece) : undefined;
  const { record } = await (tried === undefined ? place.previous.done : doneAtFirst(place.previous));
  if (record.state === 'stopped') {
    if (tried?.isAdded === true) await takeBack(trx);
    return { record, refused: [] };
  }
  return mergeOnce(request, trx, record, { ...piece, isMoving, tried });
}

/** Only messages: adding them takes longer than all else of a chunk. */
async function tryBeside(
  { step, onStatement }: RowsRequest,
  trx: Db,
  { previous, record, sayAdded, sayAgain }: Place,
  { chunk }: Piece,
): Promise<Tried | undefined> {
  if (step.table.merge !== 'messages') return undefined;
  await previous.added;
  if (previous.again.aborted) return undefined;
  const tryAtOnce = mayAllBeNew(record);
  const tried = await tryRows(trx, step.table, chunk, { tryAtOnce, onStatement, onAdded: sayAdded });
  if (!tried.isAdded) sayAgain();
  return tried;
}

/** Once a row was known or refused, more of the file will be. */
function mayAllBeNew({ applied, read }: ImportRecord): boolean {
  return applied === read;
}

async function mergeOnce(
  request: RowsRequest,
  trx: Db,
  before: ImportRecord,
  piece: Piece & { readonly isMoving: boolean; readonly tried: Tried | undefined },
): Promise<Merge> {
  const { step, maxErrors } = request;
  const merged = await mergeRows(trx, step.table, piece.chunk, {
    refusalsAtMost: Math.max(TOLD, Math.min(maxErrors, KEPT) - before.rejected - piece.refused.length + 1),
    onStatement: request.onStatement,
    isMoving: piece.isMoving,
    tried: piece.tried,
    tryAtOnce: mayAllBeNew(before),
  });
  const references = merged.refusals.map(referenceRefusal);
  const refused = [...piece.refused, ...references].sort((left, right) => left.rowNo - right.rowNo);
  const after = recordAfter(before, piece, merged, maxErrors);
  await saveRejects(
    trx,
    before.id,
    refused.slice(0, Math.max(0, Math.min(maxErrors + 1, KEPT) - before.rejected)),
  );
  await request.alongside?.(trx, piece.mark);
  await saveCheckpoint(trx, before, after);
  return { record: after, refused };
}

function recordAfter(
  before: ImportRecord,
  piece: Piece,
  merged: MergedRows,
  maxErrors: number,
): ImportRecord {
  const rejected = before.rejected + piece.refused.length + merged.refused;
  const after: ImportRecord = {
    id: before.id,
    state: rejected > maxErrors ? 'stopped' : piece.isLast ? 'done' : 'running',
    nextByte: piece.mark,
    nextRow: before.nextRow + piece.rows,
    read: before.read + piece.rows,
    applied: before.applied + merged.applied,
    duplicate: before.duplicate + merged.duplicate,
    stale: before.stale + merged.stale,
    rejected,
  };
  assertCounts(before, after);
  return after;
}

function assertCounts(before: ImportRecord, after: ImportRecord): void {
  const { read, applied, duplicate, stale, rejected } = after;
  if (read === applied + duplicate + stale + rejected) return;
  throw new Failure(
    'internal',
    `import ${before.id}: ${read} rows read from row ${before.nextRow}, but ${applied} applied + ${duplicate} duplicate + ${stale} stale + ${rejected} refused`,
  );
}
