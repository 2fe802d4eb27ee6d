import type { InboundEvent, ProviderEvent } from '../core/provider-event.ts';
import { codeMeaning } from './codes.ts';
import type { Payload, ProviderImporter } from './importer.ts';
import { ownReference } from './own-reference.ts';
import { parseItems } from './parse-items.ts';
import { CARRIER_WIDTH, CODE_WIDTH, type Fault, type Fields, TEXT_WIDTH, valueAt } from './read-fields.ts';
import { splitXmlWhere } from './read-xml.ts';
import { receiptState, type StatedCode, sendState, UNSAID } from './receipt-state.ts';
import { splitPayload } from './split-payload.ts';
import { ACCEPTED } from './status-words.ts';

const ID = 'link_mobility';
const CODE = 'resultCode';

/** All times of this API are UTC by its manual, whatever gate they come through. */
const ZONE = 'UTC';

/**
 * Inbound messages as the manual of 2017 lays them out ("SMS REST API, MO messages"). Gates can be set up otherwise:
 * each field can be named anew in the options of the route.
 */
const INBOUND_FIELDS = {
  inbound_id: 'messageId',
  sender: 'source',
  receiver: 'destination',
  text: 'content.userData',
  keyword: 'route.keyword',
  occurred_at: 'timestamp',
} as const;

type InboundPaths = Readonly<Record<keyof typeof INBOUND_FIELDS, string>>;

/**
 * LINK Mobility Common, the API behind MyLINK: answers to sends (one, a batch, an error), delivery reports, and inbound
 * messages. A report names no recipient: it is joined on `id`. `timestamp` may lie before `sentTimestamp`, in the
 * manual's own sample too; both are told as they came. `operatorResultCode` means something else at every operator and
 * is not read.
 */
export const LINK_MOBILITY: ProviderImporter = {
  id: ID,
  title: 'LINK Mobility Common / MyLINK SMS API',
  formats: ['json', 'ndjson', 'xml', 'form'],
  kinds: ['send', 'receipt', 'inbound'],
  fields: INBOUND_FIELDS,
  parse: (payload) => {
    const paths = inboundPaths(payload);
    return parseItems(split(payload, paths), (fields) => readEvent(fields, paths));
  },
};

function inboundPaths({ options }: Payload): InboundPaths {
  return { ...INBOUND_FIELDS, ...options.fields };
}

function split(payload: Payload, paths: InboundPaths): ReturnType<typeof splitPayload> {
  if (payload.format !== 'xml') return splitPayload(payload, ['messages']);
  return splitXmlWhere(
    payload.body,
    `with ${CODE} or ${paths.text}`,
    (_name, value) => Object.hasOwn(value, CODE) || typeof valueAt(value, paths.text) === 'string',
  );
}

function readEvent(fields: Fields, paths: InboundPaths): ProviderEvent | Fault {
  if (fields.has(CODE)) return fields.has('id') ? readReport(fields) : readSend(fields, statedCode(fields));
  // The newer MyLINK endpoint answers a send with ids alone: accepted, no code.
  if (fields.has('messageId') && !fields.has(paths.text) && !fields.has(paths.sender)) {
    return readSend(fields, null);
  }
  if (fields.has(paths.text) || fields.has(paths.sender)) return readInbound(fields, paths);
  return {
    field: CODE,
    reason: `is missing, and so is an inbound text at ${paths.text}; if this gate names its fields otherwise, set fields sender and text`,
  };
}

function statedCode(fields: Fields): StatedCode {
  const code = fields.needed(CODE, CODE_WIDTH);
  const meaning = codeMeaning(ID, code, CODE) ?? codeMeaning(ID, code, `${CODE} (HTTP error body)`);
  return { field: CODE, code, meaning };
}

function readReport(fields: Fields): ProviderEvent {
  return {
    ...UNSAID,
    kind: 'receipt',
    providerMessageId: fields.needed('id'),
    clientReference: ownReference(fields, 'refId'),
    recipient: null,
    state: receiptState(statedCode(fields)),
    carrier: fields.cut('operator', CARRIER_WIDTH),
    occurredMs: fields.time('timestamp', 'unix', ZONE),
    sentMs: fields.time('sentTimestamp', 'unix', ZONE),
    parts: fields.parts('segments'),
  };
}

function readSend(fields: Fields, code: StatedCode | null): ProviderEvent | Fault {
  const providerMessageId = fields.text('messageId');
  const clientReference = ownReference(fields, 'refId') ?? ownReference(fields, 'referenceId');
  if (providerMessageId === null && clientReference === null) {
    return {
      field: 'messageId',
      reason:
        'is missing and so is refId: nobody can tell which message was refused; add refId to the answer',
    };
  }
  return {
    kind: 'send',
    providerMessageId,
    clientReference,
    recipient: fields.text('recipient'),
    state: code === null ? ACCEPTED : sendState(code),
    occurredMs: null,
    parts: fields.parts('smsCount'),
  };
}

function readInbound(fields: Fields, paths: InboundPaths): InboundEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text(paths.inbound_id),
    sender: fields.needed(paths.sender),
    receiver: fields.text(paths.receiver),
    text: fields.cut(paths.text, TEXT_WIDTH) ?? '',
    keyword: fields.cut(paths.keyword, 64),
    occurredMs: fields.time(paths.occurred_at, 'unix', ZONE),
  };
}
