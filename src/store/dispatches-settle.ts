import { Failure } from '../core/failure.ts';
import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';
import { finishRunIfAllFinal, type RunClosing } from './dispatches-run.ts';
import { retriedTransaction } from './retried-transaction.ts';

/** Where an attempt leaves its dispatch, and what its row says. */
export type Settlement = {
  readonly state: 'queued' | 'sent' | 'failed' | 'held';
  /** of a queued one */
  readonly nextAttemptAt: Temporal.Instant | null;
  readonly reason: string | null;
  readonly outcome: 'sent' | 'temporary' | 'permanent' | 'ambiguous' | 'withheld' | 'crashed';
  readonly reply: { readonly code: number | null; readonly text: string } | null;
  /** the outcome of the attempt is known to nobody */
  readonly isAmbiguous: boolean;
  readonly isCrash: boolean;
  /** send this form from now on; `sha256` is hex */
  readonly form: { readonly sha256: string; readonly bytes: number } | null;
};

export type SettleResult = {
  /** false = the dispatch is not ours any more; nothing was changed */
  readonly isSettled: boolean;
  /** the run, when this was the last open dispatch of it */
  readonly closing: RunClosing | null;
};

type Target = {
  readonly id: number;
  readonly runId: number;
  readonly fence: number;
  readonly attempt: number;
};

/**
 * One transaction: dispatch, attempt, and the run when all its dispatches are final. Only the holder of the fence
 * changes anything. A late `sent` also counts when the lease had run out meanwhile, as long as nobody has claimed the
 * dispatch since. `lostBefore` is for the sweeper: only when the lease ended before.
 */
export function settleDispatch(
  db: Db,
  target: Target,
  settlement: Settlement,
  times: {
    readonly now: Temporal.Instant;
    readonly lostBefore?: Temporal.Instant;
    readonly beforeCommit?: () => void;
  },
): Promise<SettleResult> {
  const now = toColumn(times.now);
  const from = settlement.state === 'sent' ? ['sending', 'queued', 'held'] : ['sending'];
  return retriedTransaction(db, async (trx) => {
    const { lostBefore } = times;
    const query = trx('report_dispatches')
      .where({ id: target.id, fence: target.fence })
      .whereIn('state', from)
      .modify((builder) => {
        if (lostBefore !== undefined) void builder.where('lease_until', '<=', toColumn(lostBefore));
      });
    const changed = await query.update({
      state: settlement.state,
      reason: settlement.reason,
      lease_owner: null,
      lease_until: null,
      ...(settlement.state === 'sent' ? { sent_at: now } : {}),
      ...(settlement.nextAttemptAt === null ? {} : { next_attempt_at: toColumn(settlement.nextAttemptAt) }),
      ...(settlement.reply === null
        ? {}
        : { smtp_code: settlement.reply.code, smtp_text: settlement.reply.text }),
      ...(settlement.isAmbiguous ? { ambiguous_attempts: trx.raw('ambiguous_attempts + 1') } : {}),
      ...(settlement.isCrash ? { crashes: trx.raw('crashes + 1') } : {}),
      ...(settlement.form === null
        ? {}
        : { mail_sha256: Buffer.from(settlement.form.sha256, 'hex'), mail_bytes: settlement.form.bytes }),
    });
    if (changed !== 1) return { isSettled: await isSettledAlready(trx, target, settlement), closing: null };
    await trx('dispatch_attempts')
      .where({ dispatch_id: target.id, attempt: target.attempt })
      .update({
        finished_at: now,
        outcome: settlement.outcome,
        smtp_code: settlement.reply?.code ?? null,
        smtp_text: settlement.reply?.text ?? null,
      });
    const closing =
      settlement.state === 'queued' ? null : await finishRunIfAllFinal(trx, target.runId, times.now);
    times.beforeCommit?.();
    return { isSettled: true, closing };
  });
}

/** A COMMIT whose answer got lost is repeated by the caller: the second time finds the work of the first. */
async function isSettledAlready(trx: Db, target: Target, settlement: Settlement): Promise<boolean> {
  const row: { readonly outcome: string | null } | undefined = await trx('report_dispatches as d')
    .join('dispatch_attempts as a', 'a.dispatch_id', 'd.id')
    .where({
      'd.id': target.id,
      'd.fence': target.fence,
      'd.state': settlement.state,
      'a.attempt': target.attempt,
    })
    .first('a.outcome');
  return row?.outcome === settlement.outcome;
}

/** Queued dispatches past their deadline: `failed`, or `held` when an attempt may have arrived. Gives the runs that end. */
export async function closeOverdueDispatches(db: Db, now: Temporal.Instant): Promise<readonly RunClosing[]> {
  const rows: readonly { readonly id: number; readonly run_id: number }[] = await db('report_dispatches')
    .where('state', 'queued')
    .where('deadline_at', '<=', toColumn(now))
    .orderBy('id')
    .limit(500)
    .select('id', 'run_id');
  const closings: RunClosing[] = [];
  for (const row of rows) {
    const closing = await retriedTransaction(db, async (trx) => {
      const changed = await trx('report_dispatches')
        .where({ id: row.id, state: 'queued' })
        .where('deadline_at', '<=', toColumn(now))
        .update({
          state: trx.raw("CASE WHEN ambiguous_attempts > 0 THEN 'held' ELSE 'failed' END"),
          reason: trx.raw("LEFT(CONCAT('deadline passed; ', COALESCE(reason, 'never tried')), 300)"),
        });
      return changed === 1 ? finishRunIfAllFinal(trx, Number(row.run_id), now) : null;
    });
    if (closing !== null) closings.push(closing);
  }
  return closings;
}

/**
 * A person says what became of a held dispatch: it arrived, or it shall be sent once more (with 24 hours to do so).
 * Throws `bad-state` when it is not held.
 */
export function decideHeldDispatch(
  db: Db,
  id: number,
  decision: 'sent' | 'queued',
  now: Temporal.Instant,
): Promise<RunClosing | null> {
  return db.transaction(async (trx) => {
    const row: { readonly run_id: number } | undefined = await trx('report_dispatches')
      .where({ id, state: 'held' })
      .forUpdate()
      .first('run_id');
    if (row === undefined) throw new Failure('bad-state', `dispatch ${id} is not held`);
    const again = {
      next_attempt_at: toColumn(now),
      deadline_at: toColumn(now.add({ hours: 24 })),
      reason: 'sent again by a person',
    };
    await trx('report_dispatches')
      .where({ id })
      .update({
        state: decision,
        ...(decision === 'sent' ? { sent_at: toColumn(now), reason: 'a person says it arrived' } : again),
      });
    return finishRunIfAllFinal(trx, Number(row.run_id), now);
  });
}
