import type { ProviderEvent } from '../core/provider-event.ts';
import { codeMeaning } from './codes.ts';
import type { ParsedPayload, Payload, ProviderImporter } from './importer.ts';
import { parseItems } from './parse-items.ts';
import { CODE_WIDTH, type Fault, type Fields, readFields, TEXT_WIDTH } from './read-fields.ts';
import { splitXml } from './read-xml.ts';
import { receiptState, UNSAID } from './receipt-state.ts';
import { isRecord } from './split-payload.ts';

const ID = 'link_mobility_pswin';

/**
 * The PSWinCom gateway: a list of receipts (`STATE`) or inbound messages (`TEXT`). `ID` numbers the list and is no id
 * of a message: receipts are joined on `REF`. Times name no zone.
 */
export const LINK_MOBILITY_PSWIN: ProviderImporter = {
  id: ID,
  title: 'LINK Mobility Norway, PSWinCom gateway (XML)',
  formats: ['xml'],
  kinds: ['receipt', 'inbound'],
  fields: {},
  parse: (payload) => parseItems(splitXml(payload.body, 'MSG'), (fields) => readMessage(fields, payload)),
  answer: (payload, parsed) => ({ contentType: 'text/xml; charset=utf-8', body: answerTo(payload, parsed) }),
};

function readMessage(fields: Fields, { options }: Payload): ProviderEvent | Fault {
  if (fields.has('STATE')) return readReceipt(fields, options.timezone);
  if (fields.has('SND') || fields.has('TEXT')) return readInbound(fields, options.timezone);
  return { field: 'STATE', reason: 'is missing, and so are SND and TEXT of an inbound message' };
}

function readReceipt(fields: Fields, timezone: string | null): ProviderEvent {
  const code = fields.needed('STATE', CODE_WIDTH).toUpperCase();
  return {
    ...UNSAID,
    kind: 'receipt',
    providerMessageId: fields.needed('REF'),
    clientReference: null,
    recipient: fields.text('RCV'),
    state: receiptState({ field: 'STATE', code, meaning: codeMeaning(ID, code, 'STATE') }),
    occurredMs: fields.time('DELIVERYTIME', 'calendar', timezone),
  };
}

function readInbound(fields: Fields, timezone: string | null): ProviderEvent {
  return {
    kind: 'inbound',
    providerMessageId: null,
    clientReference: null,
    recipient: null,
    inboundId: fields.text('REF'),
    sender: fields.needed('SND'),
    receiver: fields.text('RCV'),
    text: fields.cut('TEXT', TEXT_WIDTH) ?? '',
    keyword: null,
    occurredMs: fields.time('RECEIVETIME', 'calendar', timezone),
  };
}

/**
 * The gateway sends again what is not answered OK, at most ten times: what was refused is answered FAIL, so that a
 * missing zone can be set meanwhile.
 */
function answerTo({ body }: Payload, { refused }: ParsedPayload): string {
  const split = splitXml(body, 'MSG');
  const bad = new Set(refused.map(({ index }) => index));
  const rows = split.ok
    ? split.items.map(({ index, value }) => row(value, bad.has(index) ? 'FAIL' : 'OK'))
    : [];
  return `<?xml version="1.0"?><MSGLST>${rows.join('')}</MSGLST>`;
}

/** Ids are written back only when they are digits, as the gateway numbers its lists. */
function row(value: unknown, status: string): string {
  const id = isRecord(value) ? readFields(value).text('ID') : null;
  if (id === null || !/^\d+$/.test(id)) return '';
  return `<MSG><ID>${id}</ID><STATUS>${status}</STATUS></MSG>`;
}
