import type { ProviderEvent, ReceiptState } from '../core/provider-event.ts';
import { codeMeaning } from './codes.ts';
import type { ImporterOptions, ProviderImporter } from './importer.ts';
import { ownReference } from './own-reference.ts';
import { parseItems } from './parse-items.ts';
import { CARRIER_WIDTH, CODE_WIDTH, type Fault, type Fields, TEXT_WIDTH } from './read-fields.ts';
import { readPrice } from './read-price.ts';
import { UNSAID } from './receipt-state.ts';
import { splitPayload } from './split-payload.ts';
import { ACCEPTED, reasonOverWord, type StatusWords, statedWord } from './status-words.ts';

const ID = 'vonage_messages';

const FIELDS = { client_reference: 'client_ref' } as const;

/** By the vendor's page on status callbacks: `undeliverable` is a provider that could not be reached. */
const STATUSES: StatusWords = {
  submitted: ['sent', 'none'],
  delivered: ['delivered', 'none'],
  read: ['delivered', 'none'],
  rejected: ['rejected', 'unknown'],
  undeliverable: ['failed', 'provider_error'],
};

/**
 * Vonage Messages API, SMS only: status callbacks, one for all pieces of a message, the answer to a send (an id and no
 * more), inbound messages. The number of an error is its `title`. That `usage.price` is of the whole message, the
 * fields of an inbound message, and that times without a zone are UTC is general knowledge; the rest is the vendor's
 * text.
 */
export const VONAGE_MESSAGES: ProviderImporter = {
  id: ID,
  title: 'Vonage Messages API (SMS)',
  formats: ['json', 'ndjson'],
  kinds: ['send', 'receipt', 'inbound'],
  fields: FIELDS,
  parse: (payload) => parseItems(splitPayload(payload), (fields) => readEvent(fields, payload.options)),
};

function readEvent(fields: Fields, { fields: named }: ImporterOptions): ProviderEvent | Fault | 'ignored' {
  const channel = fields.cut('channel', CODE_WIDTH);
  if (channel !== null && channel !== 'sms') return 'ignored';
  if (fields.has('from') && !fields.has('status')) return readInbound(fields);
  const of = {
    providerMessageId: fields.needed('message_uuid'),
    clientReference: ownReference(fields, named['client_reference'] ?? FIELDS.client_reference),
    recipient: fields.text('to'),
  };
  if (!fields.has('status')) return { kind: 'send', ...of, state: ACCEPTED, occurredMs: null, parts: null };
  return {
    ...UNSAID,
    kind: 'receipt',
    ...of,
    state: stateOf(fields),
    carrier: fields.cut('destination.network_code', CARRIER_WIDTH),
    occurredMs: fields.time('timestamp', 'unix', 'UTC'),
    parts: fields.parts('sms.count_total'),
    ...readPrice(fields, 'usage.price', 'usage.currency', 1),
  };
}

function stateOf(fields: Fields): ReceiptState {
  const word = fields.needed('status', CODE_WIDTH).toLowerCase();
  const error = fields.cut('error.title', CODE_WIDTH);
  const status = statedWord(STATUSES, 'status', word);
  return reasonOverWord(
    status,
    error === null
      ? null
      : { field: 'error.title', code: error, meaning: codeMeaning(ID, error, 'error code') },
  );
}

function readInbound(fields: Fields): ProviderEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text('message_uuid'),
    sender: fields.needed('from'),
    receiver: fields.text('to'),
    text: fields.cut('text', TEXT_WIDTH) ?? '',
    // `sms.keyword` is the first word of any text, not a route
    keyword: null,
    occurredMs: fields.time('timestamp', 'unix', 'UTC'),
  };
}
