import type { Knex } from 'knex';
import { NO_RECEIPT_AFTER_SECONDS } from '../../core/message-status.ts';
import { changedRows, type TickSession } from './session.ts';

export type DueSlot = { readonly campaignId: number; readonly slot: number };

const SLOT_SECONDS = 900;
const SLOTS_A_TICK = 200;

/** Slots in which a message without a final receipt turns unknown, the longest due first. */
export async function findDue(session: Pick<TickSession, 'trx' | 'now'>): Promise<readonly DueSlot[]> {
  const found: readonly { readonly campaign_id: number; readonly slot: number }[] = await session
    .trx('rollup_due')
    .select('campaign_id', 'slot')
    .where('due_s', '<=', session.now)
    .orderBy('due_s')
    .limit(SLOTS_A_TICK);
  return found.map(({ campaign_id, slot }) => ({ campaignId: Number(campaign_id), slot: Number(slot) }));
}

/** Puts the messages that are due into the tick, at most `limit`, and forgets the slots; how many. */
export async function collectDue(
  session: TickSession,
  due: readonly DueSlot[],
  limit: number,
): Promise<number> {
  const { trx, now } = session;
  if (due.length === 0) return 0;
  const messages = trx('message_facts')
    .select('message_id', trx.raw('8'))
    .where('status', '<', 30)
    .where('sent_s', '<=', now - NO_RECEIPT_AFTER_SECONDS)
    .where(inSlots(due))
    .limit(limit);
  const { sql, bindings } = messages.toSQL();
  const answer: unknown = await trx.raw(
    `INSERT INTO tick_touched (message_id, why) ${sql} ON DUPLICATE KEY UPDATE why = tick_touched.why | 8`,
    [...bindings],
  );
  await trx('rollup_due')
    .whereIn(
      ['campaign_id', 'slot'],
      due.map(({ campaignId, slot }) => [campaignId, slot]),
    )
    .delete();
  return changedRows(answer);
}

/** What is still open in those slots is due later. Call when the facts are written. */
export async function renewDue(session: TickSession, due: readonly DueSlot[]): Promise<void> {
  const { trx } = session;
  if (due.length === 0) return;
  const open: readonly { readonly campaign_id: number; readonly slot: number; readonly due_s: number }[] =
    await trx('message_facts')
      .select('campaign_id', trx.raw('sent_s DIV ? AS slot', [SLOT_SECONDS]))
      .select(trx.raw('MIN(sent_s) + ? AS due_s', [NO_RECEIPT_AFTER_SECONDS]))
      .where('status', '<', 30)
      .where(inSlots(due))
      .groupByRaw('campaign_id, sent_s DIV ?', [SLOT_SECONDS]);
  if (open.length === 0) return;
  await trx('rollup_due').insert(open).onConflict(['campaign_id', 'slot']).merge(['due_s']);
}

function inSlots(due: readonly DueSlot[]): Knex.QueryCallback {
  return (either) => {
    for (const { campaignId, slot } of due) {
      void either.orWhere((one) => {
        void one.where('campaign_id', campaignId);
        void one.where('sent_s', '>=', slot * SLOT_SECONDS).where('sent_s', '<', (slot + 1) * SLOT_SECONDS);
      });
    }
  };
}
