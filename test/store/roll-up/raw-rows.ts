import type { Db } from '../../../src/store/connect.ts';

/** Raw tables as plain objects, times in epoch milliseconds: what the oracle counts from. */
export type RawContact = { id: number; person_id: number; timezone: string | null };
export type RawCampaign = {
  id: number;
  kind: string;
  timezone: string | null;
  link_count: number;
  attribution_hours: number;
  primary_kind: string;
};
export type RawMessage = {
  id: number;
  contact_id: number;
  campaign_id: number;
  variant_id: number;
  segment_id: number;
  sent_at: number;
  parts: number;
  cost_micro: number;
  currency: string | null;
};
export type RawReceipt = {
  message_id: number;
  event_key: string;
  status: number;
  failure_class: number;
  raw_code: string | null;
  carrier: string | null;
  occurred_at: number;
  received_at: number;
};
export type RawClick = {
  id: number;
  message_id: number;
  link_id: number;
  clicked_at: number;
  agent_class: number;
  agent_verdict: number;
  agent_hash: number | null;
  ip_hash: string | null;
};
export type RawConversion = {
  id: number;
  order_id: string | null;
  contact_id: number;
  message_id: number | null;
  kind: string;
  converted_at: number;
  value_micro: number;
  currency: string | null;
};
export type RawOptOut = {
  id: number;
  contact_id: number;
  event: string;
  occurred_at: number;
  message_id: number | null;
};
export type RawInbound = { id: number; contact_id: number; occurred_at: number };

export type RawRows = {
  contacts: RawContact[];
  campaigns: RawCampaign[];
  messages: RawMessage[];
  receipts: RawReceipt[];
  clicks: RawClick[];
  conversions: RawConversion[];
  opt_outs: RawOptOut[];
  inbound: RawInbound[];
};

export async function readRawRows(db: Db): Promise<RawRows> {
  const all = async <Row>(table: string): Promise<Row[]> => (await db(table).orderBy('id')).map(plain<Row>);
  return {
    contacts: await all('contacts'),
    campaigns: await all('campaigns'),
    messages: await all('messages'),
    receipts: await all('receipts'),
    clicks: await all('clicks'),
    conversions: await all('conversions'),
    opt_outs: await all('opt_outs'),
    inbound: await all('inbound'),
  };
}

function plain<Row>(row: Record<string, unknown>): Row {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plainValue(key, value)])) as Row;
}

function plainValue(key: string, value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (Buffer.isBuffer(value)) return value.toString('hex');
  return key === 'event_key' ? String(value) : value;
}
