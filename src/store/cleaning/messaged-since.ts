import { toColumnText } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import { selectRows } from '../select-rows.ts';

export type MessagedContact = {
  readonly contactId: string;
  readonly phoneEnc: Buffer | null;
  readonly reason: string;
  readonly suppressedAt: Temporal.Instant;
  readonly messages: number;
  readonly lastSentAt: Temporal.Instant;
};

export type MessagedSince = {
  /** promotional campaigns: nobody should be in here */
  readonly messages: number;
  readonly contacts: number;
  /** others, such as receipts of orders, which a suppression for marketing may allow */
  readonly otherMessages: number;
  readonly listed: readonly MessagedContact[];
};

/** Whether the sending platform obeys: sent after the number was taken out for all senders. */
export async function findMessagedSince(
  db: Db,
  since: Temporal.Instant,
  size: number,
): Promise<MessagedSince> {
  const from = toColumnText(since);
  const counts = (await selectRows(db, 'cleaning/export/count-messaged', { since: from })).map(readRow);
  const promotional = counts.find(({ text }) => text('kind') === 'promotional');
  const others = counts.filter(({ text }) => text('kind') !== 'promotional');
  const rows = await selectRows(db, 'cleaning/export/list-messaged', { since: from, size });
  return {
    messages: promotional?.number('messages') ?? 0,
    contacts: promotional?.number('contacts') ?? 0,
    otherMessages: others.reduce((total, { number }) => total + number('messages'), 0),
    listed: rows.map((row) => {
      const read = readRow(row);
      const sealed = row['phone_enc'];
      return {
        contactId: read.text('contact_id'),
        phoneEnc: Buffer.isBuffer(sealed) ? sealed : null,
        reason: read.text('reason'),
        suppressedAt: read.time('suppressed_at'),
        messages: read.number('messages'),
        lastSentAt: read.time('last_sent_at'),
      };
    }),
  };
}
