import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/connect.ts';
import { findSchedule, listSchedules, type Schedule } from '../store/schedules.ts';
import { pauseSchedule, removeSchedule, resumeSchedule } from '../store/schedules-write.ts';
import { watermarkAt } from './plan-draft.ts';
import { planUntilNow } from './plan-reports.ts';

export type ManageNeeds = {
  readonly db: Db;
  readonly now: Temporal.Instant;
  readonly tzdb: string;
  readonly actor: string;
};

/**
 * pause: what is due is still planned, nothing after. resume: from now on, a pause has missed nothing. remove: like
 * pause, for good; runs and reports stay. Throws `bad-input` for an unknown key, `bad-state` when there is nothing to do.
 */
export async function manageSchedule(
  needs: ManageNeeds,
  action: 'pause' | 'resume' | 'remove',
  key: string,
): Promise<void> {
  const { db, now, actor } = needs;
  await db.transaction(async (trx) => {
    const found = await requireSchedule(trx, key);
    const isActive = found.pausedAt === null;
    if (isActive && action !== 'resume') await planUntilNow(trx, found, now, needs.tzdb);
    const schedule = await requireSchedule(trx, key);
    if (!(await change(trx, action, schedule, now))) {
      throw new Failure('bad-state', `schedule ${key} is ${isActive ? 'active' : 'paused'} already`);
    }
    await writeAudit(trx, { actor, action: `schedule-${action}`, object: key }, now);
  });
}

/** Throws `bad-input` that names the schedules there are. */
export async function requireSchedule(db: Db, key: string): Promise<Schedule> {
  const schedule = await findSchedule(db, key);
  if (schedule !== null && schedule.removedAt === null) return schedule;
  const keys = (await listSchedules(db)).map((one) => one.key);
  const known = keys.length === 0 ? 'there are none yet' : `there are ${keys.slice(0, 10).join(', ')}`;
  throw new Failure('bad-input', `schedule: ${shownText(key)} does not exist; ${known}`);
}

function change(
  trx: Db,
  action: 'pause' | 'resume' | 'remove',
  schedule: Schedule,
  now: Temporal.Instant,
): Promise<boolean> {
  switch (action) {
    case 'pause':
      return pauseSchedule(trx, schedule, now);
    case 'resume':
      return resumeSchedule(trx, schedule, watermarkAt(schedule.rule, schedule.timezone, now), now);
    case 'remove':
      return removeSchedule(trx, schedule, now);
  }
}
