import type { Db } from '../connect.ts';
import { hasMessages, toCohort } from './cohort-sum.ts';
import type { CampaignRow, SegmentRow, VariantRow } from './load-cohorts.ts';
import type { KeyedSum } from './sum-cohorts.ts';

type Named = { readonly id: string; readonly name: string };

export async function nameCampaigns(db: Db, sums: readonly KeyedSum[]): Promise<readonly CampaignRow[]> {
  const filled = sums.filter(({ sum }) => hasMessages(sum));
  const names = await readCampaigns(db, filled);
  return filled.map(({ k1, sum }) => ({ ...nameOf(names, k1), cohort: toCohort(sum) })).sort(byId);
}

export async function nameVariants(db: Db, sums: readonly KeyedSum[]): Promise<readonly VariantRow[]> {
  const filled = sums.filter(({ sum }) => hasMessages(sum));
  const campaigns = await readCampaigns(db, filled);
  const variants = await readNames(
    db('variants').select('id as key', 'variant_id as id', 'label as name'),
    filled,
    'k2',
  );
  return filled
    .map(({ k1, k2, sum }) => {
      const campaign = nameOf(campaigns, k1);
      const variant = nameOf(variants, k2);
      return {
        campaignId: campaign.id,
        campaign: campaign.name,
        id: variant.id,
        label: variant.name,
        cohort: toCohort(sum),
      };
    })
    .sort((a, b) => compare(a.campaignId, b.campaignId) || compare(a.label, b.label) || byId(a, b));
}

export async function nameSegments(db: Db, sums: readonly KeyedSum[]): Promise<readonly SegmentRow[]> {
  const filled = sums.filter(({ sum }) => hasMessages(sum));
  const names = await readNames(db('segments').select('id as key', 'segment_id as id', 'name'), filled, 'k1');
  return filled
    .map(({ k1, sum }) => ({ ...(k1 === 0 ? NO_SEGMENT : nameOf(names, k1)), cohort: toCohort(sum) }))
    .sort((a, b) => compare(a.id ?? '\uffff', b.id ?? '\uffff'));
}

const NO_SEGMENT = { id: null, name: 'no segment' } as const;

function readCampaigns(db: Db, sums: readonly KeyedSum[]): Promise<ReadonlyMap<number, Named>> {
  return readNames(db('campaigns').select('id as key', 'campaign_id as id', 'name'), sums, 'k1');
}

type Query = PromiseLike<unknown> & { whereIn(column: string, ids: number[]): PromiseLike<unknown> };

/** From here on reading all names is cheaper than naming the wanted ones. */
const MANY_IDS = 100;

async function readNames(
  query: Query,
  sums: readonly KeyedSum[],
  key: 'k1' | 'k2',
): Promise<ReadonlyMap<number, Named>> {
  const ids = [...new Set(sums.map((sum) => sum[key]))];
  if (ids.length === 0) return new Map();
  const rows: unknown = await (ids.length < MANY_IDS ? query.whereIn('id', ids) : query);
  return new Map(Array.isArray(rows) ? rows.map(parseNamed) : []);
}

function parseNamed(row: Readonly<Record<string, unknown>>): readonly [number, Named] {
  return [Number(row['key']), { id: String(row['id']), name: String(row['name']) }];
}

/** 0 = none; a name that is gone shows nothing. */
function nameOf(names: ReadonlyMap<number, Named>, id: number): Named {
  return names.get(id) ?? { id: '', name: '' };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
