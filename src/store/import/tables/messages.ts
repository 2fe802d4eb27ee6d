import { FAILURE_CLASSES } from '../../../core/failure-class.ts';
import { MESSAGE_STATUSES } from '../../../core/message-status.ts';
import type { MessageRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';
import { dateTime } from '../tsv.ts';

export const MESSAGE_TABLE: ImportTable<MessageRow> = {
  kind: 'messages',
  columns: [
    'message_id',
    'provider',
    'provider_message_id',
    'contact_id',
    'campaign_id',
    'variant_id',
    'segment_id',
    'sent_at',
    'parts',
    'cost_micro',
    'currency',
    'status',
    'failure_class',
    'raw_code',
    'carrier',
    'occurred_at',
    'event_key',
    'is_last',
    'is_event',
  ],
  fields: (row) => [
    row.messageId,
    row.provider,
    row.providerMessageId,
    row.contactId,
    row.campaignId,
    row.variantId,
    row.segmentId,
    dateTime(row.sentMs),
    row.parts,
    row.costMicro,
    row.currency,
    MESSAGE_STATUSES[row.status],
    FAILURE_CLASSES[row.failureClass].number,
    row.rawCode,
    row.carrier,
    dateTime(row.statusMs),
    row.eventKey,
  ],
  key: (row) => row.messageId,
  repeats: { keep: 'each', event: (row) => row.eventKey },
  merge: 'messages',
};
