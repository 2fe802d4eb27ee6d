import { fromColumn, toColumnText } from './column-values.ts';
import type { Db } from './connect.ts';
import { selectRows } from './select-rows.ts';

/** The sign of life of a schedule that is neither paused nor removed. */
export type ScheduleBeat = {
  readonly key: string;
  /** when a report of it last reached everybody; null = never yet */
  readonly sentAt: Temporal.Instant | null;
  /** due time of the first occurrence since then that has not; null = it is on time */
  readonly lateSince: Temporal.Instant | null;
  /** false = nobody is mailed when a report of it fails */
  readonly hasOwner: boolean;
};

/** As planning: what is less late than this is on time. */
const LATE_AFTER_S = 900;

/** By key, a thousand at most. An occurrence that was skipped on purpose is not late. */
export async function loadScheduleBeats(db: Db, now: Temporal.Instant): Promise<readonly ScheduleBeat[]> {
  const late = now.subtract({ seconds: LATE_AFTER_S });
  const rows = await selectRows(db, 'schedules/beats', { late: toColumnText(late) });
  return rows.map((row) => ({
    key: String(row.schedule_key),
    sentAt: instantOf(row.sent_at),
    lateSince: instantOf(row.missed_at) ?? notBefore(instantOf(row.next_due_at), late),
    hasOwner: row.owner !== null,
  }));
}

/** Due and not even planned: no worker runs. */
function notBefore(due: Temporal.Instant | null, late: Temporal.Instant): Temporal.Instant | null {
  return due !== null && Temporal.Instant.compare(due, late) <= 0 ? due : null;
}

function instantOf(value: unknown): Temporal.Instant | null {
  return value instanceof Date ? fromColumn(value) : null;
}
