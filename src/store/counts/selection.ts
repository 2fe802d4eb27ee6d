import type { Window } from '../../core/time/window.ts';
import { statement } from '../roll-up/statement.ts';
import type { ReadRows } from '../select-rows.ts';
import { countedText, cutText } from './counted-text.ts';
import type { CohortFilter } from './load-cohorts.ts';
import type { Range } from './owned-range.ts';

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

export type Names = Pick<CohortFilter, 'campaignIds' | 'segmentIds'>;

export type Spans = Pick<Selection, 'hasCampaignFilter' | 'segments'> & {
  readonly spans: readonly Omit<CampaignSpan, 'isWhole'>[];
};

/** Finds the campaigns and segments of a filter, whatever the window. */
export type SpanReader = (names: Names) => Promise<Spans>;

export function spanReader(read: ReadRows): SpanReader {
  return async ({ campaignIds, segmentIds }) => {
    const segments = segmentIds === undefined ? null : await findSegments(read, segmentIds);
    const sql = statement('counts/list-spans').replace('{{where}}', () => isAsked(campaignIds));
    const rows = await read(sql, campaignIds ?? []);
    return { hasCampaignFilter: campaignIds !== undefined, segments, spans: rows.map(spanOf) };
  };
}

/** A text of spans, each with its end, behind how many they are. */
export function spansOf(value: unknown): Spans['spans'] {
  const { rows, text, from } = countedText(value);
  if (rows === 0) return [];
  const spans = text.slice(from).split(';');
  // behind the last end is nothing
  if (spans.pop() !== '' || spans.length !== rows) throw cutText(rows, 'spans');
  return spans.map((span) => spanOf(span.split(',')));
}

function spanOf([id, first, last]: readonly unknown[]): Spans['spans'][number] {
  return { id: Number(id), first: Number(first), last: Number(last) };
}

function isAsked(campaignIds: readonly string[] | undefined): string {
  if (campaignIds === undefined) return '1 = 1';
  if (campaignIds.length === 0) return '1 = 0';
  return `s.campaign_id IN (SELECT c.id FROM campaigns c WHERE c.campaign_id IN (${marks(campaignIds)}))`;
}

async function findSegments(read: ReadRows, segmentIds: readonly string[]): Promise<readonly number[]> {
  if (segmentIds.length === 0) return [];
  const sql = statement('counts/find-segments').replace('{{ids}}', marks(segmentIds));
  return (await read(sql, segmentIds)).map(([id]) => Number(id));
}

function marks(values: readonly string[]): string {
  return values.map(() => '?').join(', ');
}

const inSeconds = new WeakMap<Window, Range>();

/** Epoch seconds. A report asks for one window dozens of times, and an instant tells its number slowly. */
export function secondsOf({ window }: Pick<CohortFilter, 'window'>): Range {
  const known = inSeconds.get(window);
  if (known !== undefined) return known;
  const range = {
    from: Math.floor(window.from.epochMilliseconds / 1000),
    to: Math.floor(window.to.epochMilliseconds / 1000),
  };
  inSeconds.set(window, range);
  return range;
}

export async function selectCampaigns(filter: CohortFilter, read: SpanReader): Promise<Selection> {
  const window = secondsOf(filter);
  const { hasCampaignFilter, segments, spans } = await read(filter);
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
