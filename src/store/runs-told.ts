import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

/** A scheduled run that did not go out (or not to all), and the person who wants to know. */
export type UntoldFailure = {
  readonly runId: number;
  readonly scheduleKey: string;
  readonly title: string;
  readonly owner: string;
  readonly state: string;
  readonly reason: string | null;
  /** one of the same streak was told, no report having gone out between: this one goes without saying */
  readonly isRepeated: boolean;
};

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
  const failures: UntoldFailure[] = [];
  for (const row of rows) {
    failures.push({
      runId: Number(row.id),
      scheduleKey: row.schedule_key,
      title: row.title,
      owner: row.owner,
      state: row.state,
      reason: row.reason,
      isRepeated: await wasStreakTold(db, Number(row.schedule_id), row.occurrence),
    });
  }
  return failures;
}

/** Of several workers one gets `true`, before it writes: a lost notice is better than one from each of them. */
export async function claimTelling(db: Db, runId: number, now: Temporal.Instant): Promise<boolean> {
  const claimed = await db('report_runs')
    .where({ id: runId })
    .whereNull('told_at')
    .update({ told_at: toColumn(now) });
  return claimed === 1;
}

/** The notice could not be sent for now: the next look tries again. */
export async function releaseTelling(db: Db, runId: number): Promise<void> {
  await db('report_runs').where({ id: runId }).update({ told_at: null });
}

/** A streak lies between two occurrences that reached everybody. */
async function wasStreakTold(db: Db, scheduleId: number, occurrence: string): Promise<boolean> {
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
