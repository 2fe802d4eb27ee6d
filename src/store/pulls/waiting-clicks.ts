import { fromColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';

export type WaitingClick = {
  /** parked_events.id */
  readonly id: number;
  /** hex */
  readonly phoneHash: string;
  readonly clickedAt: Temporal.Instant;
};

const CLICK = 3;
const AT_ONCE = 1_000;

/** Clicks of a run, parked under `reference`, whose message nobody has told yet; 1,000 at most behind `after`. */
export async function listWaitingClicks(
  db: Db,
  provider: string,
  reference: string,
  after: number,
): Promise<readonly WaitingClick[]> {
  const rows = await db('parked_events')
    .where({ provider, provider_message_id: reference, kind: CLICK })
    .whereNull('client_reference')
    .whereNotNull('phone_hmac')
    .where('id', '>', after)
    .orderBy('id')
    .limit(AT_ONCE)
    .select('id', 'phone_hmac', 'occurred_at');
  return rows.map(({ id, phone_hmac, occurred_at }) => ({
    id: Number(id),
    phoneHash: Buffer.from(phone_hmac).toString('hex'),
    clickedAt: fromColumn(occurred_at),
  }));
}

/** It is taken when parked events are looked at next, which is at once. */
export async function nameWaitingClick(db: Db, id: number, messageId: string): Promise<void> {
  await db('parked_events')
    .where({ id })
    .update({ client_reference: messageId, next_try_at: db.raw('UTC_TIMESTAMP(3)') });
}
