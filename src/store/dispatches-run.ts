import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

/** A run whose last open dispatch has ended. */
export type RunClosing = {
  readonly runId: number;
  readonly scheduleId: number | null;
  readonly state: 'done' | 'done_with_failures';
  /** dispatches that did not go out, or perhaps did */
  readonly troubles: readonly {
    readonly recipient: string;
    readonly state: 'failed' | 'held';
    readonly reason: string | null;
  }[];
};

/**
 * `rendered -> done | done_with_failures` when every dispatch is final, and back to `rendered` when a held one was
 * queued again. Call it last in the transaction: it locks the run, so that of several dispatches that end at once the
 * last one sees all others. null = the run stays open, or is not at that point.
 */
export async function finishRunIfAllFinal(
  trx: Db,
  runId: number,
  now: Temporal.Instant,
): Promise<RunClosing | null> {
  const run: { readonly schedule_id: number | null; readonly state: string } | undefined = await trx(
    'report_runs',
  )
    .where('id', runId)
    .forUpdate()
    .first('schedule_id', 'state');
  if (run === undefined || !['rendered', 'done', 'done_with_failures'].includes(run.state)) return null;
  const open: { readonly id: number } | undefined = await trx('report_dispatches')
    .where('run_id', runId)
    .whereIn('state', ['queued', 'sending'])
    .first('id');
  if (open !== undefined) {
    if (run.state !== 'rendered')
      await trx('report_runs')
        .where('id', runId)
        .update({ state: 'rendered', reason: null, finished_at: null });
    return null;
  }
  const troubles: RunClosing['troubles'] = await trx('report_dispatches')
    .where('run_id', runId)
    .whereIn('state', ['failed', 'held'])
    .orderBy('id')
    .select('recipient', 'state', 'reason');
  const state = troubles.length === 0 ? 'done' : 'done_with_failures';
  if (run.state === state) return null;
  await trx('report_runs')
    .where('id', runId)
    .update({
      state,
      reason: troubles.length === 0 ? null : `${troubles.length} of the dispatches did not arrive`,
      finished_at: toColumn(now),
    });
  return {
    runId,
    scheduleId: run.schedule_id === null ? null : Number(run.schedule_id),
    state,
    troubles,
  };
}
