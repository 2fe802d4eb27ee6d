import type { InboundRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';
import { dateTime } from '../tsv.ts';

export const INBOUND_TABLE: ImportTable<InboundRow> = {
  kind: 'inbound',
  columns: ['inbound_id', 'contact_id', 'occurred_at', 'text', 'keyword'],
  fields: (row) => [row.inboundId, row.contactId, dateTime(row.occurredMs), row.text, row.keyword],
  key: (row) => row.inboundId,
  repeats: { keep: 'first' },
  merge: 'events',
};
