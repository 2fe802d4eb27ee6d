import { createHash } from 'node:crypto';
import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

type Counter = {
  readonly table: 'mail_days' | 'request_hours';
  readonly key: Readonly<Record<string, string | Buffer>>;
  readonly since: 'day_at' | 'hour_at';
  readonly count: 'mails' | 'requests';
};

/**
 * Counts one mail to this recipient in the UTC day of `now`, by the database's clock and for all workers; false = the day
 * has had as many as it may. `recipient` as it is compared, not as it is written.
 */
export function takeRecipientTurn(
  db: Db,
  recipient: string,
  perDay: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const key = { recipient_sha256: createHash('sha256').update(recipient).digest() };
  const day = Temporal.Instant.fromEpochMilliseconds(Math.floor(now.epochMilliseconds / DAY_MS) * DAY_MS);
  const counter = { table: 'mail_days', key, since: 'day_at', count: 'mails' } as const;
  return db.transaction((trx) => takeTurn(trx, counter, perDay, day));
}

const DAY_MS = 86_400_000;

/** As above: one ad-hoc request of a producer or person, in the hour of `now`; the transaction is the caller's. */
export function takeRequestTurn(
  trx: Db,
  who: string,
  perHour: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const hour = now.round({ smallestUnit: 'hour', roundingMode: 'floor' });
  const counter = { table: 'request_hours', key: { who }, since: 'hour_at', count: 'requests' } as const;
  return takeTurn(trx, counter, perHour, hour);
}

/** Recipients of whom a later day counts, or none. Returns how many rows went. */
export function forgetMailDays(db: Db, before: Temporal.Instant): Promise<number> {
  return db('mail_days').where('day_at', '<', toColumn(before)).delete();
}

async function takeTurn(
  trx: Db,
  { table, key, since, count }: Counter,
  most: number,
  begin: Temporal.Instant,
): Promise<boolean> {
  const at = toColumn(begin);
  const [first] = Object.keys(key);
  await trx(table)
    .insert({ ...key, [since]: at, [count]: 0 })
    .onConflict()
    .merge([first ?? '']);
  const row: Readonly<Record<string, unknown>> = await trx(table).where(key).forUpdate().first(since, count);
  const begun = row[since];
  // another span, be it an earlier one after the clock went back, begins anew
  const taken = begun instanceof Date && begun.getTime() === at.getTime() ? Number(row[count]) : 0;
  if (taken >= most) return false;
  await trx(table)
    .where(key)
    .update({ [since]: at, [count]: taken + 1 });
  return true;
}
