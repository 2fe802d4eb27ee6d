import type { RunOptions } from '../core/runs/run-options.ts';
import type { Window } from '../core/time/window.ts';
import type { RollingKind } from '../core/time/window-kinds.ts';
import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

export type NewRun = {
  readonly scheduleId: number | null;
  readonly requestId: number | null;
  readonly occurrence: string;
  readonly report: string;
  readonly title: string;
  readonly window: Window;
  readonly windowKind: RollingKind | 'custom';
  readonly tzdb: string;
  readonly options: RunOptions;
  readonly dueAt: Temporal.Instant;
  readonly deadlineAt: Temporal.Instant;
  /** null = to be made; else the row only says why it is not */
  readonly skip: string | null;
};

/** Rows of one INSERT: options are about 1 kB each, max_allowed_packet 16 MB. */
const CHUNK = 500;

/** An occurrence that has a run keeps it: the unique key (schedule, occurrence) decides, not a look beforehand. */
export async function insertRuns(db: Db, runs: readonly NewRun[], now: Temporal.Instant): Promise<void> {
  for (let start = 0; start < runs.length; start += CHUNK) {
    const rows = runs.slice(start, start + CHUNK).map((run) => columnsOf(run, now));
    // the only column of the update is part of the key, so it changes nothing
    await db('report_runs').insert(rows).onConflict().merge(['occurrence']);
  }
}

/** For a request: its run's id. The request's own unique key has already decided that this is the only one. */
export async function insertRun(db: Db, run: NewRun, now: Temporal.Instant): Promise<number> {
  const [id] = await db('report_runs').insert(columnsOf(run, now));
  return Number(id);
}

function columnsOf(run: NewRun, now: Temporal.Instant) {
  return {
    schedule_id: run.scheduleId,
    request_id: run.requestId,
    occurrence: run.occurrence,
    report: run.report,
    title: run.title,
    window_from: toColumn(run.window.from),
    window_to: toColumn(run.window.to),
    window_kind: run.windowKind,
    timezone: run.window.timezone,
    tzdb: run.tzdb,
    options: JSON.stringify(run.options),
    due_at: toColumn(run.dueAt),
    deadline_at: toColumn(run.deadlineAt),
    state: run.skip === null ? 'planned' : 'skipped',
    reason: run.skip,
    next_attempt_at: toColumn(run.skip === null ? now : run.dueAt),
    created_at: toColumn(now),
    finished_at: run.skip === null ? null : toColumn(now),
  };
}
