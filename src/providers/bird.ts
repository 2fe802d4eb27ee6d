import type { ProviderEvent } from '../core/provider-event.ts';
import { codeMeaning } from './codes.ts';
import type { ProviderImporter } from './importer.ts';
import { ownReference } from './own-reference.ts';
import { parseItems } from './parse-items.ts';
import { CODE_WIDTH, type Fault, type Fields, TEXT_WIDTH } from './read-fields.ts';
import { type StatedCode, UNSAID } from './receipt-state.ts';
import { isRecord, type PayloadItem, type SplitPayload, splitPayload } from './split-payload.ts';
import { reasonOverWord, type StatusWords, statedWord } from './status-words.ts';

const ID = 'bird';
const FIELDS = { client_reference: 'reference' } as const;
export const BIRD_ERRORS = 'failure.source.code / statusErrorCode';
export const BIRD_REASONS = 'status.reason / statusReason';

/** `accepted`, `sent`, `delivered` and the two failures are in the vendor's text, the others general knowledge. */
const STATUSES: StatusWords = {
  accepted: ['queued', 'none'],
  scheduled: ['queued', 'none'],
  processing: ['queued', 'none'],
  sent: ['sent', 'none'],
  delivered: ['delivered', 'none'],
  delivery_failed: ['undelivered', 'unknown'],
  sending_failed: ['failed', 'unknown'],
  rejected: ['rejected', 'unknown'],
};

/**
 * Bird Channels API: webhook events `sms.outbound` and `sms.inbound` around a message, or the message alone. Events of
 * other channels and services are ignored. The fields of a message are the vendor's text, but for the
 * receiver of an outbound one and the number that an inbound one was written to: general knowledge.
 */
export const BIRD: ProviderImporter = {
  id: ID,
  title: 'Bird Channels API',
  formats: ['json', 'ndjson'],
  kinds: ['send', 'receipt', 'inbound'],
  fields: FIELDS,
  parse: (payload) =>
    parseItems(withoutWrapper(splitPayload(payload, ['results'])), (fields) => {
      const event = fields.text('event');
      if (event !== null && !['sms.outbound', 'sms.inbound'].includes(event)) return 'ignored';
      const isInbound = event === 'sms.inbound' || fields.text('direction') === 'incoming';
      return isInbound ? readInbound(fields) : readOutbound(fields, payload.options.fields);
    }),
};

/** The message of a webhook event, with the event's name. */
function withoutWrapper(split: SplitPayload): SplitPayload {
  return split.ok ? { ok: true, items: split.items.map(unwrap) } : split;
}

function unwrap(item: PayloadItem): PayloadItem {
  if (!isRecord(item.value) || !isRecord(item.value['payload'])) return item;
  return { ...item, value: { ...item.value['payload'], event: item.value['event'] } };
}

function readOutbound(fields: Fields, named: Readonly<Record<string, string>>): ProviderEvent | Fault {
  const word = fields.needed('status', CODE_WIDTH).toLowerCase();
  const of = {
    providerMessageId: fields.needed('id'),
    clientReference: ownReference(fields, named['client_reference'] ?? FIELDS.client_reference),
    recipient: fields.text('receiver.contacts.0.identifierValue'),
    state: reasonOverWord(statedWord(STATUSES, 'status', word), causeOf(fields)),
    occurredMs: fields.time('lastStatusAt', 'unix', 'UTC') ?? fields.time('updatedAt', 'unix', 'UTC'),
  };
  // The answer to a send is the message as it was accepted; it may be the only one to name our id.
  if (of.state.status === 'queued') return { kind: 'send', ...of, parts: null };
  return { ...UNSAID, kind: 'receipt', ...of };
}

/** The platform's own code, else the reason in words, else the code of the group of failures, which no table has. */
function causeOf(fields: Fields): StatedCode | null {
  const code = fields.text('failure.source.code', CODE_WIDTH);
  const byCode =
    code === null
      ? null
      : { field: 'failure.source.code', code, meaning: codeMeaning(ID, code, BIRD_ERRORS) };
  const words = fields.cut('details', CODE_WIDTH)?.replaceAll('_', ' ') ?? null;
  const meaning = words === null ? null : codeMeaning(ID, words, BIRD_REASONS);
  if (byCode?.meaning) return byCode;
  if (words !== null && meaning !== null) return { field: 'details', code: words, meaning };
  if (byCode !== null) return byCode;
  const group = fields.text('failure.code', CODE_WIDTH);
  return group === null ? null : { field: 'failure.code', code: group, meaning: null };
}

function readInbound(fields: Fields): ProviderEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text('id'),
    sender: fields.needed('sender.contact.identifierValue'),
    receiver: fields.text('receiver.connector.identifierValue'),
    text: fields.cut('body.text.text', TEXT_WIDTH) ?? '',
    keyword: null,
    occurredMs: fields.time('createdAt', 'unix', 'UTC'),
  };
}
