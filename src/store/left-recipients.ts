import { fromColumn, toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

const TABLE = 'left_recipients';

/** What a dispatch says whose mail is not sent any more. */
export const LEFT = 'the recipient left this report';

/** `page` = the button on our page; `one-click` = the mail program asked for its reader. */
export type LeaveWay = 'page' | 'one-click';

export type LeftRecipient = {
  readonly scheduleKey: string;
  /** address in lower case */
  readonly recipientKey: string;
  readonly leftAt: Temporal.Instant;
};

/** Of one schedule, or of all; by schedule and address. */
export async function listLeft(db: Db, scheduleKey?: string): Promise<readonly LeftRecipient[]> {
  const rows: readonly {
    readonly schedule_key: string;
    readonly recipient_key: string;
    readonly left_at: Date;
  }[] = await db(TABLE)
    .modify((query) => {
      if (scheduleKey !== undefined) void query.where('schedule_key', scheduleKey);
    })
    .orderBy(['schedule_key', 'recipient_key'])
    .select('schedule_key', 'recipient_key', 'left_at');
  return rows.map((row) => ({
    scheduleKey: row.schedule_key,
    recipientKey: row.recipient_key,
    leftAt: fromColumn(row.left_at),
  }));
}

/** false = had left before. */
export async function insertLeft(
  trx: Db,
  left: { readonly scheduleKey: string; readonly recipientKey: string; readonly way: LeaveWay },
  now: Temporal.Instant,
): Promise<boolean> {
  const key = { schedule_key: left.scheduleKey, recipient_key: left.recipientKey };
  const known: unknown = await trx(TABLE).where(key).first('left_at');
  if (known !== undefined) return false;
  await trx(TABLE).insert({ ...key, way: left.way, left_at: toColumn(now) });
  return true;
}

/** false = had not left. */
export async function removeLeft(trx: Db, scheduleKey: string, recipientKey: string): Promise<boolean> {
  const removed = await trx(TABLE).where({ schedule_key: scheduleKey, recipient_key: recipientKey }).delete();
  return removed > 0;
}

/**
 * Held until the transaction ends: who leaves and who writes the mails of a run of the same schedule wait for each other,
 * so that no mail is queued for one who has just left.
 */
export async function lockSchedule(trx: Db, key: string): Promise<void> {
  await trx('report_schedules').where('schedule_key', key).forUpdate().first('id');
}

/** Mails of the schedule that wait to be sent to the recipient are not sent any more; the runs they belong to. */
export async function dropQueuedMails(
  trx: Db,
  scheduleId: number,
  recipientKey: string,
): Promise<readonly number[]> {
  const rows: readonly { readonly id: number; readonly run_id: number }[] = await trx(
    'report_dispatches as d',
  )
    .join('report_runs as r', 'r.id', 'd.run_id')
    .where({ 'r.schedule_id': scheduleId, 'd.recipient_key': recipientKey, 'd.state': 'queued' })
    .orderBy('d.id')
    .select('d.id', 'd.run_id');
  if (rows.length === 0) return [];
  await trx('report_dispatches')
    .whereIn(
      'id',
      rows.map(({ id }) => id),
    )
    .where('state', 'queued')
    .update({ state: 'failed', reason: LEFT });
  return [...new Set(rows.map((row) => Number(row.run_id)))];
}

/** Has the recipient of a dispatch left the schedule of its run? A report that was asked for once has none. */
export async function hasLeft(trx: Db, dispatchId: number): Promise<boolean> {
  const row: unknown = await trx('report_dispatches as d')
    .join('report_runs as r', 'r.id', 'd.run_id')
    .join('report_schedules as s', 's.id', 'r.schedule_id')
    .join(`${TABLE} as l`, (on) => {
      void on.on('l.schedule_key', 's.schedule_key').andOn('l.recipient_key', 'd.recipient_key');
    })
    .where('d.id', dispatchId)
    .first('d.id');
  return row !== undefined;
}
