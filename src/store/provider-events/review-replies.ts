import { Failure } from '../../core/failure.ts';
import { writeAudit } from '../audit.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { READINGS } from './event-row.ts';

/** A text that may ask to stop or to start again, and that nobody decided on yet. */
export type DoubtfulReply = {
  readonly id: string;
  readonly contactId: string;
  readonly occurredAt: Temporal.Instant;
  readonly text: string;
  readonly mayBe: 'opt_out' | 'opt_in';
};

export type ReplyDecision = 'opt_out' | 'opt_in' | 'reply';

type Row = {
  readonly inbound_id: string;
  readonly contact_id: string;
  readonly occurred_at: Date;
  readonly text: string | null;
  readonly reading: number;
};

/** The oldest first. */
export async function listDoubtfulReplies(db: Db, limit: number): Promise<readonly DoubtfulReply[]> {
  const rows: readonly Row[] = await db('inbound as i')
    .join('contacts as c', 'c.id', 'i.contact_id')
    .whereIn('i.reading', [READINGS.maybeOptOut, READINGS.maybeOptIn])
    .orderBy('i.id')
    .limit(limit)
    .select('i.inbound_id', 'c.contact_id', 'i.occurred_at', 'i.text', 'i.reading');
  return rows.map((row) => ({
    id: row.inbound_id,
    contactId: row.contact_id,
    occurredAt: Temporal.Instant.fromEpochMilliseconds(row.occurred_at.getTime()),
    text: row.text ?? '',
    mayBe: row.reading === READINGS.maybeOptOut ? 'opt_out' : 'opt_in',
  }));
}

/** A person decided: the wish counts from when it was written. Fails with `bad-state` when there is no doubt (any more). */
export async function decideReply(
  db: Db,
  inboundId: string,
  decision: ReplyDecision,
  by: string,
  now: Temporal.Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    const reply = await trx('inbound')
      .where({ inbound_id: inboundId })
      .whereIn('reading', [READINGS.maybeOptOut, READINGS.maybeOptIn])
      .forUpdate()
      .first('id', 'contact_id', 'occurred_at', 'keyword');
    if (reply === undefined)
      throw new Failure('bad-state', `${inboundId}: no text with this id waits for a decision`);
    if (decision !== 'reply') {
      await trx('opt_outs').insert({
        event_id: inboundId,
        contact_id: reply.contact_id,
        event: decision,
        occurred_at: reply.occurred_at,
        keyword: reply.keyword,
        received_at: toColumn(now),
      });
    }
    await trx('inbound').where({ id: reply.id }).update({ reading: READINGS.reply });
    await writeAudit(
      trx,
      { actor: by, action: 'reply-decide', object: inboundId, detail: { decision } },
      now,
    );
  });
}
