import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';
import { readerOn, rowsOf } from '../select-rows.ts';
import type { CohortFilter } from './load-cohorts.ts';
import { type Selection, type SpanReader, selectCampaigns, spanReader } from './selection.ts';

export type CampaignSummary = {
  /** id of the sending platform */
  readonly id: string;
  readonly name: string;
  readonly kind: 'promotional' | 'transactional';
  readonly hasLink: boolean;
  readonly attributionHours: number;
  /** kind of conversion the headline counts */
  readonly primaryKind: string;
  /** sent inside the window */
  readonly firstSentAt: Temporal.Instant;
  readonly lastSentAt: Temporal.Instant;
  readonly variants: readonly CampaignVariant[];
};

export type CampaignVariant = {
  readonly id: string;
  readonly label: string;
  readonly plannedShare: number | null;
  readonly isControl: boolean;
  readonly isHoldout: boolean;
};

/** Campaigns with a message in the window, sorted by first sending, then id. */
export async function loadCampaigns(
  db: Db,
  filter: CohortFilter,
  spans: SpanReader = spanReader(readerOn(db)),
): Promise<readonly CampaignSummary[]> {
  const selection = await selectCampaigns(filter, spans);
  const sent = await readSent(db, selection);
  if (sent.length === 0) return [];
  const ids = sent.map(({ campaign }) => campaign);
  const rows: readonly CampaignColumns[] = await db('campaigns').select(CAMPAIGN_COLUMNS).whereIn('id', ids);
  const campaigns = new Map(rows.map((row) => [Number(row.id), row]));
  const variants = await readVariants(db, ids);
  return sent
    .flatMap(({ campaign, first, last }) => {
      const row = campaigns.get(campaign);
      if (row === undefined) return [];
      return [summaryOf(row, { first, last }, variants.get(campaign) ?? [])];
    })
    .sort((a, b) => Temporal.Instant.compare(a.firstSentAt, b.firstSentAt) || (a.id < b.id ? -1 : 1));
}

type CampaignColumns = {
  readonly id: number;
  readonly campaign_id: string;
  readonly name: string;
  readonly kind: string;
  readonly link_count: number;
  readonly attribution_hours: number;
  readonly primary_kind: string;
};

const CAMPAIGN_COLUMNS = [
  'id',
  'campaign_id',
  'name',
  'kind',
  'link_count',
  'attribution_hours',
  'primary_kind',
];

type Sent = { readonly campaign: number; readonly first: number; readonly last: number };

/** SELECTs in one statement: with hundreds of campaigns a round trip for each would be the dearest part of a report. */
const MOST_SELECTS = 50;

/** First and last sending inside the window: two dives into the index by campaign and time for each. */
async function readSent(db: Db, { active, window, segments }: Selection): Promise<readonly Sent[]> {
  if (segments?.length === 0) return [];
  const select = statement('counts/bound-sending')
    .replace('{{from}}', String(window.from))
    .replace('{{to}}', String(window.to))
    .replace('{{segments}}', segments === null ? '' : ` AND f.segment_id IN (${segments.join(', ')})`);
  const selects = active.map(({ id }) => select.replaceAll('{{campaign}}', String(id)));
  const sent: Sent[] = [];
  for (let start = 0; start < selects.length; start += MOST_SELECTS) {
    const sql = selects.slice(start, start + MOST_SELECTS).join('\nUNION ALL\n');
    for (const { campaign, first_s: first, last_s: last } of rowsOf(await db.raw(sql))) {
      if (first === null || first === undefined) continue;
      sent.push({ campaign: Number(campaign), first: Number(first), last: Number(last) });
    }
  }
  return sent;
}

async function readVariants(
  db: Db,
  campaigns: readonly number[],
): Promise<ReadonlyMap<number, readonly CampaignVariant[]>> {
  const rows: readonly {
    readonly campaign_id: number;
    readonly variant_id: string;
    readonly label: string;
    readonly planned_share: number | null;
    readonly is_control: number;
    readonly is_holdout: number;
  }[] = await db('variants')
    .select('campaign_id', 'variant_id', 'label', 'planned_share', 'is_control', 'is_holdout')
    .whereIn('campaign_id', [...campaigns])
    .orderBy('id');
  const groups = Map.groupBy(rows, ({ campaign_id }) => Number(campaign_id));
  return new Map(
    [...groups].map(([campaign, variants]) => [
      campaign,
      variants.map((variant) => ({
        id: variant.variant_id,
        label: variant.label,
        plannedShare: variant.planned_share === null ? null : Number(variant.planned_share),
        isControl: variant.is_control === 1,
        isHoldout: variant.is_holdout === 1,
      })),
    ]),
  );
}

function summaryOf(
  row: CampaignColumns,
  { first, last }: { readonly first: number; readonly last: number },
  variants: readonly CampaignVariant[],
): CampaignSummary {
  return {
    id: row.campaign_id,
    name: row.name,
    kind: row.kind === 'transactional' ? 'transactional' : 'promotional',
    hasLink: Number(row.link_count) > 0,
    attributionHours: Number(row.attribution_hours),
    primaryKind: row.primary_kind,
    firstSentAt: Temporal.Instant.fromEpochMilliseconds(first * 1000),
    lastSentAt: Temporal.Instant.fromEpochMilliseconds(last * 1000),
    variants,
  };
}
