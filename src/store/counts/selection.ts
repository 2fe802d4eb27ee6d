import type { Db } from '../connect.ts';
import type { CohortFilter } from './load-cohorts.ts';
import type { Range } from './window-parts.ts';

/** A filter in our own numbers, with the campaigns that send inside the window. */
export type Selection = {
  /** epoch seconds */
  readonly window: Range;
  readonly hasCampaignFilter: boolean;
  /** null = all segments */
  readonly segments: readonly number[] | null;
  /** campaigns that may have a message in the window */
  readonly active: readonly CampaignSpan[];
  /** every campaign that ever sent is active and inside the window */
  readonly isEverything: boolean;
};

/** `isWhole`: no message of it lies outside the window. */
export type CampaignSpan = {
  readonly id: number;
  readonly isWhole: boolean;
  /** bounds of its sending, epoch seconds, inclusive */
  readonly first: number;
  readonly last: number;
};

export async function selectCampaigns(db: Db, filter: CohortFilter): Promise<Selection> {
  const window = {
    from: Math.floor(filter.window.from.epochMilliseconds / 1000),
    to: Math.floor(filter.window.to.epochMilliseconds / 1000),
  };
  const wanted =
    filter.campaignIds === undefined ? null : await idsOf(db, 'campaigns', 'campaign_id', filter.campaignIds);
  const segments =
    filter.segmentIds === undefined ? null : await idsOf(db, 'segments', 'segment_id', filter.segmentIds);
  const query = db('campaign_spans').select('campaign_id as id', 'first_s as first', 'last_s as last');
  if (wanted !== null) void query.whereIn('campaign_id', wanted);
  const spans: readonly Omit<CampaignSpan, 'isWhole'>[] = await query;
  const active = spans
    .map(({ id, first, last }) => ({ id: Number(id), first: Number(first), last: Number(last) }))
    .filter(({ first, last }) => last >= window.from && first < window.to)
    .map((span) => ({ ...span, isWhole: span.first >= window.from && span.last < window.to }));
  return {
    window,
    hasCampaignFilter: wanted !== null,
    segments,
    active,
    isEverything: wanted === null && active.length === spans.length && active.every(({ isWhole }) => isWhole),
  };
}

async function idsOf(
  db: Db,
  table: string,
  column: string,
  names: readonly string[],
): Promise<readonly number[]> {
  const found: readonly { readonly id: number }[] = await db(table)
    .select('id')
    .whereIn(column, [...names]);
  return found.map(({ id }) => Number(id));
}
