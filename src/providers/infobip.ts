import type { ProviderEvent, ReceiptState } from '../core/provider-event.ts';
import { codeMeaning } from './codes.ts';
import type { ImporterOptions, ProviderImporter } from './importer.ts';
import { ownReference } from './own-reference.ts';
import { parseItems } from './parse-items.ts';
import { CARRIER_WIDTH, CODE_WIDTH, type Fault, type Fields, TEXT_WIDTH } from './read-fields.ts';
import { readPrice } from './read-price.ts';
import { sendState, stateWithCause, UNSAID } from './receipt-state.ts';
import { type PayloadItem, splitPayload } from './split-payload.ts';

const ID = 'infobip';

/**
 * `callbackData` may hold whatever the sender put there: it is our id only when it looks like one. The sample of a
 * click in the vendor's text has one time, `sendDateTime`, and does not say of what; a route may name another field.
 */
const FIELDS = { client_reference: 'callbackData', clicked_at: 'sendDateTime' } as const;

type Paths = Readonly<Record<keyof typeof FIELDS, string>>;

/**
 * Infobip: answers to sends (`messages`), delivery reports and inbound messages (`results`), clicks. Version 1 counts
 * pieces as `smsCount`, version 3 as `messageCount`; the price is that of one piece. Status 2, delivered to the
 * operator, is in the vendor's group DELIVERED and yet no delivery. `permanent` is the vendor's word for "the same
 * message would fail again" and not read. Numbers have no plus. All shapes are from the vendor's OpenAPI examples.
 */
export const INFOBIP: ProviderImporter = {
  id: ID,
  title: 'Infobip SMS API (v1, v2, v3)',
  formats: ['json', 'ndjson'],
  kinds: ['send', 'receipt', 'click', 'inbound'],
  fields: FIELDS,
  parse: (payload) => {
    const { options } = payload;
    const paths: Paths = { ...FIELDS, ...options.fields };
    return parseItems(splitPayload(payload, ['results', 'messages']), (fields, item) =>
      readEvent(fields, item, paths, options),
    );
  },
};

function readEvent(
  fields: Fields,
  item: PayloadItem,
  paths: Paths,
  options: ImporterOptions,
): ProviderEvent | Fault | 'ignored' {
  if (fields.has('notificationType')) return readNotification(fields, paths, options);
  if (fields.has('status')) {
    return isAnswer(fields, item) ? readSend(fields, paths) : readReport(fields, paths, options);
  }
  if (fields.has('text') || fields.has('receivedAt')) return readInbound(fields, options);
  return {
    field: 'status',
    reason: 'is missing, and so is text: neither a report, an answer, a click nor an inbound message',
  };
}

/** Answers come as `messages`, reports as `results`; one that stands alone is a report when it tells a time or error. */
function isAnswer(fields: Fields, { envelope }: PayloadItem): boolean {
  if (envelope !== null) return !Array.isArray(envelope['results']);
  return !['doneAt', 'sentAt', 'error', 'price'].some(fields.has);
}

function readReport(fields: Fields, paths: Paths, { timezone }: ImporterOptions): ProviderEvent {
  const parts = piecesOf(fields);
  return {
    ...UNSAID,
    kind: 'receipt',
    providerMessageId: fields.needed('messageId'),
    clientReference: ownReference(fields, paths.client_reference),
    recipient: fields.text('to') ?? fields.text('destination'),
    state: stateOf(fields),
    carrier: fields.cut('mccMnc', CARRIER_WIDTH),
    occurredMs: fields.time('doneAt', 'unix', timezone),
    sentMs: fields.time('sentAt', 'unix', timezone),
    parts,
    ...readPrice(fields, 'price.pricePerMessage', 'price.currency', parts),
  };
}

function readSend(fields: Fields, paths: Paths): ProviderEvent {
  const state = stateOf(fields);
  const code = { field: state.codeField, code: state.rawCode };
  const meaning = codeMeaning(ID, code.code, code.field);
  return {
    kind: 'send',
    providerMessageId: fields.needed('messageId'),
    clientReference: ownReference(fields, paths.client_reference),
    recipient: fields.text('to') ?? fields.text('destination'),
    state: meaning === null ? state : sendState({ ...code, meaning }),
    occurredMs: null,
    parts: piecesOf(fields),
  };
}

/** A message that was refused counts 0 pieces. */
function piecesOf(fields: Fields): number | null {
  const field = ['messageCount', 'smsCount', 'details.messageCount'].find(fields.has);
  return field === undefined || fields.text(field) === '0' ? null : fields.parts(field);
}

/** The status by its id, or by its group when the id is a new one; `error.id` says why. 0 = no error. */
function stateOf(fields: Fields): ReceiptState {
  const id = fields.text('status.id', CODE_WIDTH);
  const group = fields.text('status.groupId', CODE_WIDTH);
  const error = fields.text('error.id', CODE_WIDTH);
  const field = id === null ? 'status.groupId' : 'status.id';
  const code = id ?? group ?? fields.needed('status.id');
  const byId = codeMeaning(ID, code, field);
  const meaning = byId ?? (group === null ? null : codeMeaning(ID, group, 'status.groupId'));
  const cause =
    error === null || error === '0'
      ? null
      : { field: 'error.id', code: error, meaning: codeMeaning(ID, error, 'error.id') };
  const state = stateWithCause({ field, code, meaning }, cause);
  return byId === null && state.codeField === field ? { ...state, isKnownCode: false } : state;
}

function readNotification(
  fields: Fields,
  paths: Paths,
  { timezone }: ImporterOptions,
): ProviderEvent | 'ignored' {
  if (fields.cut('notificationType', CODE_WIDTH)?.toUpperCase() !== 'CLICKED') return 'ignored';
  return {
    kind: 'click',
    providerMessageId: fields.needed('messageId'),
    clientReference: ownReference(fields, paths.client_reference),
    recipient: fields.text('recipient'),
    clickId: null,
    url: fields.cut('url', 2000),
    clickedMs: fields.time(paths.clicked_at, 'unix', timezone),
    userAgent: null,
    address: null,
    method: null,
  };
}

function readInbound(fields: Fields, { timezone }: ImporterOptions): ProviderEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text('messageId'),
    sender: fields.needed('from'),
    receiver: fields.text('to'),
    text: fields.cut('text', TEXT_WIDTH) ?? '',
    keyword: fields.cut('keyword', 64),
    occurredMs: fields.time('receivedAt', 'unix', timezone),
  };
}
