import { type LineBytes, writeLines } from '../import/line-bytes.ts';
import { dateTime, type Field, tsvLine } from '../import/tsv.ts';

/** Numbers of `parked_events.kind`. */
const EVENT_KINDS = { send: 1, receipt: 2, click: 3, inbound: 4 } as const;

/** Numbers of `inbound.reading`; the first two become opt-outs and never stand there. */
export const READINGS = { reply: 0, optOut: 1, optIn: 2, maybeOptOut: 3, maybeOptIn: 4 } as const;

/** An event as it is staged: checked, hashed, in the numbers of our tables. Hashes in hex. */
export type EventRow = {
  /** of all the event says: the same event twice has it twice */
  readonly eventHash: string;
  readonly provider: string;
  readonly kind: keyof typeof EVENT_KINDS;
  readonly providerMessageId: string | null;
  readonly clientReference: string | null;
  readonly phoneHash: string | null;
  /** see core/receipt-key.ts */
  readonly eventKey: number;
  readonly status: number;
  readonly failureClass: number;
  readonly codeField: string | null;
  readonly rawCode: string | null;
  readonly isKnownCode: boolean;
  readonly carrier: string | null;
  readonly occurredMs: number;
  readonly receivedMs: number;
  /** 0 = the whole message */
  readonly partIndex: number;
  readonly partCount: number;
  readonly parts: number | null;
  /** see message_bills.price */
  readonly price: string | null;
  readonly eventId: string | null;
  readonly linkId: string | null;
  readonly url: string | null;
  readonly agentVerdict: number;
  readonly agentHash: number | null;
  readonly addressHash: string | null;
  readonly text: string | null;
  readonly keyword: string | null;
  readonly reading: number;
};

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
  { name: 'received_at', field: (row) => dateTime(row.receivedMs) },
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

/** Lines for the loader, numbered from 1, and the columns behind row_no: only those that the rows use. */
export function eventLines(rows: readonly EventRow[]): {
  readonly columns: readonly string[];
  readonly lines: LineBytes;
} {
  const isPlain = rows.every(({ kind }) => kind === 'send' || kind === 'receipt');
  const columns = isPlain ? RECEIPT_COLUMNS : ALL_COLUMNS;
  const writer = writeLines();
  rows.forEach((row, index) => {
    writer.add(tsvLine([index + 1, ...columns.map(({ field }) => field(row))]));
  });
  return { columns: columns.map(({ name }) => name), lines: writer.take() };
}
