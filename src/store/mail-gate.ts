import { fromColumn, toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

/** The switch that stops every mail of every worker. */
export type MailPause = {
  readonly since: Temporal.Instant;
  readonly by: string;
  readonly reason: string | null;
};

const GATE = 'mail_gate';
const PACE = 'mail_pace';

/** null = mails go out. */
export async function readMailPause(db: Db): Promise<MailPause | null> {
  const row: Row | undefined = await db(GATE).where({ id: 1 }).first('paused_at', 'paused_by', 'reason');
  if (row === undefined || row.paused_at === null) return null;
  return { since: fromColumn(row.paused_at), by: row.paused_by ?? '', reason: row.reason };
}

type Row = {
  readonly paused_at: Date | null;
  readonly paused_by: string | null;
  readonly reason: string | null;
};

/** false = it was paused already; who did it first stands. */
export async function pauseMail(trx: Db, pause: MailPause): Promise<boolean> {
  if ((await lockPause(trx)) !== null) return false;
  const columns = { paused_at: toColumn(pause.since), paused_by: pause.by, reason: pause.reason };
  await trx(GATE).where({ id: 1 }).update(columns);
  return true;
}

/** What it ends; null = it was not paused. */
export async function resumeMail(trx: Db): Promise<MailPause | null> {
  const pause = await lockPause(trx);
  if (pause !== null)
    await trx(GATE).where({ id: 1 }).update({ paused_at: null, paused_by: null, reason: null });
  return pause;
}

async function lockPause(trx: Db): Promise<MailPause | null> {
  await trx(GATE).insert({ id: 1 }).onConflict().merge(['id']);
  await trx(GATE).where({ id: 1 }).forUpdate().first('id');
  return readMailPause(trx);
}

/**
 * Counts one mail to this server in the minute of `now`, by the database's clock and for all workers; false = the minute
 * has had as many as it may.
 */
export async function takeMailTurn(
  db: Db,
  host: string,
  perMinute: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const minute = toColumn(now.round({ smallestUnit: 'minute', roundingMode: 'floor' }));
  return db.transaction(async (trx) => {
    await trx(PACE).insert({ host, minute_at: minute, mails: 0 }).onConflict().merge(['host']);
    const begun: { readonly minute_at: Date; readonly mails: number } = await trx(PACE)
      .where({ host })
      .forUpdate()
      .first('minute_at', 'mails');
    // another minute, be it an earlier one after the clock went back, begins anew
    const mails = begun.minute_at.getTime() === minute.getTime() ? begun.mails : 0;
    if (mails >= perMinute) return false;
    await trx(PACE)
      .where({ host })
      .update({ minute_at: minute, mails: mails + 1 });
    return true;
  });
}
