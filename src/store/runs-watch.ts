import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

/** What became of the conditions of a run; `heartbeat` = none was met, and a sign of life was mailed. */
export const WATCHES = ['met', 'not-met', 'unknown', 'heartbeat'] as const;
export type RunWatch = (typeof WATCHES)[number];

const TABLE = 'report_runs';

/** In the transaction that stores the report. */
export async function noteWatch(trx: Db, runId: number, watch: RunWatch): Promise<void> {
  await trx(TABLE).where('id', runId).update({ watch });
}

/** In the transaction that stores the report: it is made, nobody gets it, and that is as it should be. */
export async function settleQuiet(
  trx: Db,
  runId: number,
  quiet: { readonly watch: RunWatch; readonly reason: string },
  now: Temporal.Instant,
): Promise<void> {
  const { watch, reason } = quiet;
  const cut = reason.length > 300 ? `${reason.slice(0, 299)}…` : reason;
  await trx(TABLE)
    .where({ id: runId, state: 'rendered' })
    .update({ state: 'done', watch, reason: cut, finished_at: toColumn(now) });
}

/** Reports of a schedule since its last mail, before one occurrence. */
export type Quiet = {
  /** when the last one that was mailed was due, or the first that was not; null = there was none before */
  readonly since: Temporal.Instant | null;
  readonly reports: number;
  /** of them, those whose conditions nobody could judge */
  readonly unknown: number;
  /** a later one was made first, after a downtime, and mailed */
  readonly wasMailedLater: boolean;
};

/** Index: report_runs_by_occurrence. */
export async function loadQuiet(db: Db, scheduleId: number, occurrence: string): Promise<Quiet> {
  const runs = () => db(TABLE).where('schedule_id', scheduleId);
  const mailedRuns = () =>
    runs()
      .whereIn('state', ['rendered', 'done', 'done_with_failures'])
      .where((query) => void query.whereNull('watch').orWhereIn('watch', ['met', 'heartbeat']));
  const [mailed]: readonly { readonly occurrence: string; readonly due_at: Date }[] = await mailedRuns()
    .where('occurrence', '<', occurrence)
    .orderBy('occurrence', 'desc')
    .limit(1)
    .select('occurrence', 'due_at');
  const later: unknown = await mailedRuns().where('occurrence', '>', occurrence).first('id');
  const quiet: readonly { readonly due_at: Date; readonly watch: string }[] = await runs()
    .where('occurrence', '<', occurrence)
    .where('state', 'done')
    .whereIn('watch', ['not-met', 'unknown'])
    .where('occurrence', '>', mailed?.occurrence ?? '')
    .orderBy('occurrence')
    .select('due_at', 'watch');
  const first = mailed?.due_at ?? quiet[0]?.due_at;
  return {
    since: first === undefined ? null : Temporal.Instant.fromEpochMilliseconds(first.getTime()),
    reports: quiet.length,
    unknown: quiet.filter(({ watch }) => watch === 'unknown').length,
    wasMailedLater: later !== undefined,
  };
}
