import { MOST_CRASHES } from '../core/runs/run-state.ts';
import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';
import { retriedTransaction } from './retried-transaction.ts';

export type Swept = {
  /** back to planned: their worker did not answer in time */
  readonly recovered: number;
  /** given up: they took their worker with them five times */
  readonly crashed: number;
  /** given up: not produced before the deadline */
  readonly late: number;
};

const TABLE = 'report_runs';

/**
 * Puts right what nobody holds any more. Any number of workers may do it: each step is one conditional UPDATE, and one
 * that meets another writer in a deadlock begins again.
 */
export function sweepRuns(db: Db, now: Temporal.Instant): Promise<Swept> {
  return retriedTransaction(db, (trx) => sweep(trx, now));
}

async function sweep(db: Db, now: Temporal.Instant): Promise<Swept> {
  const at = toColumn(now);
  const expired = () => db(TABLE).where({ state: 'running' }).where('lease_until', '<', at);
  const free = { lease_owner: null, lease_until: null, fence: db.raw('fence + 1') };
  const crashed = await expired()
    .where('crashes', '>=', MOST_CRASHES - 1)
    .update({
      state: 'failed',
      reason: `crashed: ${MOST_CRASHES} workers in a row did not come back from it`,
      crashes: db.raw('crashes + 1'),
      finished_at: at,
      ...free,
    });
  const recovered = await expired().update({
    state: 'planned',
    reason: 'its worker did not answer in time',
    crashes: db.raw('crashes + 1'),
    next_attempt_at: at,
    ...free,
  });
  const late = await db(TABLE)
    .where({ state: 'planned' })
    .where('deadline_at', '<=', at)
    .update({
      state: 'failed',
      reason: db.raw(
        "LEFT(CONCAT('deadline: not produced in time', COALESCE(CONCAT('; last: ', reason), '')), 300)",
      ),
      finished_at: at,
    });
  return { recovered, crashed, late };
}

/** For `runs retry`: false unless the run has failed. Its deadline begins anew. */
export async function retryFailedRun(
  db: Db,
  runId: number,
  now: Temporal.Instant,
  deadlineAt: Temporal.Instant,
): Promise<boolean> {
  const retried = await db(TABLE)
    .where({ id: runId, state: 'failed' })
    .update({
      state: 'planned',
      reason: 'retried by hand',
      attempt: 0,
      crashes: 0,
      next_attempt_at: toColumn(now),
      deadline_at: toColumn(deadlineAt),
      finished_at: null,
    });
  return retried === 1;
}
