import type { Reach } from '../core/crash-points.ts';
import type { Db } from '../store/connect.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';
import { insertRuns, type NewRun } from '../store/runs-insert.ts';
import { findSchedule, listDueSchedules, type Schedule } from '../store/schedules.ts';
import { moveWatermark, moveWatermarks } from '../store/schedules-write.ts';
import { draftPlan, type PlanDraft } from './plan-draft.ts';

export type Planned = {
  readonly planned: number;
  readonly skipped: number;
  /** schedules that could not be planned, with the error; the others were */
  readonly failures: readonly { readonly key: string; readonly error: unknown }[];
};

type PlanAsked = {
  readonly db: Db;
  readonly now: Temporal.Instant;
  readonly tzdb: string;
  readonly reach: Reach | undefined;
};

/** Schedules of one transaction: ten thousand that are due at once would need as many commits one by one. */
const PAGE = 500;
/** A schedule with more due occurrences has a transaction of its own, so that none is longer than it must be. */
const FEW = 5;

/**
 * Writes a run for every occurrence that is due. Any number of workers may do it at once: the watermarks are moved first,
 * by one of them, and the runs stand in the same transaction. One schedule that cannot be planned stops no other.
 */
export async function planReports(
  db: Db,
  now: Temporal.Instant,
  tzdb: string,
  reach?: Reach,
): Promise<Planned> {
  const asked: PlanAsked = { db, now, tzdb, reach };
  const total = { planned: 0, skipped: 0 };
  const failures: { key: string; error: unknown }[] = [];
  const count = (done: Planned): void => {
    total.planned += done.planned;
    total.skipped += done.skipped;
    failures.push(...done.failures);
  };
  let underWay = Promise.resolve();
  for (let after: Schedule | null = null; ; ) {
    const page: readonly Schedule[] = await listDueSchedules(db, now, { after, limit: PAGE });
    // drafts one page while the server writes the page before
    const current = planPage(asked, page).then(count);
    await underWay;
    underWay = current;
    after = page.at(-1) ?? null;
    if (page.length < PAGE) break;
  }
  await underWay;
  return { ...total, failures };
}

/** In a transaction of the caller. Empty when another planner was first, or nothing is due. */
export async function planSchedule(
  trx: Db,
  schedule: Schedule,
  now: Temporal.Instant,
  tzdb: string,
  reach?: Reach,
): Promise<readonly NewRun[]> {
  const { watermark, runs } = draftPlan(schedule, now, tzdb);
  if (!(await moveWatermark(trx, schedule, watermark))) return [];
  await insertRuns(trx, runs, now);
  reach?.('sched.after_insert');
  return runs;
}

/** In a transaction of the caller: batch by batch, until the watermark stands at now. */
export async function planUntilNow(
  db: Db,
  before: Schedule,
  now: Temporal.Instant,
  tzdb: string,
): Promise<void> {
  let schedule: Schedule | null = before;
  while (schedule !== null && Temporal.Instant.compare(schedule.plannedUntil, now) < 0) {
    await planSchedule(db, schedule, now, tzdb);
    const next: Schedule | null = await findSchedule(db, before.key);
    if (next === null || next.plannedUntil.equals(schedule.plannedUntil)) return;
    schedule = next;
  }
}

/** Never rejects. */
async function planPage(asked: PlanAsked, page: readonly Schedule[]): Promise<Planned> {
  const runs: NewRun[] = [];
  const failures: { key: string; error: unknown }[] = [];
  const together: PlanDraft[] = [];
  const apart: Schedule[] = [];
  for (const schedule of page) {
    try {
      const draft = draftPlan(schedule, asked.now, asked.tzdb);
      if (draft.runs.length <= FEW) together.push(draft);
      else apart.push(schedule);
    } catch (error) {
      failures.push({ key: schedule.key, error });
    }
  }
  try {
    runs.push(...(await planTogether(asked, together)));
  } catch {
    // one by one shows whose error it was
    apart.push(...together.map(({ schedule }) => schedule));
  }
  for (const schedule of apart) {
    try {
      runs.push(...(await planAlone(asked, schedule)));
    } catch (error) {
      failures.push({ key: schedule.key, error });
    }
  }
  const skipped = runs.filter((run) => run.skip !== null).length;
  return { planned: runs.length - skipped, skipped, failures };
}

async function planTogether(asked: PlanAsked, drafts: readonly PlanDraft[]): Promise<readonly NewRun[]> {
  if (drafts.length === 0) return [];
  return inTransaction(asked, async (trx) => {
    const moved = await moveWatermarks(trx, drafts);
    const runs = drafts.filter(({ schedule }) => moved.has(schedule.id)).flatMap((draft) => draft.runs);
    await insertRuns(trx, runs, asked.now);
    if (runs.length > 0) asked.reach?.('sched.after_insert');
    return runs;
  });
}

function planAlone(asked: PlanAsked, schedule: Schedule): Promise<readonly NewRun[]> {
  return inTransaction(asked, (trx) => planSchedule(trx, schedule, asked.now, asked.tzdb, asked.reach));
}

async function inTransaction(
  { db, reach }: PlanAsked,
  work: (trx: Db) => Promise<readonly NewRun[]>,
): Promise<readonly NewRun[]> {
  reach?.('sched.before_tx');
  const runs = await retriedTransaction(db, async (trx) => {
    const planned = await work(trx);
    if (planned.length > 0) reach?.('sched.before_commit');
    return planned;
  });
  if (runs.length > 0) reach?.('sched.after_commit');
  return runs;
}
