import { fromColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';

export type PhoneMessage = {
  /** messages.message_id */
  readonly messageId: string;
  readonly sentAt: Temporal.Instant;
};

/** Messages of a campaign by the hash of their contact's phone in hex, the earliest first. At most 1,000 phones. */
export async function findMessagesOfPhones(
  db: Db,
  campaignId: string,
  phoneHashes: readonly string[],
): Promise<ReadonlyMap<string, readonly PhoneMessage[]>> {
  const found = new Map<string, PhoneMessage[]>();
  if (phoneHashes.length === 0) return found;
  const rows = await db('contacts as c')
    .join('messages as m', 'm.contact_id', 'c.id')
    .join('campaigns as p', 'p.id', 'm.campaign_id')
    .where('p.campaign_id', campaignId)
    .whereIn(
      'c.phone_hmac',
      phoneHashes.map((hash) => Buffer.from(hash, 'hex')),
    )
    .orderBy(['m.sent_at', 'm.id'])
    .select('c.phone_hmac', 'm.message_id', 'm.sent_at');
  for (const { phone_hmac, message_id, sent_at } of rows) {
    const hash = Buffer.from(phone_hmac).toString('hex');
    const messages = found.get(hash) ?? [];
    messages.push({ messageId: message_id, sentAt: fromColumn(sent_at) });
    found.set(hash, messages);
  }
  return found;
}
