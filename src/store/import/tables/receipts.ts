import { FAILURE_CLASSES } from '../../../core/failure-class.ts';
import { MESSAGE_STATUSES } from '../../../core/message-status.ts';
import type { ReceiptRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';
import { dateTime } from '../tsv.ts';

export const RECEIPT_TABLE: ImportTable<ReceiptRow> = {
  kind: 'receipts',
  columns: [
    'message_id',
    'provider',
    'status',
    'failure_class',
    'raw_code',
    'code_field',
    'is_known_code',
    'carrier',
    'occurred_at',
    'event_key',
  ],
  fields: (row) => [
    row.messageId,
    row.provider,
    MESSAGE_STATUSES[row.status],
    FAILURE_CLASSES[row.failureClass].number,
    row.rawCode,
    row.codeField,
    row.isKnownCode,
    row.carrier,
    dateTime(row.statusMs),
    row.eventKey,
  ],
  key: (row) => `${row.messageId} ${row.eventKey}`,
  repeats: { keep: 'first' },
  merge: 'events',
};
