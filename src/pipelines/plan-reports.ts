import type { Reach } from '../core/crash-points.ts';
import type { RunOptions } from '../core/runs/run-options.ts';
import { parseRule } from '../core/time/calendar-rule.ts';
import { decideCatchUp } from '../core/time/catch-up.ts';
import { type Fire, nextFire, nextFires, occurrenceKey } from '../core/time/fires.ts';
import { windowOf } from '../core/time/window-kinds.ts';
import type { Db } from '../store/connect.ts';
import { insertRuns, type NewRun } from '../store/runs-insert.ts';
import { listDueSchedules, type Schedule, type Watermark } from '../store/schedules.ts';
import { moveWatermark } from '../store/schedules-write.ts';

export type Planned = {
  readonly planned: number;
  readonly skipped: number;
  /** schedules that could not be planned, with the error; the others were */
  readonly failures: readonly { readonly key: string; readonly error: unknown }[];
};

/** Occurrences looked at in one transaction; a rule of every minute after a month of downtime takes several. */
const BATCH = 2_000;
/** Share of the time until the deadline that a run may wait for a source that is behind (judgement). */
const WAITING_SHARE = 0.25;

/**
 * Writes a run for every occurrence that is due. Any number of workers may do it at once: the watermark is moved first,
 * by one of them, and the runs stand in the same transaction.
 */
export async function planReports(
  db: Db,
  now: Temporal.Instant,
  tzdb: string,
  reach?: Reach,
): Promise<Planned> {
  const failures: { key: string; error: unknown }[] = [];
  let planned = 0;
  let skipped = 0;
  for (const schedule of await listDueSchedules(db, now)) {
    try {
      reach?.('sched.before_tx');
      const runs = await db.transaction(async (trx) => {
        const planned = await planSchedule(trx, schedule, now, tzdb, reach);
        if (planned.length > 0) reach?.('sched.before_commit');
        return planned;
      });
      if (runs.length > 0) reach?.('sched.after_commit');
      planned += runs.filter((run) => run.skip === null).length;
      skipped += runs.filter((run) => run.skip !== null).length;
    } catch (error) {
      failures.push({ key: schedule.key, error });
    }
  }
  return { planned, skipped, failures };
}

/** In a transaction of the caller. Empty when another planner was first, or nothing is due. */
export async function planSchedule(
  trx: Db,
  schedule: Schedule,
  now: Temporal.Instant,
  tzdb: string,
  reach?: Reach,
): Promise<readonly NewRun[]> {
  const { fires, watermark } = takeDue(schedule, now);
  if (!(await moveWatermark(trx, schedule, watermark))) return [];
  const runs = decideCatchUp(fires.all, schedule.catchUp, now)
    .slice(0, fires.taken)
    .map(({ due, skip }) => newRun(schedule, due, skip, now, tzdb));
  await insertRuns(trx, runs, now);
  reach?.('sched.after_insert');
  return runs;
}

/** For a schedule that is new or resumed: nothing before `now` is missed. */
export function watermarkAt(rule: string, timezone: string, now: Temporal.Instant): Watermark {
  return { plannedUntil: now, nextDueAt: nextFire(parseRule(rule), timezone, now)?.at ?? null };
}

type Due = {
  readonly fires: { readonly all: readonly Fire[]; readonly taken: number };
  readonly watermark: Watermark;
};

function takeDue(schedule: Schedule, now: Temporal.Instant): Due {
  const { timezone, plannedUntil, catchUp } = schedule;
  const all = nextFires(parseRule(schedule.rule), timezone, plannedUntil, BATCH + 1, now);
  if (all.length <= BATCH) {
    return { fires: { all, taken: all.length }, watermark: watermarkAt(schedule.rule, timezone, now) };
  }
  // the ones beyond are newer than any that catch-up would keep; they follow in the next transaction
  const taken = BATCH - catchUp.limit;
  const last = all[taken - 1]?.at ?? plannedUntil;
  return { fires: { all, taken }, watermark: { plannedUntil: last, nextDueAt: all[taken]?.at ?? null } };
}

function newRun(
  schedule: Schedule,
  fire: Fire,
  skip: string | null,
  now: Temporal.Instant,
  tzdb: string,
): NewRun {
  return {
    scheduleId: schedule.id,
    requestId: null,
    occurrence: occurrenceKey(fire, schedule.timezone),
    report: schedule.report,
    title: schedule.title,
    window: windowOf(schedule.windowKind, fire, schedule.timezone),
    windowKind: schedule.windowKind,
    tzdb,
    options: optionsOf(schedule),
    dueAt: fire.at,
    deadlineAt: now.add({ seconds: schedule.deadlineS }),
    skip,
  };
}

function optionsOf(schedule: Schedule): RunOptions {
  return {
    v: 1,
    campaignIds: schedule.campaignIds,
    segmentIds: schedule.segmentIds,
    recipients: schedule.recipients,
    formats: schedule.formats,
    locale: schedule.locale,
    marks: [],
    replyTo: schedule.replyTo,
    ambiguousPolicy: schedule.ambiguousPolicy,
    staleAfterS: schedule.staleAfterS,
    waitS: Math.floor(schedule.deadlineS * WAITING_SHARE),
    schedule: { key: schedule.key, rule: schedule.rule },
    resendOf: null,
  };
}
