import type { OptOutRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';
import { dateTime } from '../tsv.ts';

export const OPT_OUT_TABLE: ImportTable<OptOutRow> = {
  kind: 'opt_outs',
  columns: ['event_id', 'contact_id', 'event', 'occurred_at', 'keyword', 'message_id'],
  fields: (row) => [
    row.eventId,
    row.contactId,
    row.event,
    dateTime(row.occurredMs),
    row.keyword,
    row.messageId,
  ],
  key: (row) => row.eventId,
  repeats: { keep: 'first' },
  merge: 'events',
};
