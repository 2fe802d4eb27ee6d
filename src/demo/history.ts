import { mkdirSync } from 'node:fs';
import { writeAudience } from './history/audience.ts';
import { recordOrganicOrders } from './history/orders.ts';
import { createPeople } from './history/people.ts';
import { DAY_S, type HistoryPlan } from './history/plan.ts';
import { sendCampaignDay } from './history/send-campaign.ts';
import { shopPlan } from './history/shop-plan.ts';
import { createWorld, HISTORY_KINDS, type HistoryKind } from './history/world.ts';
import { yearPlan } from './history/year-plan.ts';

export type HistoryRequest = {
  readonly seed: string | number;
  /** nothing in the history is later */
  readonly endsAt: Temporal.Instant;
  /** made when missing; one CSV file per kind is written into it */
  readonly folder: string;
  /** 1 = some 300,000 messages (`shop`) or 1,000,000 (`year`); contacts and messages grow with it */
  readonly scale?: number;
  /** `shop`: 26 weeks and 40 campaigns with planted facts. `year`: 52 weeks and 200 campaigns, for measuring */
  readonly world?: 'shop' | 'year';
  /** share done, 0..1 */
  readonly onProgress?: (share: number) => void;
};

export type HistorySummary = {
  readonly plan: HistoryPlan;
  readonly rows: Readonly<Record<HistoryKind, number>>;
  readonly bytes: number;
};

/**
 * Writes a believable history in the CSV interchange format, row by row: memory grows with the contacts
 * (some 35 bytes each), not with the messages. The same seed, end and scale give the same bytes.
 */
export async function writeHistory(request: HistoryRequest): Promise<HistorySummary> {
  const { endsAt, folder, scale = 1 } = request;
  const seed = String(request.seed);
  const plan = request.world === 'year' ? yearPlan(endsAt, scale) : shopPlan(endsAt, scale);
  mkdirSync(folder, { recursive: true });
  const world = createWorld(plan, createPeople(plan, seed), seed, folder);
  writeAudience(world);
  const firstDay = Math.floor(plan.startS / DAY_S);
  const lastDay = Math.floor(plan.endS / DAY_S);
  for (let day = firstDay; day <= lastDay; day += 1) {
    for (const campaign of plan.campaigns) sendCampaignDay(world, campaign, day);
    recordOrganicOrders(world, day * DAY_S, Math.round(plan.contacts * plan.organicRate));
    request.onProgress?.((day - firstDay + 1) / (lastDay - firstDay + 1));
    // Rows are written synchronously; others who wait on this thread get their turn once a day.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { plan, ...closeFiles(world.files) };
}

function closeFiles(files: ReturnType<typeof createWorld>['files']): Pick<HistorySummary, 'rows' | 'bytes'> {
  const rows: Record<HistoryKind, number> = {
    segments: 0,
    contacts: 0,
    campaigns: 0,
    variants: 0,
    assignments: 0,
    messages: 0,
    clicks: 0,
    conversions: 0,
    opt_outs: 0,
    inbound: 0,
  };
  let bytes = 0;
  for (const kind of HISTORY_KINDS) {
    const closed = files[kind].close();
    rows[kind] = closed.rows;
    bytes += closed.bytes;
  }
  return { rows, bytes };
}
