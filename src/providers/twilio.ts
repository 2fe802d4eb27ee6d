import type { InboundEvent, ProviderEvent } from '../core/provider-event.ts';
import { codeMeaning } from './codes.ts';
import type { ImporterOptions, ProviderImporter } from './importer.ts';
import { ownReference } from './own-reference.ts';
import { parseItems } from './parse-items.ts';
import { CODE_WIDTH, type Fault, type Fields, TEXT_WIDTH } from './read-fields.ts';
import { UNSAID } from './receipt-state.ts';
import { splitPayload } from './split-payload.ts';
import { refusedSend } from './status-words.ts';
import { readTwilioEvent } from './twilio-event.ts';
import { readTwilioMessage } from './twilio-message.ts';
import { isOtherChannel, twilioState } from './twilio-state.ts';

const ID = 'twilio';

const FIELDS = { client_reference: 'client_reference' } as const;

/**
 * Twilio: status callbacks and inbound messages (key-values), Event Streams (CloudEvents in JSON), the message as its
 * REST API shows it, and the answer to a send that was refused. Callbacks name no id of ours: put
 * `client_reference` into the address of the callback, or have it set beside the error. `whatsapp:` and other channels
 * are no SMS and ignored.
 */
export const TWILIO: ProviderImporter = {
  id: ID,
  title: 'Twilio Programmable Messaging',
  formats: ['form', 'json', 'ndjson'],
  kinds: ['send', 'receipt', 'click', 'inbound'],
  fields: FIELDS,
  parse: (payload) => {
    const reference = payload.options.fields['client_reference'] ?? FIELDS.client_reference;
    return parseItems(splitPayload(payload, ['messages']), (fields) =>
      readEvent(fields, reference, payload.options),
    );
  },
};

function readEvent(
  fields: Fields,
  reference: string,
  options: ImporterOptions,
): ProviderEvent | Fault | 'ignored' {
  if (fields.has('specversion') || fields.has('data')) return readTwilioEvent(fields);
  if (['To', 'From', 'to', 'from'].some((field) => isOtherChannel(fields.cut(field, CODE_WIDTH)))) {
    return 'ignored';
  }
  const status = fields.text('MessageStatus', CODE_WIDTH) ?? fields.text('SmsStatus', CODE_WIDTH);
  const word = status?.toLowerCase() ?? null;
  if (word === 'received' || (word === null && fields.has('Body'))) return readInbound(fields);
  if (word === 'receiving') return 'ignored';
  if (word !== null) return readCallback(fields, word, reference, options);
  if (fields.has('sid')) return readTwilioMessage(fields, ownReference(fields, reference));
  if (fields.has('code')) return readRefusal(fields, reference);
  return {
    field: 'MessageStatus',
    reason: 'is missing: neither a status callback, an inbound message, an event, a message nor an error',
  };
}

function readCallback(
  fields: Fields,
  word: string,
  reference: string,
  { timezone }: ImporterOptions,
): ProviderEvent {
  return {
    ...UNSAID,
    kind: 'receipt',
    providerMessageId: fields.text('MessageSid') ?? fields.needed('SmsSid'),
    clientReference: ownReference(fields, reference),
    recipient: fields.text('To'),
    state: twilioState(word, fields.text('ErrorCode', CODE_WIDTH)),
    // To the minute, in the carrier's zone, and only sent along by some: without a zone the time of arrival is better.
    occurredMs: timezone === null ? null : fields.time('RawDlrDoneDate', 'calendar', timezone),
  };
}

function readInbound(fields: Fields): InboundEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text('MessageSid') ?? fields.text('SmsSid'),
    sender: fields.needed('From'),
    receiver: fields.text('To'),
    text: fields.cut('Body', TEXT_WIDTH) ?? '',
    keyword: fields.cut('OptOutType', 64),
    occurredMs: null,
  };
}

/** Its text names the number it refuses, so it is not passed on. */
function readRefusal(fields: Fields, reference: string): ProviderEvent | Fault {
  const clientReference = ownReference(fields, reference);
  if (clientReference === null) {
    return {
      field: reference,
      reason: 'is missing: nobody can tell which message was refused; set the id of the message beside code',
    };
  }
  const code = fields.needed('code', CODE_WIDTH);
  return {
    kind: 'send',
    providerMessageId: null,
    clientReference,
    recipient: fields.text('to'),
    state: refusedSend({ field: 'ErrorCode', code, meaning: codeMeaning(ID, code, 'ErrorCode') }),
    occurredMs: null,
    parts: null,
  };
}
