import { type LineBytes, type LineWriter, writeLines } from '../import/line-bytes.ts';
import { dateTime, type Field, tsvLine } from '../import/tsv.ts';
import { EVENT_KINDS, type EventRow } from './event-row.ts';

/** Events as lines for the loader, numbered from 1; each set with the columns behind row_no that its lines use. */
export type EventLines = {
  readonly count: number;
  readonly sets: readonly { readonly columns: readonly string[]; readonly lines: LineBytes }[];
};

export type EventLineWriter = {
  readonly add: (row: EventRow) => void;
  /** nothing may be added behind it */
  readonly take: () => EventLines;
};

let arrivalMs = Number.NaN;
let arrivalText = '';

/** The same for all events of a batch. */
function arrival(ms: number): string {
  if (ms !== arrivalMs) arrivalText = dateTime(ms);
  arrivalMs = ms;
  return arrivalText;
}

type Column = { readonly name: string; readonly field: (row: EventRow) => Field };

const RECEIPT_COLUMNS: readonly Column[] = [
  { name: 'event_hash', field: (row) => row.eventHash },
  { name: 'provider', field: (row) => row.provider },
  { name: 'kind', field: (row) => EVENT_KINDS[row.kind] },
  { name: 'provider_message_id', field: (row) => row.providerMessageId },
  { name: 'client_reference', field: (row) => row.clientReference },
  { name: 'event_key', field: (row) => row.eventKey },
  { name: 'status', field: (row) => row.status },
  { name: 'failure_class', field: (row) => row.failureClass },
  { name: 'code_field', field: (row) => row.codeField },
  { name: 'raw_code', field: (row) => row.rawCode },
  { name: 'is_known_code', field: (row) => row.isKnownCode },
  { name: 'carrier', field: (row) => row.carrier },
  { name: 'occurred_at', field: (row) => dateTime(row.occurredMs) },
  { name: 'received_at', field: (row) => arrival(row.receivedMs) },
  { name: 'part_index', field: (row) => row.partIndex },
  { name: 'part_count', field: (row) => row.partCount },
  { name: 'parts', field: (row) => row.parts },
  { name: 'price', field: (row) => row.price },
];

const ALL_COLUMNS: readonly Column[] = [
  ...RECEIPT_COLUMNS,
  { name: 'phone_hmac', field: (row) => row.phoneHash },
  { name: 'event_id', field: (row) => row.eventId },
  { name: 'link_id', field: (row) => row.linkId },
  { name: 'url', field: (row) => row.url },
  { name: 'agent_verdict', field: (row) => row.agentVerdict },
  { name: 'agent_hash', field: (row) => row.agentHash },
  { name: 'ip_hash', field: (row) => row.addressHash },
  { name: 'text', field: (row) => row.text },
  { name: 'keyword', field: (row) => row.keyword },
  { name: 'reading', field: (row) => row.reading },
];

/** Receipts and sends leave ten columns alone: they make a set of their own. */
export function writeEventLines(): EventLineWriter {
  const narrow = { columns: RECEIPT_COLUMNS, writer: writeLines() };
  const wide = { columns: ALL_COLUMNS, writer: writeLines() };
  let count = 0;
  return {
    add: (row) => {
      count += 1;
      const { columns, writer } = row.kind === 'send' || row.kind === 'receipt' ? narrow : wide;
      writer.add(tsvLine([count, ...columns.map(({ field }) => field(row))]));
    },
    take: () => ({ count, sets: [narrow, wide].map(taken).filter(({ lines }) => lines.count > 0) }),
  };
}

function taken({
  columns,
  writer,
}: {
  readonly columns: readonly Column[];
  readonly writer: LineWriter;
}): EventLines['sets'][number] {
  return { columns: columns.map(({ name }) => name), lines: writer.take() };
}
