import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

/** A scheduled run that did not go out (or not to all), and the person who wants to know. */
export type UntoldFailure = {
  readonly runId: number;
  readonly scheduleId: number;
  readonly occurrence: string;
  readonly scheduleKey: string;
  readonly title: string;
  readonly owner: string;
  readonly state: string;
  readonly reason: string | null;
};

/** A worker whose notice could not be sent claimed it at most so long before those who relied on it. */
const TOGETHER = { seconds: 60 } as const;

export async function listUntoldFailures(db: Db): Promise<readonly UntoldFailure[]> {
  const rows = await db('report_runs as r')
    .join('report_schedules as s', 's.id', 'r.schedule_id')
    .whereIn('r.state', ['failed', 'done_with_failures'])
    .whereNull('r.told_at')
    .whereNotNull('s.owner')
    .orderBy('r.id')
    .limit(50)
    .select(
      'r.id',
      'r.occurrence',
      's.id as schedule_id',
      's.schedule_key',
      'r.title',
      's.owner',
      'r.state',
      'r.reason',
    );
  return rows.map((row) => ({
    runId: Number(row.id),
    scheduleId: Number(row.schedule_id),
    occurrence: row.occurrence,
    scheduleKey: row.schedule_key,
    title: row.title,
    owner: row.owner,
    state: row.state,
    reason: row.reason,
  }));
}

/** Of several workers one gets `true`, before it writes: a lost notice is better than one from each of them. */
export async function claimTelling(db: Db, runId: number, now: Temporal.Instant): Promise<boolean> {
  const claimed = await db('report_runs')
    .where({ id: runId })
    .whereNull('told_at')
    .update({ told_at: toColumn(now) });
  return claimed === 1;
}

/** The notice could not be sent for now: the next look tries again, also for those that went without saying meanwhile. */
export async function releaseTelling(
  db: Db,
  { scheduleId }: UntoldFailure,
  claimedAt: Temporal.Instant,
): Promise<void> {
  await db('report_runs')
    .where({ schedule_id: scheduleId })
    .where('told_at', '>=', toColumn(claimedAt.subtract(TOGETHER)))
    .update({ told_at: null });
}

/**
 * Was one of the same streak told? A streak lies between two occurrences that reached everybody. Ask right before the
 * claim: of several that failed at once, the first makes the others go without saying.
 */
export async function wasStreakTold(db: Db, { scheduleId, occurrence }: UntoldFailure): Promise<boolean> {
  const runs = () => db('report_runs').where({ schedule_id: scheduleId });
  const done = () => runs().where({ state: 'done' });
  const [before] = await done()
    .where('occurrence', '<', occurrence)
    .orderBy('occurrence', 'desc')
    .limit(1)
    .select('occurrence');
  const [after] = await done()
    .where('occurrence', '>', occurrence)
    .orderBy('occurrence')
    .limit(1)
    .select('occurrence');
  const [told] = await runs()
    .whereNotNull('told_at')
    .where('occurrence', '>', before?.occurrence ?? '')
    .modify((query) => {
      if (after !== undefined) void query.where('occurrence', '<', after.occurrence);
    })
    .limit(1)
    .select('id');
  return told !== undefined;
}
