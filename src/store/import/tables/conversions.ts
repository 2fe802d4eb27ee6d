import type { ConversionRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';
import { dateTime } from '../tsv.ts';

export const CONVERSION_TABLE: ImportTable<ConversionRow> = {
  kind: 'conversions',
  columns: [
    'conversion_id',
    'order_id',
    'contact_id',
    'message_id',
    'kind',
    'converted_at',
    'value_micro',
    'currency',
  ],
  fields: (row) => [
    row.conversionId,
    row.orderId,
    row.contactId,
    row.messageId,
    row.kind,
    dateTime(row.convertedMs),
    row.valueMicro,
    row.currency,
  ],
  key: (row) => row.conversionId,
  repeats: { keep: 'first' },
  merge: 'events',
};
