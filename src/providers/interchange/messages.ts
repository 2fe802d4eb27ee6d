import type { FailureClass } from '../../core/failure-class.ts';
import { MESSAGE_STATUSES, type MessageStatus } from '../../core/message-status.ts';
import { receiptKey } from '../../core/receipt-key.ts';
import type { MessageRow } from '../../core/source-row.ts';
import { codeMeaning, errorFieldOf } from '../codes.ts';
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

const STATUS_WORDS = [
  'queued',
  'sent',
  'unknown',
  'undelivered',
  'expired',
  'rejected',
  'failed',
  'canceled',
  'delivered',
] as const satisfies readonly MessageStatus[];

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

type Cause = Pick<MessageRow, 'failureClass' | 'codeField' | 'isKnownCode'>;

/** The status word decides whether it failed, the code why; a code that nobody lists is kept raw. */
function causeOf(provider: string, status: MessageStatus, code: string | null): Cause {
  switch (status) {
    case 'queued':
    case 'sent':
    case 'delivered':
      return { failureClass: 'none', ...NO_CODE };
    case 'canceled':
      return { failureClass: 'canceled', ...NO_CODE };
    case 'expired':
      return causeOfCode(provider, code, 'expired');
    case 'unknown':
    case 'undelivered':
    case 'rejected':
    case 'failed':
      return causeOfCode(provider, code, 'unknown');
  }
}

const NO_CODE = { codeField: null, isKnownCode: true } as const;

function causeOfCode(provider: string, code: string | null, without: FailureClass): Cause {
  if (code === null) return { failureClass: without, ...NO_CODE };
  const meaning = codeMeaning(provider, code);
  const known = meaning?.failureClass ?? 'unknown';
  return {
    failureClass: known === 'none' ? without : known,
    codeField: errorFieldOf(provider),
    isKnownCode: meaning !== null,
  };
}
