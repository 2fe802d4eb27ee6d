import type { ProviderEvent } from '../core/provider-event.ts';
import { codeMeaning } from './codes.ts';
import type { ImporterOptions, ProviderImporter } from './importer.ts';
import { ownReference } from './own-reference.ts';
import { parseItems } from './parse-items.ts';
import { CARRIER_WIDTH, CODE_WIDTH, type Fault, type Fields, readFields, TEXT_WIDTH } from './read-fields.ts';
import { readPrice } from './read-price.ts';
import { type StatedCode, stateWithCause, UNSAID } from './receipt-state.ts';
import { type PayloadItem, splitPayload } from './split-payload.ts';
import { ACCEPTED, refusedSend, type StatusWords, statedWord } from './status-words.ts';

const ID = 'vonage';

/** `cost` is not read unless it is placed. */
const FIELDS = { client_reference: 'client-ref', cost: '' } as const;

/** `status` in the answer to a send, by the vendor's list of SMS API errors; 0 = accepted. */
const ANSWERS: StatusWords = {
  '1': ['rejected', 'throttled'],
  '2': ['rejected', 'config'],
  '3': ['rejected', 'config'],
  '4': ['rejected', 'config'],
  '5': ['failed', 'provider_error'],
  '6': ['rejected', 'unknown'],
  '7': ['rejected', 'recipient_blocked'],
  '8': ['rejected', 'config'],
  '9': ['rejected', 'insufficient_credit'],
  '10': ['rejected', 'throttled'],
  '11': ['rejected', 'config'],
  '12': ['rejected', 'content'],
  '14': ['rejected', 'config'],
  '15': ['rejected', 'sender'],
  '22': ['rejected', 'config'],
  '29': ['rejected', 'config'],
};

/**
 * Vonage SMS API (once Nexmo): answers to sends, delivery receipts and inbound messages, as key-values or JSON. A long
 * message has one id and one receipt per piece, and no receipt says which; all pieces share `client-ref`. `scts` is a
 * minute in the carrier's zone (10 digits): read when the route names that zone, else `message-timestamp`, which is UTC.
 * A receipt's `price` does not say of how many pieces it is, nor its currency: it is read when the route sets the
 * field `cost`, as EUR. That prices are in EUR is general knowledge; the rest is the vendor's text.
 */
export const VONAGE: ProviderImporter = {
  id: ID,
  title: 'Vonage SMS API',
  formats: ['form', 'json', 'ndjson'],
  kinds: ['send', 'receipt', 'inbound'],
  fields: FIELDS,
  parse: (payload) =>
    parseItems(splitPayload(payload, ['messages']), (fields, item) =>
      readEvent(fields, item, payload.options),
    ),
};

function readEvent(
  fields: Fields,
  { envelope }: PayloadItem,
  options: ImporterOptions,
): ProviderEvent | Fault | 'ignored' {
  if (fields.has('status')) {
    return envelope === null ? readReceipt(fields, options) : readAnswer(fields, readFields(envelope));
  }
  if (fields.text('type') === 'binary') return 'ignored';
  if (fields.has('text') || fields.has('keyword')) return readInbound(fields);
  return { field: 'status', reason: 'is missing, and so is text: neither a receipt nor an inbound message' };
}

function readReceipt(fields: Fields, { timezone, fields: named }: ImporterOptions): ProviderEvent {
  const word = fields.needed('status', CODE_WIDTH).toLowerCase();
  const status = { field: 'status', code: word, meaning: codeMeaning(ID, word, 'status') };
  const cost = named['cost'] ?? FIELDS.cost;
  return {
    ...UNSAID,
    kind: 'receipt',
    providerMessageId: fields.text('messageId') ?? fields.needed('message-id'),
    clientReference: ownReference(fields, named['client_reference'] ?? FIELDS.client_reference),
    recipient: fields.text('msisdn'),
    state: stateWithCause(status, causeOf(fields)),
    carrier: fields.cut('network-code', CARRIER_WIDTH),
    occurredMs:
      timezone !== null && fields.has('scts')
        ? fields.time('scts', 'calendar', timezone)
        : fields.time('message-timestamp', 'unix', 'UTC'),
    ...(cost === '' ? {} : eurosOf(fields, cost)),
  };
}

function eurosOf(fields: Fields, field: string): ReturnType<typeof readPrice> {
  const amount = fields.cut(field, CODE_WIDTH);
  return readPrice(readFields({ amount, currency: 'EUR' }), 'amount', 'currency', 1);
}

function causeOf(fields: Fields): StatedCode | null {
  const code = fields.text('err-code', CODE_WIDTH);
  if (code === null || code === '0') return null;
  return { field: 'err-code', code, meaning: codeMeaning(ID, code, 'err-code') };
}

/** One for each piece; a refused one has no id and is found by our own. */
function readAnswer(fields: Fields, envelope: Fields): ProviderEvent | Fault {
  const code = fields.needed('status', CODE_WIDTH);
  const providerMessageId = fields.text('message-id');
  const clientReference = ownReference(fields, FIELDS.client_reference);
  if (providerMessageId === null && clientReference === null) {
    return {
      field: 'message-id',
      reason: 'is missing and so is client-ref: nobody can tell which message was refused',
    };
  }
  return {
    kind: 'send',
    providerMessageId,
    clientReference,
    recipient: fields.text('to'),
    state:
      code === '0'
        ? { ...ACCEPTED, codeField: 'status', rawCode: code }
        : refusedSend(statedWord(ANSWERS, 'status', code)),
    occurredMs: null,
    parts: code === '0' ? envelope.parts('message-count') : null,
  };
}

function readInbound(fields: Fields): ProviderEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text('messageId') ?? fields.text('message-id'),
    sender: fields.needed('msisdn'),
    receiver: fields.text('to'),
    text: fields.cut('text', TEXT_WIDTH) ?? '',
    // `keyword` is the first word of any text, not a route
    keyword: null,
    occurredMs: fields.time('message-timestamp', 'unix', 'UTC'),
  };
}
