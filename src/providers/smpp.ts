import type { ProviderEvent } from '../core/provider-event.ts';
import { codeMeaning } from './codes.ts';
import { dictionaryFault, smppError } from './error-dictionary.ts';
import type { ImporterOptions, ProviderImporter } from './importer.ts';
import { ownReference } from './own-reference.ts';
import { parseItems, refusedPayload } from './parse-items.ts';
import { CODE_WIDTH, type Fault, type Fields, readFields, TEXT_WIDTH } from './read-fields.ts';
import { type StatedCode, sendState, stateWithCause, UNSAID } from './receipt-state.ts';
import { readSmppReceiptText } from './smpp-receipt-text.ts';
import { type PayloadItem, type SplitPayload, splitPayload } from './split-payload.ts';

const ID = 'smpp';

/** Names of the protocol; a gateway that writes its log otherwise is told so in the options of the route. */
const FIELDS = {
  short_message: 'short_message',
  source_addr: 'source_addr',
  destination_addr: 'destination_addr',
  esm_class: 'esm_class',
  receipted_message_id: 'receipted_message_id',
  message_state: 'message_state',
  message_id: 'message_id',
  command_status: 'command_status',
  client_reference: 'client_reference',
} as const;

type Paths = Readonly<Record<keyof typeof FIELDS, string>>;

/** Bits 2 to 5 of `esm_class`: 0 = a message of a phone, else a receipt or acknowledgement. */
const MESSAGE_TYPE = 0b0011_1100;

/**
 * What an SMPP gateway writes down: `deliver_sm` with a receipt text or an inbound message, `submit_sm_resp` as
 * `command_status` and `message_id`. A line may also be the bare receipt text. Each part of a long message has its own
 * id and its own receipt. Times of receipts name no zone.
 */
export const SMPP: ProviderImporter = {
  id: ID,
  title: 'SMPP gateway (deliver_sm receipts)',
  formats: ['json', 'ndjson', 'form'],
  kinds: ['send', 'receipt', 'inbound'],
  fields: FIELDS,
  parse: (payload) => {
    const { options } = payload;
    const fault = dictionaryFault(options.errorDictionary);
    if (fault !== null) return refusedPayload('errorDictionary', fault);
    const paths: Paths = { ...FIELDS, ...options.fields };
    return parseItems(withTexts(splitPayload(payload), paths), (fields) => readPdu(fields, paths, options));
  },
};

function withTexts(split: SplitPayload, paths: Paths): SplitPayload {
  if (!split.ok) return split;
  return { ok: true, items: split.items.map((item) => withText(item, paths)) };
}

function withText(item: PayloadItem, paths: Paths): PayloadItem {
  return typeof item.value === 'string' ? { ...item, value: { [paths.short_message]: item.value } } : item;
}

function readPdu(fields: Fields, paths: Paths, options: ImporterOptions): ProviderEvent | Fault {
  const text = fields.cut(paths.short_message, TEXT_WIDTH);
  if (text === null && fields.has(paths.command_status)) return readAnswer(fields, paths);
  const esmClass = fields.text(paths.esm_class);
  if (esmClass !== null && (Number(esmClass) & MESSAGE_TYPE) === 0) return readInbound(fields, paths);
  return readReceipt(fields, text ?? '', paths, options);
}

function readReceipt(
  fields: Fields,
  text: string,
  paths: Paths,
  { errorDictionary, timezone }: ImporterOptions,
): ProviderEvent | Fault {
  const said = readFields(readSmppReceiptText(text));
  const status = statusOf(fields, said, paths);
  if (status === null) {
    return {
      field: paths.short_message,
      reason: 'is no receipt: it has no stat:, and there is no message_state',
    };
  }
  const event: ProviderEvent = {
    ...UNSAID,
    kind: 'receipt',
    providerMessageId: fields.text(paths.receipted_message_id) ?? said.needed('id'),
    clientReference: ownReference(fields, paths.client_reference),
    recipient: fields.text(paths.source_addr),
    state: stateWithCause(status, smppError(said.text('err', CODE_WIDTH), errorDictionary)),
    occurredMs: said.time('done date', 'calendar', timezone),
    sentMs: said.time('submit date', 'calendar', timezone),
  };
  return said.fault() ?? event;
}

/** `stat:` of the text before the number of the optional parameter: a word cannot be misread as another list's. */
function statusOf(fields: Fields, said: Fields, paths: Paths): StatedCode | null {
  const stat = said.text('stat', CODE_WIDTH)?.toUpperCase() ?? null;
  if (stat !== null) return { field: 'stat', code: stat, meaning: codeMeaning(ID, stat, 'stat') };
  const code = fields.text(paths.message_state, CODE_WIDTH);
  return code === null
    ? null
    : { field: 'message_state', code, meaning: codeMeaning(ID, code, 'message_state') };
}

function readInbound(fields: Fields, paths: Paths): ProviderEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text(paths.message_id),
    sender: fields.needed(paths.source_addr),
    receiver: fields.text(paths.destination_addr),
    text: fields.cut(paths.short_message, TEXT_WIDTH) ?? '',
    keyword: null,
    occurredMs: null,
  };
}

function readAnswer(fields: Fields, paths: Paths): ProviderEvent | Fault {
  const written = fields.needed(paths.command_status, CODE_WIDTH);
  const providerMessageId = fields.text(paths.message_id);
  const clientReference = ownReference(fields, paths.client_reference);
  if (providerMessageId === null && clientReference === null) {
    return {
      field: paths.message_id,
      reason: `is missing and so is ${paths.client_reference}: nobody can tell which message was refused`,
    };
  }
  const code = commandStatus(written);
  return {
    kind: 'send',
    providerMessageId,
    clientReference,
    recipient: fields.text(paths.destination_addr),
    state: sendState({
      field: 'command_status',
      code,
      meaning: codeMeaning(ID, code, 'command_status'),
    }),
    occurredMs: null,
    parts: null,
  };
}

/** `88`, `0x58` and `0x00000058` are one code, written as the standard writes it. */
export function commandStatus(written: string): string {
  const number = /^(\d{1,10}|0x[0-9a-f]{1,8})$/i.test(written) ? Number(written) : Number.NaN;
  return Number.isNaN(number) ? written : `0x${number.toString(16).toUpperCase().padStart(8, '0')}`;
}
