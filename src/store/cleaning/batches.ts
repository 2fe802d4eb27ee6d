import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/canonical-json.ts';
import { Failure } from '../../core/failure.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import { type Movable, pieces } from './move-recommendations.ts';

export const BATCH_KINDS = ['apply', 'undo'] as const;
export const BATCH_STATES = ['running', 'done', 'failed'] as const;

export type Batch = {
  readonly id: number;
  readonly kind: (typeof BATCH_KINDS)[number];
  readonly state: (typeof BATCH_STATES)[number];
  readonly undoesBatchId: number | null;
  readonly actor: string;
  readonly items: number;
  /** recommendations.id up to which its effects are written */
  readonly nextItem: number;
  readonly failure: string | null;
  readonly startedAt: Temporal.Instant;
  /** the moment its effects hold */
  readonly finishedAt: Temporal.Instant | null;
  /** every recommendation of it says so too */
  readonly settledAt: Temporal.Instant | null;
};

type NewBatch = Pick<Batch, 'kind' | 'undoesBatchId' | 'actor'> & {
  readonly isLargeAllowed: boolean;
  readonly selection: unknown;
  readonly seen: readonly Movable[];
  readonly owner: string;
};

const TABLE = 'apply_batches';

/** Seconds: whoever says nothing for so long has died, and somebody else goes on. */
const LEASE_S = 60;
const LEASE = `UTC_TIMESTAMP(3) + INTERVAL ${LEASE_S} SECOND`;

/** The frozen list and who works on it. Returns the batch's id. */
export async function insertBatch(trx: Db, batch: NewBatch, at: Temporal.Instant): Promise<number> {
  const hash = createHash('sha256').update(batch.seen.map(({ id }) => id).join(' '));
  const [id] = await trx(TABLE).insert({
    kind: batch.kind,
    undoes_batch_id: batch.undoesBatchId,
    state: 'running',
    actor: batch.actor,
    is_large_allowed: batch.isLargeAllowed ? 1 : 0,
    selection: canonicalJson(batch.selection),
    item_count: batch.seen.length,
    items_hash: hash.digest(),
    started_at: toColumn(at),
    lease_owner: batch.owner,
    lease_until: trx.raw(LEASE),
  });
  for (const some of pieces(batch.seen, 1_000)) {
    await trx('apply_items').insert(
      some.map((one) => ({ batch_id: id, recommendation_id: one.id, before_state: one.state })),
    );
  }
  return Number(id);
}

export async function findBatch(db: Db, id: number): Promise<Batch | null> {
  const [row]: readonly Row[] = await db(TABLE).where({ id }).select(COLUMNS);
  return row === undefined ? null : batchOf(row);
}

/** Newest first. */
export async function listBatches(db: Db, limit: number): Promise<readonly Batch[]> {
  const rows: readonly Row[] = await db(TABLE).orderBy('id', 'desc').limit(limit).select(COLUMNS);
  return rows.map(batchOf);
}

/** Unfinished, and nobody works on them any more by the database's clock. */
export async function listLeftBatches(db: Db): Promise<readonly Batch[]> {
  const rows: readonly Row[] = await left(db).orderBy('id').limit(100).select(COLUMNS);
  return rows.map(batchOf);
}

/** false = somebody else was faster, or it is finished. */
export async function takeOverBatch(db: Db, id: number, owner: string): Promise<boolean> {
  const taken = await left(db)
    .where({ id })
    .update({ lease_owner: owner, lease_until: db.raw(LEASE) });
  return taken === 1;
}

function left(db: Db) {
  return db(TABLE).whereNull('settled_at').whereRaw('lease_until < UTC_TIMESTAMP(3)');
}

/** Locks the batch, renews the lease. Throws `locked` when another process has taken it over. */
export async function holdBatch(
  trx: Db,
  { id, state }: Pick<Batch, 'id' | 'state'>,
  owner: string,
  columns: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const held = await trx(TABLE)
    .where({ id, state, lease_owner: owner })
    .whereNull('settled_at')
    .update({ ...columns, lease_until: trx.raw(LEASE) });
  if (held !== 1)
    throw new Failure('locked', `batch ${id}: another process goes on with it`, { retryable: false });
}

const COLUMNS = [
  'id',
  'kind',
  'state',
  'undoes_batch_id',
  'actor',
  'item_count',
  'next_item',
  'failure',
  'started_at',
  'finished_at',
  'settled_at',
];

function batchOf(row: Row): Batch {
  const read = readRow(row);
  return {
    id: read.number('id'),
    kind: read.oneOf('kind', BATCH_KINDS),
    state: read.oneOf('state', BATCH_STATES),
    undoesBatchId: read.numberOrNull('undoes_batch_id'),
    actor: read.text('actor'),
    items: read.number('item_count'),
    nextItem: read.number('next_item'),
    failure: read.textOrNull('failure'),
    startedAt: read.time('started_at'),
    finishedAt: read.timeOrNull('finished_at'),
    settledAt: read.timeOrNull('settled_at'),
  };
}
