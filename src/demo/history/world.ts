import { join } from 'node:path';
import { type CsvFile, openCsvFile } from './csv-file.ts';
import type { Outcome } from './deliver.ts';
import type { People } from './people.ts';
import type { HistoryPlan } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import { createLocalTime, type LocalTime } from './respond.ts';
import { createUtcText } from './utc-text.ts';

/** Columns of the CSV interchange format, in the order in which they are written. */
export const HEADERS = {
  segments: 'segment_id,name',
  contacts: 'contact_id,phone,country,timezone,segment_id,created_at',
  campaigns:
    'campaign_id,name,kind,theme,scheduled_at,account_timezone,randomised_local_hour,link_count,segment_ids',
  variants: 'variant_id,campaign_id,label,planned_share,is_holdout,is_control,text',
  assignments: 'campaign_id,variant_id,contact_id,assigned_at',
  messages:
    'message_id,contact_id,campaign_id,variant_id,segment_id,sent_at,status,status_at,error_code,carrier,parts,cost,currency',
  clicks: 'click_id,message_id,contact_id,clicked_at,link_id,user_agent_class,user_agent,ip,method',
  conversions: 'conversion_id,order_id,contact_id,message_id,converted_at,kind,value,currency',
  opt_outs: 'event_id,contact_id,event,occurred_at,keyword,message_id',
  inbound: 'inbound_id,contact_id,occurred_at,text,keyword',
} as const;

export type HistoryKind = keyof typeof HEADERS;
export const HISTORY_KINDS = Object.keys(HEADERS).filter((kind): kind is HistoryKind => kind in HEADERS);

/** What the parts of the generator share. Only the counters and `outcome` change. */
export type World = {
  readonly plan: HistoryPlan;
  readonly people: People;
  readonly files: Readonly<Record<HistoryKind, CsvFile>>;
  readonly utc: (epochS: number) => string;
  readonly local: LocalTime;
  /** one stream each, so that a change in one part does not move the others */
  readonly random: Readonly<Record<'sending' | 'delivery' | 'response' | 'orders', Random>>;
  readonly outcome: Outcome;
  /** how many a drip that does not repeat has written to, by campaign */
  readonly turns: Map<string, number>;
  readonly counters: {
    message: number;
    click: number;
    conversion: number;
    order: number;
    optOut: number;
    reply: number;
  };
};

export function createWorld(plan: HistoryPlan, people: People, seed: string, folder: string): World {
  const open = (kind: HistoryKind): CsvFile => openCsvFile(join(folder, `${kind}.csv`), HEADERS[kind]);
  return {
    plan,
    people,
    files: {
      segments: open('segments'),
      contacts: open('contacts'),
      campaigns: open('campaigns'),
      variants: open('variants'),
      assignments: open('assignments'),
      messages: open('messages'),
      clicks: open('clicks'),
      conversions: open('conversions'),
      opt_outs: open('opt_outs'),
      inbound: open('inbound'),
    },
    utc: createUtcText(),
    local: createLocalTime(),
    random: {
      sending: createRandom(`${seed}/sending`),
      delivery: createRandom(`${seed}/delivery`),
      response: createRandom(`${seed}/response`),
      orders: createRandom(`${seed}/orders`),
    },
    outcome: { status: '', statusS: 0, code: '', carrier: '', deliveredS: 0 },
    turns: new Map(),
    counters: { message: 0, click: 0, conversion: 0, order: 0, optOut: 0, reply: 0 },
  };
}
