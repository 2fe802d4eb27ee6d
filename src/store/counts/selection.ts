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
  /** of the sending platform; empty where it is gone */
  readonly campaign: { readonly id: string; readonly name: string };
};

type Names = Pick<CohortFilter, 'campaignIds' | 'segmentIds'>;

type Spans = Pick<Selection, 'hasCampaignFilter' | 'segments'> & {
  readonly spans: readonly Omit<CampaignSpan, 'isWhole'>[];
};

/** Finds the campaigns and segments of a filter, whatever the window. */
export type SpanReader = (db: Db, names: Names) => Promise<Spans>;

export const readSpans: SpanReader = async (db, { campaignIds, segmentIds }) => {
  const segments = segmentIds === undefined ? null : await idsOf(db, segmentIds);
  const query = db('campaign_spans as s')
    .leftJoin('campaigns as c', 'c.id', 's.campaign_id')
    .select('s.campaign_id', 's.first_s', 's.last_s', 'c.campaign_id as name_id', 'c.name')
    .options({ rowsAsArray: true });
  if (campaignIds !== undefined) void query.whereIn('c.campaign_id', [...campaignIds]);
  const rows: readonly (readonly unknown[])[] = await query;
  return { hasCampaignFilter: campaignIds !== undefined, segments, spans: rows.map(parseSpan) };
};

function parseSpan([id, first, last, campaign, name]: readonly unknown[]): Spans['spans'][number] {
  return {
    id: Number(id),
    first: Number(first),
    last: Number(last),
    campaign: { id: textOf(campaign), name: textOf(name) },
  };
}

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

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

async function idsOf(db: Db, segmentIds: readonly string[]): Promise<readonly number[]> {
  const found: readonly { readonly id: number }[] = await db('segments')
    .select('id')
    .whereIn('segment_id', [...segmentIds]);
  return found.map(({ id }) => Number(id));
}
