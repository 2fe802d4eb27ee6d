import type { OwnedRange, Range } from './owned-range.ts';
import type { CampaignSpan, Selection } from './selection.ts';
import { type Keys, NO_KEYS, type Source, type SumPart } from './sum-part.ts';
import { DAY_SECONDS } from './window-parts.ts';

/**
 * One campaign, cut by a window of a week: its quarters of an hour are few, and one read of them answers all that is
 * asked of it but segments and durations.
 */
export function isShort({ hasCampaignFilter, active, window: { from, to } }: Selection): boolean {
  const [one] = active;
  return hasCampaignFilter && active.length === 1 && one?.isWhole === false && to - from <= SHORT_SECONDS;
}

/** Cubes of which one campaign has few rows: they come as one text. */
const TEXT_OF_ONE: ReadonlySet<Source> = new Set(['cells', 'campaign-days', 'send-hours']);

/** The same of durations that are asked for by no key. */
const TIMES_OF_ONE: ReadonlySet<Source> = new Set(['times', 'day-times']);

/** Read as they are, of all campaigns alike: one text costs both sides less than a row for each. */
const TEXT_OF_MANY: ReadonlySet<Source> = new Set(['campaigns', 'variants']);

/** One text must fit into a packet of the server. */
export const MOST_IN_TEXT = 2_000;

function isTextOf(selection: Selection, source: Source, keys: Keys, campaigns: number): boolean {
  if (source === 'slots') return isShort(selection);
  if (TEXT_OF_MANY.has(source)) return campaigns <= MOST_IN_TEXT;
  return campaigns === 1 && (TEXT_OF_ONE.has(source) || (TIMES_OF_ONE.has(source) && keys === NO_KEYS));
}

/** A week, and an hour more where the clock is put back. */
const SHORT_SECONDS = 7 * DAY_SECONDS + 3600;

const WITHOUT_SEGMENT: ReadonlySet<Source> = new Set([
  'campaigns',
  'variants',
  'campaign-days',
  'campaign-half-hours',
  'slots',
  'send-hours',
  'times',
  'day-times',
]);

export function of(
  selection: Selection,
  source: Source,
  keys: Keys,
  spans: readonly CampaignSpan[],
  ranges: readonly OwnedRange[] | null,
): readonly SumPart[] {
  if (spans.length === 0 || ranges?.length === 0) return [];
  const isAll = ranges === null && selection.isEverything && spans.length > 1;
  const segments = WITHOUT_SEGMENT.has(source) ? null : selection.segments;
  const isText = isTextOf(selection, source, keys, spans.length);
  return [{ source, keys, campaigns: isAll ? null : idsOf(spans), segments, ranges, isText }];
}

export function ofAll(
  { segments }: Selection,
  source: Source,
  keys: Keys,
  ranges: readonly OwnedRange[] | null,
): SumPart {
  return { source, keys, campaigns: null, segments, ranges, isText: source === 'segments' };
}

export function ofFacts(
  selection: Selection,
  keys: Keys,
  spans: readonly CampaignSpan[],
  seconds: readonly OwnedRange[],
): readonly SumPart[] {
  const near = nearOf(spans, seconds);
  return [
    ...of(selection, 'facts', keys, near, seconds),
    ...of(selection, 'fact-revenue', keys, near, seconds),
  ];
}

export function ofFactTimes(
  selection: Selection,
  keys: Keys,
  spans: readonly CampaignSpan[],
  seconds: readonly OwnedRange[],
): readonly SumPart[] {
  return of(selection, 'fact-times', keys, nearOf(spans, seconds), seconds);
}

/** Campaigns that may have a message in one of the ranges. */
function nearOf(spans: readonly CampaignSpan[], ranges: readonly Range[]): readonly CampaignSpan[] {
  return spans.filter(({ first, last }) => ranges.some(({ from, to }) => last >= from && first < to));
}

export function idsOf(spans: readonly CampaignSpan[]): readonly number[] {
  return spans.map(({ id }) => id);
}
