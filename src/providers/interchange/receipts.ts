import { MESSAGE_STATUSES } from '../../core/message-status.ts';
import { receiptKey } from '../../core/receipt-key.ts';
import type { ReceiptRow } from '../../core/source-row.ts';
import { id, name, shortText, time, word } from './cells.ts';
import type { InterchangeKind } from './interchange-kind.ts';
import { causeOf, STATUS_WORDS } from './status-cause.ts';

/** A receipt alone, for sources that keep them apart from messages. */
export const RECEIPTS: InterchangeKind<ReceiptRow> = {
  kind: 'receipts',
  idColumns: ['message_id', 'status', 'status_at'],
  required: ['message_id', 'status', 'status_at'],
  optional: ['error_code', 'carrier', 'provider'],
  parse: (cells, context) => {
    const status = word(cells, 1, STATUS_WORDS, null);
    const statusMs = time(cells, 2);
    const rawCode = shortText(cells, 3, 32);
    const provider = name(cells, 5, context.provider);
    return {
      messageId: id(cells, 0),
      provider,
      status,
      statusMs,
      rawCode,
      ...causeOf(provider, status, rawCode),
      carrier: shortText(cells, 4, 48),
      eventKey: receiptKey(provider, MESSAGE_STATUSES[status], rawCode ?? '', statusMs),
    };
  },
};
