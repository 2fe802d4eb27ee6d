import type { Field } from '../import/tsv.ts';
import { dateTime, tsvLine } from '../import/tsv.ts';

/** Numbers of `parked_events.kind`. */
export const EVENT_KINDS = { send: 1, receipt: 2, click: 3, inbound: 4 } as const;

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

/** Of the staging table behind row_no, in the order of `eventLine`. */
export const EVENT_COLUMNS = [
  'event_hash',
  'provider',
  'kind',
  'provider_message_id',
  'client_reference',
  'phone_hmac',
  'event_key',
  'status',
  'failure_class',
  'code_field',
  'raw_code',
  'is_known_code',
  'carrier',
  'occurred_at',
  'received_at',
  'part_index',
  'part_count',
  'parts',
  'price',
  'event_id',
  'link_id',
  'url',
  'agent_verdict',
  'agent_hash',
  'ip_hash',
  'text',
  'keyword',
  'reading',
] as const;

/** One line for the loader. */
export function eventLine(rowNo: number, row: EventRow): string {
  const fields: readonly Field[] = [
    rowNo,
    row.eventHash,
    row.provider,
    EVENT_KINDS[row.kind],
    row.providerMessageId,
    row.clientReference,
    row.phoneHash,
    row.eventKey,
    row.status,
    row.failureClass,
    row.codeField,
    row.rawCode,
    row.isKnownCode,
    row.carrier,
    dateTime(row.occurredMs),
    dateTime(row.receivedMs),
    row.partIndex,
    row.partCount,
    row.parts,
    row.price,
    row.eventId,
    row.linkId,
    row.url,
    row.agentVerdict,
    row.agentHash,
    row.addressHash,
    row.text,
    row.keyword,
    row.reading,
  ];
  return tsvLine(fields);
}
