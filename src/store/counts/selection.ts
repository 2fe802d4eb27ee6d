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

type Names = Pick<CohortFilter, 'campaignIds' | 'segmentIds'>;

type Spans = Pick<Selection, 'hasCampaignFilter' | 'segments'> & {
  readonly spans: readonly Omit<CampaignSpan, 'isWhole'>[];
};

/** Finds the campaigns and segments of a filter, whatever the window. */
export type SpanReader = (db: Db, names: Names) => Promise<Spans>;

export const readSpans: SpanReader = async (db, { campaignIds, segmentIds }) => {
  const wanted = campaignIds === undefined ? null : await idsOf(db, 'campaigns', 'campaign_id', campaignIds);
  const segments = segmentIds === undefined ? null : await idsOf(db, 'segments', 'segment_id', segmentIds);
  const query = db('campaign_spans').select('campaign_id as id', 'first_s as first', 'last_s as last');
  if (wanted !== null) void query.whereIn('campaign_id', wanted);
  const rows: readonly Omit<CampaignSpan, 'isWhole'>[] = await query;
  const spans = rows.map(({ id, first, last }) => ({
    id: Number(id),
    first: Number(first),
    last: Number(last),
  }));
  return { hasCampaignFilter: wanted !== null, segments, spans };
};

/** For the many loads of one snapshot: reads each filter once. */
export function rememberSpans(): SpanReader {
  const known = new Map<string, Promise<Spans>>();
  return (db, names) => {
    const key = JSON.stringify([names.campaignIds ?? null, names.segmentIds ?? null]);
    const spans = known.get(key) ?? readSpans(db, names);
    known.set(key, spans);
    return spans;
  };
}

export async function selectCampaigns(db: Db, filter: CohortFilter, read: SpanReader): Promise<Selection> {
  const window = {
    from: Math.floor(filter.window.from.epochMilliseconds / 1000),
    to: Math.floor(filter.window.to.epochMilliseconds / 1000),
  };
  const { hasCampaignFilter, segments, spans } = await read(db, filter);
  const active = spans
    .filter(({ first, last }) => last >= window.from && first < window.to)
    .map((span) => ({ ...span, isWhole: span.first >= window.from && span.last < window.to }));
  return {
    window,
    hasCampaignFilter,
    segments,
    active,
    isEverything:
      !hasCampaignFilter && active.length === spans.length && active.every(({ isWhole }) => isWhole),
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
