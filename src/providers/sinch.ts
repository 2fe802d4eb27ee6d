import type { ProviderEvent, ReceiptState } from '../core/provider-event.ts';
import { codeMeaning } from './codes.ts';
import type { ImporterOptions, ProviderImporter } from './importer.ts';
import { ownReference } from './own-reference.ts';
import { parseItems } from './parse-items.ts';
import {
  CARRIER_WIDTH,
  CODE_WIDTH,
  type Fault,
  type Fields,
  ID_WIDTH,
  readFields,
  TEXT_WIDTH,
} from './read-fields.ts';
import { receiptState, stateWithCause, UNSAID } from './receipt-state.ts';
import { perRecipient } from './sinch-batch.ts';
import { splitPayload } from './split-payload.ts';
import { ACCEPTED } from './status-words.ts';

const ID = 'sinch';

const FIELDS = { client_reference: 'client_reference' } as const;

/**
 * Sinch SMS API: the answer to a batch, reports of one recipient or of a whole batch, inbound messages. There is no id
 * per message: it is `batch_id:recipient`, the recipient without its plus, since Sinch writes both. A report of a whole
 * batch has no time; its summary form names no recipients and is ignored, as are binary replies. Times without a zone
 * are not documented. Shapes are those of the vendor's reference and SDK types; what a media reply looks like is
 * general knowledge.
 */
export const SINCH: ProviderImporter = {
  id: ID,
  title: 'Sinch SMS API (batches)',
  formats: ['json', 'ndjson'],
  kinds: ['send', 'receipt', 'inbound'],
  fields: FIELDS,
  parse: (payload) =>
    parseItems(perRecipient(splitPayload(payload, ['inbounds', 'delivery_reports', 'batches'])), (fields) =>
      readEvent(fields, payload.options),
    ),
};

function readEvent(fields: Fields, options: ImporterOptions): ProviderEvent | Fault | 'ignored' {
  const type = fields.cut('type', CODE_WIDTH) ?? '';
  if (type === 'mo_text') return readInbound(fields, 'body', options);
  if (type === 'mo_media') return readInbound(fields, 'body.message', options);
  if (type === 'mo_binary' || type === 'summary') return 'ignored';
  const recipient = fields.text('recipient');
  if (recipient === null || !fields.has('batch_id')) {
    return {
      field: recipient === null ? 'recipient' : 'batch_id',
      reason: 'is missing: neither a report, an answer to a batch nor an inbound message',
    };
  }
  const providerMessageId = `${fields.needed('batch_id')}:${recipient.replace(/^\+/, '')}`;
  if (providerMessageId.length > ID_WIDTH) {
    return {
      field: 'batch_id',
      reason: `makes an id of more than ${ID_WIDTH} characters with the recipient`,
    };
  }
  const of = {
    providerMessageId,
    clientReference: ownReference(fields, options.fields['client_reference'] ?? FIELDS.client_reference),
    recipient,
  };
  if (type === 'answer') return readAnswer(fields, of, options);
  return readReport(fields, of, options);
}

type Reference = Pick<ProviderEvent, 'providerMessageId' | 'clientReference' | 'recipient'>;

function readAnswer(fields: Fields, of: Reference, { timezone }: ImporterOptions): ProviderEvent {
  return {
    kind: 'send',
    ...of,
    state: ACCEPTED,
    occurredMs: fields.time('created_at', 'unix', timezone),
    parts: null,
  };
}

function readReport(fields: Fields, of: Reference, { timezone }: ImporterOptions): ProviderEvent {
  return {
    ...UNSAID,
    kind: 'receipt',
    ...of,
    state: stateOf(fields),
    carrier: fields.cut('operator', CARRIER_WIDTH),
    occurredMs: readTime(fields, timezone),
    parts: fields.parts('number_of_message_parts'),
  };
}

/**
 * The operator's time of the state, of some as 14 digits without a zone; that of the report stands in for one that
 * cannot be read.
 */
function readTime(fields: Fields, timezone: string | null): number | null {
  const told = fields.cut('operator_status_at', CODE_WIDTH);
  const operatorMs = readFields({ told }).time('told', 'calendar', timezone);
  if (operatorMs !== null) return operatorMs;
  return fields.time(fields.has('at') ? 'at' : 'operator_status_at', 'calendar', timezone);
}

/** Status words come as `Delivered` and, from newer SDKs, as `DELIVERED`. */
function stateOf(fields: Fields): ReceiptState {
  const code = fields.text('code', CODE_WIDTH);
  const cause = code === null ? null : { field: 'code', code, meaning: codeMeaning(ID, code, 'code') };
  const written = fields.text('status', CODE_WIDTH);
  if (written === null) {
    return receiptState(cause ?? { field: 'status', code: fields.needed('status'), meaning: null });
  }
  const word = `${written.charAt(0).toUpperCase()}${written.slice(1).toLowerCase()}`;
  const status = { field: 'status', code: word, meaning: codeMeaning(ID, word, 'status') };
  // Beside a word, 0 says no more than that there is no error.
  return stateWithCause(status, code === '0' ? null : cause);
}

/** `client_reference` is that of the batch it answers, which may have had many recipients: it joins nothing. */
function readInbound(fields: Fields, text: string, { timezone }: ImporterOptions): ProviderEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text('id'),
    sender: fields.needed('from'),
    receiver: fields.text('to'),
    text: fields.cut(text, TEXT_WIDTH) ?? '',
    keyword: null,
    occurredMs: fields.time('received_at', 'unix', timezone),
  };
}
