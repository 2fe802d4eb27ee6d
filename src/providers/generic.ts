import { type FailureClass, isFailureClass } from '../core/failure-class.ts';
import type { MessageStatus } from '../core/message-status.ts';
import type { InboundEvent, ProviderEvent, ReceiptState } from '../core/provider-event.ts';
import { codeMeaning } from './codes.ts';
import { dictionaryFault } from './error-dictionary.ts';
import { fieldFault, GENERIC_FIELDS, type GenericPaths, genericPaths } from './generic-fields.ts';
import type { ImporterOptions, Payload, ProviderImporter } from './importer.ts';
import { parseItems, refusedPayload } from './parse-items.ts';
import { CARRIER_WIDTH, CODE_WIDTH, type Fault, type Fields, TEXT_WIDTH } from './read-fields.ts';
import { readPrice } from './read-price.ts';
import { type StatedCode, stateWithCause, UNSAID } from './receipt-state.ts';
import { OPEN_QUOTE, splitCsv } from './split-csv.ts';
import { type SplitPayload, splitPayload } from './split-payload.ts';
import { statedWord } from './status-words.ts';

/**
 * Exports of any other system: CSV, NDJSON, JSON or key-values. The route says at which path each of our fields stands;
 * a row tells its kind (`send`, `receipt`, `click`, `inbound`) or shows it by what it has. Status words are ours
 * (`delivered`, `undelivered`, …) or those of a table of codes, which the setting `errorDictionary` names.
 */
export const GENERIC: ProviderImporter = {
  id: 'generic',
  title: 'Any other: CSV, NDJSON or JSON with named fields',
  formats: ['csv', 'ndjson', 'json', 'form'],
  kinds: ['send', 'receipt', 'click', 'inbound'],
  fields: GENERIC_FIELDS,
  parse: (payload) => {
    const { options } = payload;
    const fieldsFault = fieldFault(options);
    if (fieldsFault !== null) return refusedPayload('fields', fieldsFault);
    const tableFault = dictionaryFault(options.errorDictionary);
    if (tableFault !== null) return refusedPayload('errorDictionary', tableFault);
    const paths = genericPaths(options);
    return parseItems(split(payload), (fields, { value }) =>
      value === OPEN_QUOTE
        ? { field: 'row', reason: 'opens a quotation mark and never closes it' }
        : readEvent({ fields, paths, options }),
    );
  },
};

/** Our own words, with the failure class when the row tells none. */
const WORDS: Readonly<Record<MessageStatus, readonly [MessageStatus, FailureClass]>> = {
  queued: ['queued', 'none'],
  sent: ['sent', 'none'],
  unknown: ['unknown', 'unknown'],
  undelivered: ['undelivered', 'unknown'],
  expired: ['expired', 'expired'],
  rejected: ['rejected', 'unknown'],
  failed: ['failed', 'unknown'],
  canceled: ['canceled', 'canceled'],
  delivered: ['delivered', 'none'],
};

const TIMES = ['occurred_at', 'sent_at'] as const;

type TimeField = (typeof TIMES)[number];

type Row = { readonly fields: Fields; readonly paths: GenericPaths; readonly options: ImporterOptions };

function split(payload: Payload): SplitPayload {
  return payload.format === 'csv'
    ? splitCsv(payload.body)
    : splitPayload(payload, ['events', 'results', 'messages', 'data']);
}

function readEvent(row: Row): ProviderEvent | Fault {
  const fault = ambiguousTime(row) ?? strangeClass(row) ?? lonelyPart(row);
  if (fault !== null) return fault;
  const kind = kindOf(row);
  if (kind === null) {
    return {
      field: row.paths.kind,
      reason: 'must be send, receipt, click or inbound, or the row must have a status, a url or a text',
    };
  }
  if (kind === 'inbound') return readInbound(row);
  const { fields, paths } = row;
  const of = {
    providerMessageId: fields.text(paths.provider_message_id),
    clientReference: fields.text(paths.client_reference),
    recipient: fields.text(paths.recipient),
  };
  if (of.providerMessageId === null && of.clientReference === null) {
    return {
      field: paths.provider_message_id,
      reason: `is missing and so is ${paths.client_reference}: nobody can tell which message it is`,
    };
  }
  if (kind === 'click') return readClick(row, of);
  const shared = { ...of, occurredMs: timeOf(row, 'occurred_at'), parts: fields.parts(paths.parts) };
  if (kind === 'send') return { kind, ...shared, state: stateOf(row, true) };
  return {
    ...UNSAID,
    kind,
    ...shared,
    state: stateOf(row, false),
    carrier: fields.cut(paths.carrier, CARRIER_WIDTH),
    sentMs: timeOf(row, 'sent_at'),
    part: partOf(row),
    ...readPrice(fields, paths.cost, paths.currency, 1),
  };
}

