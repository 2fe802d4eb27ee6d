import { isFinal } from '../core/message-status.ts';
import type { ProviderEvent, ReceiptState } from '../core/provider-event.ts';
import { BIRD_ERRORS, BIRD_REASONS } from './bird.ts';
import { codeMeaning } from './codes.ts';
import type { ProviderImporter } from './importer.ts';
import { ownReference } from './own-reference.ts';
import { parseItems } from './parse-items.ts';
import { CARRIER_WIDTH, CODE_WIDTH, type Fault, type Fields, TEXT_WIDTH, valueAt } from './read-fields.ts';
import { type StatedCode, UNSAID } from './receipt-state.ts';
import { isRecord, type PayloadItem, type SplitPayload, splitPayload } from './split-payload.ts';
import { reasonOverWord } from './status-words.ts';

const ID = 'messagebird';

const FIELDS = { client_reference: 'reference' } as const;

/**
 * MessageBird's older SMS API (`rest.messagebird.com`): status reports (a GET request), the message as the API answers
 * a send with it or shows it later, inbound messages. `id` names a send, not a message: one to many recipients cannot be
 * told apart in the reports, which is refused where it shows. Reports come only for messages sent with a `reference`.
 * The report's address and the message are the vendor's text; the other fields of a report, what its codes mean, and
 * inbound messages are general knowledge. Prices are not read: it is not said of what they are.
 */
export const MESSAGEBIRD: ProviderImporter = {
  id: ID,
  title: 'MessageBird SMS API (before Bird)',
  formats: ['form', 'json', 'ndjson'],
  kinds: ['send', 'receipt', 'inbound'],
  fields: FIELDS,
  parse: (payload) => {
    const reference = payload.options.fields['client_reference'] ?? FIELDS.client_reference;
    return parseItems(withRecipients(splitPayload(payload, ['items'])), (fields) =>
      readEvent(fields, reference),
    );
  },
};

/** The one recipient's fields beside those of the message. */
function withRecipients(split: SplitPayload): SplitPayload {
  return split.ok ? { ok: true, items: split.items.map(withRecipient) } : split;
}

function withRecipient(item: PayloadItem): PayloadItem {
  if (!isRecord(item.value)) return item;
  const recipients = valueAt(item.value, 'recipients.items');
  if (!Array.isArray(recipients)) return item;
  const [only, ...more]: readonly unknown[] = recipients;
  const { recipients: _all, ...message } = item.value;
  if (more.length > 0 || !isRecord(only)) return { ...item, value: { ...message, isMany: 'yes' } };
  return { ...item, value: { ...message, ...only, isAnswer: 'yes' } };
}

function readEvent(fields: Fields, reference: string): ProviderEvent | Fault {
  if (fields.text('direction') === 'mo') return readInbound(fields);
  if (fields.has('isMany')) {
    return {
      field: 'recipients',
      reason: 'must be one: reports of a message to many have the same id and tell none of them',
    };
  }
  if (fields.has('status')) return readReport(fields, reference);
  if (fields.has('originator') || fields.has('body')) return readInbound(fields);
  return { field: 'status', reason: 'is missing: neither a report, a message nor an inbound message' };
}

function readReport(fields: Fields, reference: string): ProviderEvent {
  const state = stateOf(fields);
  const parts = fields.text('messagePartCount');
  const carrier = fields.cut('mccmnc', CARRIER_WIDTH);
  const of = {
    providerMessageId: fields.needed('id'),
    clientReference: ownReference(fields, reference),
    recipient: fields.text('recipient'),
    state,
    occurredMs: fields.time('statusDatetime', 'unix', 'UTC'),
    parts: parts === '0' ? null : fields.parts('messagePartCount'),
  };
  if (fields.has('isAnswer') && !isFinal(state.status)) return { kind: 'send', ...of };
  return { ...UNSAID, kind: 'receipt', ...of, carrier: carrier === '0' ? null : carrier };
}

function stateOf(fields: Fields): ReceiptState {
  const word = fields.needed('status', CODE_WIDTH).toLowerCase();
  return reasonOverWord(
    { field: 'status', code: word, meaning: codeMeaning(ID, word, 'status') },
    causeOf(fields),
  );
}

/** The number, which is Bird's, when the table has it, else the words. */
function causeOf(fields: Fields): StatedCode | null {
  const code = fields.text('statusErrorCode', CODE_WIDTH);
  const byCode =
    code === null || code === '0'
      ? null
      : { field: 'statusErrorCode', code, meaning: codeMeaning('bird', code, BIRD_ERRORS) };
  if (byCode?.meaning) return byCode;
  const words = fields.cut('statusReason', CODE_WIDTH) ?? null;
  if (words === null) return byCode;
  const meaning = codeMeaning(ID, words, 'statusReason') ?? codeMeaning('bird', words, BIRD_REASONS);
  return meaning === null && byCode !== null ? byCode : { field: 'statusReason', code: words, meaning };
}

function readInbound(fields: Fields): ProviderEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text('id'),
    sender: fields.needed('originator'),
    receiver: fields.text('recipient'),
    text: fields.cut('body', TEXT_WIDTH) ?? '',
    keyword: null,
    occurredMs: fields.time('createdDatetime', 'unix', 'UTC'),
  };
}
