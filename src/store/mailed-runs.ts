import { type RunOptions, readRunOptions } from '../core/runs/run-options.ts';
import { jsonFromColumn, toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

export type MailedRun = {
  readonly runId: number;
  readonly options: RunOptions;
  /** as JSON */
  readonly model: unknown;
};

/**
 * The runs of a schedule whose report at least one mail server took, of windows that end no later than `until`, newest
 * window first. A preview, a test or a run that never left is none. Index: report_runs_by_occurrence, report_dispatches_by_recipient.
 */
export async function listMailedRuns(
  db: Db,
  scheduleId: number,
  until: Temporal.Instant,
  limit: number,
): Promise<readonly MailedRun[]> {
  const rows = await db('report_runs AS r')
    .where('r.schedule_id', scheduleId)
    .where('r.window_to', '<=', toColumn(until))
    .whereNotNull('r.model')
    .whereExists(
      db('report_dispatches AS d').whereRaw('d.run_id = r.id').whereNotNull('d.sent_at').select(db.raw('1')),
    )
    .orderBy([
      { column: 'r.window_from', order: 'desc' },
      { column: 'r.id', order: 'desc' },
    ])
    .limit(limit)
    .select('r.id', 'r.options', 'r.model');
  return rows.map((row) => ({
    runId: Number(row.id),
    options: readRunOptions(jsonFromColumn(row.options)),
    model: jsonFromColumn(row.model),
  }));
}