const KINDS = ['send', 'receipt', 'click', 'inbound'] as const;

function kindOf({ fields, paths }: Row): ProviderEvent['kind'] | null {
  const word = fields.cut(paths.kind, CODE_WIDTH)?.toLowerCase() ?? null;
  if (word !== null) return KINDS.find((kind) => kind === word) ?? null;
  if (fields.has(paths.status)) return 'receipt';
  if (fields.has(paths.url)) return 'click';
  return fields.has(paths.text) ? 'inbound' : null;
}

type Reference = Pick<ProviderEvent, 'providerMessageId' | 'clientReference' | 'recipient'>;

function readClick(row: Row, of: Reference): ProviderEvent {
  const { fields, paths } = row;
  return {
    kind: 'click',
    ...of,
    clickId: fields.text(paths.click_id),
    url: fields.cut(paths.url, 2000),
    clickedMs: timeOf(row, 'occurred_at'),
    userAgent: fields.cut(paths.user_agent, 512),
    address: fields.text(paths.address),
    method: fields.text(paths.method, CODE_WIDTH)?.toUpperCase() ?? null,
  };
}

function readInbound(row: Row): InboundEvent {
  const { fields, paths } = row;
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
    occurredMs: timeOf(row, 'occurred_at'),
  };
}

function timeOf({ fields, paths, options }: Row, field: TimeField): number | null {
  const isUnix = paths.time_digits === 'unix' || digitsOf(fields, paths[field]) === 13;
  const isCalendar = digitsOf(fields, paths[field]) === 14;
  return fields.time(paths[field], isUnix && !isCalendar ? 'unix' : 'calendar', options.timezone);
}

/** 13 bare digits are Unix milliseconds and 14 a calendar time; of fewer only the route knows what they are. */
function ambiguousTime({ fields, paths }: Row): Fault | null {
  if (paths.time_digits !== '') return null;
  const field = TIMES.find((name) => [9, 10, 12].includes(digitsOf(fields, paths[name])));
  return field === undefined
    ? null
    : {
        field: paths[field],
        reason: 'may be Unix time or a calendar time; set fields.time_digits to unix or calendar',
      };
}

function digitsOf(fields: Fields, path: string): number {
  return /^\d+$/.exec(fields.cut(path, CODE_WIDTH) ?? '')?.[0].length ?? 0;
}

function partOf({ fields, paths }: Row): { readonly index: number; readonly of: number | null } | null {
  const index = fields.parts(paths.part_index);
  return index === null ? null : { index, of: fields.parts(paths.part_count) };
}

/** A failure class in our words wins over what the code's table says. */
function stateOf({ fields, paths, options }: Row, isSend: boolean): ReceiptState {
  const { errorDictionary } = options;
  const status = statedStatus(paths.status, fields.needed(paths.status, CODE_WIDTH), errorDictionary);
  const code = fields.text(paths.code, CODE_WIDTH);
  const cause = code === null ? null : statedCode(paths.code, code, errorDictionary);
  const told = stateWithCause(status, cause);
  // Whatever failed when a message was handed over was refused before any attempt.
  const isRefused = isSend && (told.status === 'undelivered' || told.status === 'expired');
  const state: ReceiptState = isRefused ? { ...told, status: 'rejected' } : told;
  const named = fields.text(paths.failure_class, CODE_WIDTH);
  return named !== null && isFailureClass(named) ? { ...state, failureClass: named } : state;
}

function strangeClass({ fields, paths }: Row): Fault | null {
  const named = fields.text(paths.failure_class, CODE_WIDTH);
  return named === null || isFailureClass(named)
    ? null
    : {
        field: paths.failure_class,
        reason: 'is none of our failure classes, such as invalid_number or absent',
      };
}

/** How many pieces there are must not depend on which of them came first. */
function lonelyPart({ fields, paths }: Row): Fault | null {
  return fields.has(paths.part_index) && !fields.has(paths.part_count)
    ? {
        field: paths.part_count,
        reason: `is missing beside ${paths.part_index}: nobody can tell when all are there`,
      }
    : null;
}

function statedCode(field: string, code: string, dictionary: string | null): StatedCode {
  return { field, code, meaning: dictionary === null ? null : codeMeaning(dictionary, code) };
}

function statedStatus(field: string, code: string, dictionary: string | null): StatedCode {
  const stated = statedCode(field, code, dictionary);
  return stated.meaning === null ? { ...statedWord(WORDS, field, code.toLowerCase()), code } : stated;
}
