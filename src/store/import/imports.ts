import { Failure } from '../../core/failure.ts';
import type { SourceKind } from '../../core/source-kind.ts';
import type { Db } from '../connect.ts';

export type ImportedRows = {
  readonly read: number;
  readonly applied: number;
  readonly duplicate: number;
  readonly stale: number;
  readonly rejected: number;
};

/** Where an import of one file stands; committed with each chunk. */
export type ImportRecord = ImportedRows & {
  readonly id: number;
  readonly state: 'running' | 'done' | 'stopped';
  /** a row begins here; 0 = nothing is done yet */
  readonly nextByte: number;
  /** data rows done */
  readonly nextRow: number;
};

type Row = {
  readonly id: number;
  readonly kind: string;
  readonly fingerprint: Buffer;
  readonly state: ImportRecord['state'];
  readonly next_byte: number;
  readonly next_row: number;
  readonly read_rows: number;
  readonly applied_rows: number;
  readonly duplicate_rows: number;
  readonly stale_rows: number;
  readonly rejected_rows: number;
};

export async function readImport(db: Db, id: number): Promise<ImportRecord | null> {
  const row = await db<Row>('imports').where({ id }).first();
  return row === undefined ? null : toRecord(row);
}

/** The newest import of this content under these settings; null = there is none. */
export async function findImport(
  db: Db,
  kind: SourceKind,
  fingerprint: Buffer,
): Promise<ImportRecord | null> {
  const row = await db<Row>('imports').where({ kind, fingerprint }).orderBy('id', 'desc').first();
  return row === undefined ? null : toRecord(row);
}

export async function startImport(
  db: Db,
  kind: SourceKind,
  source: string,
  fingerprint: Buffer,
): Promise<ImportRecord> {
  const [id] = await db('imports').insert({
    kind,
    source: source.slice(-500),
    fingerprint,
    state: 'running',
    started_at: db.raw('UTC_TIMESTAMP(3)'),
  });
  const counts = { read: 0, applied: 0, duplicate: 0, stale: 0, rejected: 0 };
  return { id: Number(id), state: 'running', nextByte: 0, nextRow: 0, ...counts };
}

/**
 * Moves the checkpoint from `before` to `after`, in the transaction that stores the rows between them. Fails with
 * `locked` when another process has moved it.
 */
export async function saveCheckpoint(trx: Db, before: ImportRecord, after: ImportRecord): Promise<void> {
  const moved = await trx('imports')
    .where({ id: before.id, next_row: before.nextRow, next_byte: before.nextByte })
    .update({
      next_byte: after.nextByte,
      next_row: after.nextRow,
      state: after.state,
      read_rows: after.read,
      applied_rows: after.applied,
      duplicate_rows: after.duplicate,
      stale_rows: after.stale,
      rejected_rows: after.rejected,
      finished_at: after.state === 'running' ? null : trx.raw('UTC_TIMESTAMP(3)'),
    });
  if (moved === 1) return;
  throw new Failure('locked', 'another process is importing the same file');
}

export type RejectedRow = { readonly rowNo: number; readonly column: string; readonly reason: string };

export async function saveRejects(trx: Db, importId: number, rejects: readonly RejectedRow[]): Promise<void> {
  if (rejects.length === 0) return;
  await trx.batchInsert(
    'import_rejects',
    rejects.map(({ rowNo, column, reason }) => ({
      import_id: importId,
      row_no: rowNo,
      column_name: column.slice(0, 64),
      reason: reason.slice(0, 200),
    })),
    500,
  );
}

function toRecord(row: Row): ImportRecord {
  return {
    id: Number(row.id),
    state: row.state,
    nextByte: Number(row.next_byte),
    nextRow: Number(row.next_row),
    read: Number(row.read_rows),
    applied: Number(row.applied_rows),
    duplicate: Number(row.duplicate_rows),
    stale: Number(row.stale_rows),
    rejected: Number(row.rejected_rows),
  };
}
