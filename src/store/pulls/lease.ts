import { Failure } from '../../core/failure.ts';
import { fromNullableColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';

/** Who pulls from a platform now. */
export type PullLease = { readonly source: string; readonly owner: string };

/** Longer than the longest wait between two questions: who says nothing for so long is gone. */
const LEASE_S = 180;

export type PullSource = {
  readonly startedAt: Temporal.Instant | null;
  readonly finishedAt: Temporal.Instant | null;
  /** why the last pull stopped; null = it went through, or none was */
  readonly lastError: string | null;
  readonly isRunning: boolean;
};

/** null = somebody else pulls. */
export async function claimPull(db: Db, source: string, owner: string): Promise<PullLease | null> {
  await db('pull_sources').insert({ source }).onConflict('source').ignore();
  const claimed = await db('pull_sources')
    .where({ source })
    .whereRaw('(lease_owner IS NULL OR lease_until <= UTC_TIMESTAMP(3))')
    .update({ lease_owner: owner, lease_until: leaseEnd(db), started_at: now(db) });
  return claimed === 1 ? { source, owner } : null;
}

/** Renews the lease, and in a transaction keeps it until the end. Fails with `locked` when it is lost. */
export async function holdPull(trx: Db, { source, owner }: PullLease): Promise<void> {
  const held = await trx('pull_sources')
    .where({ source, lease_owner: owner })
    .where('lease_until', '>', now(trx))
    .update({ lease_until: leaseEnd(trx) });
  if (held !== 1) throw new Failure('locked', 'another process has taken over this pull');
}

/** `error` null = it went through. Of a lost lease nothing is written. */
export async function releasePull(db: Db, { source, owner }: PullLease, error: string | null): Promise<void> {
  await db('pull_sources')
    .where({ source, lease_owner: owner })
    .update({
      lease_owner: null,
      lease_until: null,
      last_error: error === null ? null : error.slice(0, 300),
      ...(error === null ? { finished_at: now(db) } : {}),
    });
}

export async function findPullSource(db: Db, source: string): Promise<PullSource> {
  const row = await db('pull_sources')
    .where({ source })
    .first(
      'started_at',
      'finished_at',
      'last_error',
      'lease_owner',
      db.raw('lease_until > UTC_TIMESTAMP(3) AS is_held'),
    );
  return {
    startedAt: fromNullableColumn(row?.started_at ?? null),
    finishedAt: fromNullableColumn(row?.finished_at ?? null),
    lastError: row?.last_error ?? null,
    isRunning: Number(row?.is_held ?? 0) === 1,
  };
}

function now(db: Db) {
  return db.raw('UTC_TIMESTAMP(3)');
}

function leaseEnd(db: Db) {
  return db.raw('UTC_TIMESTAMP(3) + INTERVAL ? SECOND', [LEASE_S]);
}
