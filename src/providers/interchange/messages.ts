import { MESSAGE_STATUSES } from '../../core/message-status.ts';
import { receiptKey } from '../../core/receipt-key.ts';
import type { MessageRow } from '../../core/source-row.ts';
import {
  type Cells,
  id,
  money,
  name,
  optionalId,
  optionalTime,
  shortText,
  time,
  whole,
  word,
} from './cells.ts';
import type { InterchangeKind } from './interchange-kind.ts';
import { causeOf, STATUS_WORDS } from './status-cause.ts';

/** A row is a message and the newest receipt of it. */
export const MESSAGES: InterchangeKind<MessageRow> = {
  kind: 'messages',
  idColumns: ['message_id'],
  required: ['message_id', 'contact_id', 'campaign_id', 'sent_at', 'status'],
  optional: [
    'variant_id',
    'segment_id',
    'status_at',
    'error_code',
    'carrier',
    'parts',
    'cost',
    'currency',
    'provider',
    'provider_message_id',
  ],
  parse: (cells, context) => {
    const sentMs = time(cells, 3);
    const statusMs = optionalTime(cells, 7) ?? sentMs;
    const status = word(cells, 4, STATUS_WORDS, null);
    const rawCode = shortText(cells, 8, 32);
    const provider = name(cells, 13, context.provider);
    const cost = money(cells, 11, 12, false);
    return {
      messageId: id(cells, 0),
      contactId: id(cells, 1),
      campaignId: id(cells, 2),
      sentMs,
      status,
      variantId: optionalId(cells, 5),
      segmentId: optionalId(cells, 6),
      statusMs,
      rawCode,
      ...causeOf(provider, status, rawCode),
      carrier: shortText(cells, 9, 48),
      parts: parts(cells),
      costMicro: cost.micro,
      currency: cost.currency,
      provider,
      providerMessageId: optionalId(cells, 14),
      eventKey: receiptKey(provider, MESSAGE_STATUSES[status], rawCode ?? '', statusMs),
    };
  },
};

/** One receipt cannot bill more parts than fit the length byte of a concatenated SMS. */
function parts(cells: Cells): number {
  return whole(cells, 10, 0, 255, 1);
}
