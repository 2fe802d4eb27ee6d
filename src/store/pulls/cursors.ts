import { Failure } from '../../core/failure.ts';
import { fromNullableColumn, toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { holdPull, type PullLease } from './lease.ts';

export type PullKind = 'opt_outs' | 'runs' | 'clicks' | 'statistics';
export type PullKey = { readonly kind: PullKind; readonly subject: string };

/** read = applied + duplicate + parked + refused */
export type PullCounts = Readonly<Record<'read' | 'applied' | 'duplicate' | 'parked' | 'refused', number>>;

/** A walk through an answer of many pages; `offset` rows of it are stored. */
export type PullPass = {
  readonly from: Temporal.Instant;
  readonly startedAt: Temporal.Instant;
  readonly offset: number;
};

export type PullCursor = PullKey & {
  /** everything before is pulled; null = no pass has ended */
  readonly position: Temporal.Instant | null;
  /** null = none is under way */
  readonly pass: PullPass | null;
  /** rows there were when the last pass ended */
  readonly totalRows: number | null;
  /** of the last pass */
  readonly counts: PullCounts;
  /** first reason of refused rows */
  readonly note: string | null;
  readonly finishedAt: Temporal.Instant | null;
  readonly lastError: string | null;
};

const TABLE = 'pull_cursors';

export async function findPullCursor(db: Db, source: string, key: PullKey): Promise<PullCursor | null> {
  const row: unknown = await db(TABLE)
    .where({ source, ...key })
    .first('*');
  return row === undefined ? null : cursorOf(row);
}

export async function listPullCursors(db: Db, source: string): Promise<readonly PullCursor[]> {
  const rows: readonly unknown[] = await db(TABLE).where({ source }).orderBy(['kind', 'subject']).select('*');
  return rows.map(cursorOf);
}

/** Counts begin anew. */
export async function startPass(
  db: Db,
  lease: PullLease,
  key: PullKey,
  pass: Omit<PullPass, 'offset'>,
): Promise<void> {
  const fresh = {
    pass_from: toColumn(pass.from),
    pass_started_at: toColumn(pass.startedAt),
    next_offset: 0,
    read_rows: 0,
    applied_rows: 0,
    duplicate_rows: 0,
    parked_rows: 0,
    refused_rows: 0,
    note: null,
  };
  await db.transaction(async (trx) => {
    await holdPull(trx, lease);
    const row = { source: lease.source, ...key, ...fresh };
    await trx(TABLE).insert(row).onConflict(['source', 'kind', 'subject']).merge(fresh);
  });
}

/** In the transaction that stores the rows of the page. Fails with `locked` when the lease is lost: roll back. */
export async function savePage(
  trx: Db,
  lease: PullLease,
  key: PullKey,
  page: { readonly offset: number; readonly counts: PullCounts; readonly note: string | null },
): Promise<void> {
  await holdPull(trx, lease);
  const { read, applied, duplicate, parked, refused } = page.counts;
  const more = (column: string, count: number) => trx.raw('?? + ?', [column, count]);
  const saved = await trx(TABLE)
    .where({ source: lease.source, ...key })
    .update({
      next_offset: page.offset,
      read_rows: more('read_rows', read),
      applied_rows: more('applied_rows', applied),
      duplicate_rows: more('duplicate_rows', duplicate),
      parked_rows: more('parked_rows', parked),
      refused_rows: more('refused_rows', refused),
      note: trx.raw('COALESCE(note, ?)', [page.note?.slice(0, 300) ?? null]),
    });
  if (saved !== 1) throw new Failure('internal', 'a page was pulled of a pass that was never started');
}

export async function finishPass(
  db: Db,
  lease: PullLease,
  key: PullKey,
  end: { readonly position: Temporal.Instant; readonly totalRows: number | null },
): Promise<void> {
  await db.transaction(async (trx) => {
    await holdPull(trx, lease);
    await trx(TABLE)
      .where({ source: lease.source, ...key })
      .update({
        position: trx.raw('GREATEST(COALESCE(position, ?), ?)', [
          toColumn(end.position),
          toColumn(end.position),
        ]),
        pass_from: null,
        pass_started_at: null,
        next_offset: 0,
        total_rows: end.totalRows,
        finished_at: trx.raw('UTC_TIMESTAMP(3)'),
        last_error: null,
      });
  });
}

/** The pass stays where it is: the next pull goes on there. */
export async function notePullError(db: Db, source: string, key: PullKey, reason: string): Promise<void> {
  const last_error = reason.slice(0, 300);
  await db(TABLE)
    .insert({ source, ...key, last_error })
    .onConflict(['source', 'kind', 'subject'])
    .merge({ last_error });
}

type CursorRow = Readonly<Record<string, unknown>>;

function cursorOf(value: unknown): PullCursor {
  const row: CursorRow = typeof value === 'object' && value !== null ? { ...value } : {};
  const from = instantOf(row.pass_from);
  const startedAt = instantOf(row.pass_started_at);
  return {
    kind: kindOf(row.kind),
    subject: String(row.subject),
    position: instantOf(row.position),
    pass: from === null || startedAt === null ? null : { from, startedAt, offset: Number(row.next_offset) },
    totalRows: row.total_rows === null ? null : Number(row.total_rows),
    counts: {
      read: Number(row.read_rows),
      applied: Number(row.applied_rows),
      duplicate: Number(row.duplicate_rows),
      parked: Number(row.parked_rows),
      refused: Number(row.refused_rows),
    },
    note: textOf(row.note),
    finishedAt: instantOf(row.finished_at),
    lastError: textOf(row.last_error),
  };
}

function instantOf(value: unknown): Temporal.Instant | null {
  return fromNullableColumn(value instanceof Date ? value : null);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function kindOf(value: unknown): PullKind {
  if (value === 'opt_outs' || value === 'runs' || value === 'clicks' || value === 'statistics') return value;
  throw new Failure('internal', 'pull_cursors holds a kind that nobody pulls');
}
