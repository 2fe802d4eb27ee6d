import type { CampaignSpan, Selection } from './selection.ts';
import type { Source, SumPart } from './sum-part.ts';
import {
  cutSlots,
  DAY_SECONDS,
  dayPartsOf,
  nearestDays,
  type OwnedRange,
  partsOf,
  type Range,
  slotsOf,
} from './window-parts.ts';

export type SumBy = 'total' | 'campaign' | 'variant' | 'segment' | 'hour' | 'week-hour';

type Keys = SumPart['keys'];

const NO_KEYS: Keys = ['nothing', 'nothing'];

const KEYS: Readonly<Record<SumBy, Keys>> = {
  // asked by campaign, so that total and campaigns of one report are one read
  total: ['campaign', 'nothing'],
  campaign: ['campaign', 'nothing'],
  variant: ['campaign', 'variant'],
  segment: ['segment', 'nothing'],
  hour: ['hour', 'nothing'],
  'week-hour': ['week-hour', 'nothing'],
};

/**
 * Which cubes together hold each message of the selection exactly once. Campaigns wholly inside the window come from
 * the small cubes; the others from whole UTC days, quarters of an hour at the edges, and facts for the rest.
 */
export function planSums(selection: Selection, by: SumBy): readonly SumPart[] {
  if (by === 'hour' || by === 'week-hour') return planHours(selection, KEYS[by]);
  if ((by === 'segment' || by === 'total') && !selection.hasCampaignFilter) return planSegments(selection);
  const keys = KEYS[by];
  const [whole, cut] = split(selection.active, ({ isWhole }) => isWhole);
  if (by === 'segment' || selection.segments !== null) {
    const { days, plus, minus } = nearestDays(selection.window);
    const seconds = [...plus, ...minus].sort((a, b) => a.from - b.from);
    const cells = of(selection, 'cells', keys, whole, null);
    return [...cells, ...of(selection, 'days', keys, cut, days), ...ofFacts(selection, keys, cut, seconds)];
  }
  const [ofWhole, ofDay] = by === 'variant' ? (['variants', 'days'] as const) : SMALL;
  // the cells of one campaign are few, and answer whatever is asked of it in one read
  const wholly = of(selection, whole.length === 1 ? 'cells' : ofWhole, keys, whole, null);
  if (cut.length === 0) return wholly;
  if (isShort(selection)) return ofSlots(selection, keys, [selection.window]);
  const { days, slots, seconds } = partsOf([selection.window]);
  return [
    ...wholly,
    ...of(selection, ofDay, keys, cut, days),
    // of one campaign by variant in any case, so that both are one read
    ...of(selection, 'slots', cut.length === 1 ? KEYS.variant : keys, cut, slots),
    ...ofFacts(selection, keys, cut, seconds),
  ];
}

const SMALL = ['campaigns', 'campaign-days'] as const;

/** All campaigns: the total as the sum of the segments. */
function planSegments(selection: Selection): readonly SumPart[] {
  if (selection.isEverything) return [ofAll(selection, 'segments', KEYS.segment, null)];
  return planAllCampaigns(selection, [selection.window], KEYS.segment);
}

function planAllCampaigns(selection: Selection, ranges: readonly Range[], keys: Keys): readonly SumPart[] {
  const { days, slots, seconds } = partsOf(ranges);
  return [
    ...(days.length === 0 ? [] : [ofAll(selection, 'segment-days', keys, days)]),
    ...(slots.length === 0 ? [] : [ofAll(selection, 'segment-slots', keys, slots)]),
    ...ofFacts(selection, keys, selection.active, seconds),
  ];
}

function planHours(selection: Selection, keys: Keys): readonly SumPart[] {
  const { window, segments, active } = selection;
  const all = [{ ...window, plus: 0, minus: null }];
  if (segments !== null) return ofFacts(selection, keys, active, all);
  const [whole, cut] = split(active, ({ isWhole }) => isWhole);
  return [
    ...of(selection, 'send-hours', keys, whole, null),
    ...of(selection, 'slots', keys, cut, slotsOf(window)),
    ...ofFacts(selection, keys, cut, cutSlots(window, 0)),
  ];
}

/** Counts of each of several ranges that follow each other, like the calendar days of a zone. */
export function planRanges(selection: Selection, ranges: readonly Range[]): readonly SumPart[] {
  const keys = NO_KEYS;
  if (!selection.hasCampaignFilter) return planAllCampaigns(selection, ranges, keys);
  if (selection.segments !== null) {
    const { days, seconds } = dayPartsOf(ranges);
    return [
      ...of(selection, 'days', keys, selection.active, days),
      ...ofFacts(selection, keys, selection.active, seconds),
    ];
  }
  if (isShort(selection)) return ofSlots(selection, keys, ranges);
  const { days, slots, seconds } = partsOf(ranges);
  return [
    ...of(selection, 'campaign-days', keys, selection.active, days),
    ...of(selection, 'slots', keys, selection.active, slots),
    ...ofFacts(selection, keys, selection.active, seconds),
  ];
}

/**
 * One campaign, cut by a window of a week: its quarters of an hour are few, and one read of them answers all that is
 * asked of it but segments and durations.
 */
function isShort({ hasCampaignFilter, active, window: { from, to } }: Selection): boolean {
  const [one] = active;
  return hasCampaignFilter && active.length === 1 && one?.isWhole === false && to - from <= SHORT_SECONDS;
}

function ofSlots(selection: Selection, keys: Keys, ranges: readonly Range[]): readonly SumPart[] {
  const { active } = selection;
  return [
    ...of(selection, 'slots', keys, active, ranges.flatMap(slotsOf)),
    ...ofFacts(selection, keys, active, ranges.flatMap(cutSlots)),
  ];
}

/** Which histograms hold the durations of the selection; days of no cube come from facts. */
export function planTimes(
  selection: Selection,
  by: 'total' | 'campaign' | 'variant' | 'segment',
): readonly SumPart[] {
  const isByCampaign = by === 'campaign' || by === 'variant';
  const keys: Keys = by === 'total' ? NO_KEYS : KEYS[by];
  const { window, hasCampaignFilter, segments, active } = selection;
  const { days, plus, minus } = nearestDays(window);
  const edges = (spans: readonly CampaignSpan[]): readonly SumPart[] =>
    [plus, minus].flatMap((seconds) => ofFactTimes(selection, keys, spans, seconds));
  if (!hasCampaignFilter && !isByCampaign) {
    if (selection.isEverything) return [ofAll(selection, 'segment-times', keys, null)];
    return [
      ...(days.length === 0 ? [] : [ofAll(selection, 'segment-day-times', keys, days)]),
      ...edges(active),
    ];
  }
  const all = [{ ...window, plus: 0, minus: null }];
  if (by === 'segment' || segments !== null) return ofFactTimes(selection, keys, active, all);
  const [whole, cut] = split(active, ({ isWhole }) => isWhole);
  const wholly = of(selection, 'times', keys, whole, null);
  // days are kept without variants
  if (by === 'variant') return [...wholly, ...ofFactTimes(selection, keys, cut, all)];
  return [...wholly, ...of(selection, 'day-times', keys, cut, days), ...edges(cut)];
}

/** Names that rows of the selection may need. */
export function planNames(selection: Selection, of: 'campaign' | 'variant' | 'segment'): readonly SumPart[] {
  const source = `${of}-names` as const;
  const campaigns = of === 'segment' || selection.isEverything ? null : idsOf(selection.active);
  if (campaigns?.length === 0) return [];
  const isText = of === 'segment' || selection.active.length <= MOST_IN_TEXT;
  return [{ source, keys: NO_KEYS, campaigns, segments: null, ranges: null, isText }];
}

/** Cubes of which one campaign has few rows: they come as one text. */
const TEXT_OF_ONE: ReadonlySet<Source> = new Set(['cells', 'campaign-days', 'send-hours']);

/** The same of durations that are asked for by no key. */
const TIMES_OF_ONE: ReadonlySet<Source> = new Set(['times', 'day-times']);

/** Read as they are, of all campaigns alike: one text costs both sides less than a row for each. */
const TEXT_OF_MANY: ReadonlySet<Source> = new Set(['campaigns', 'variants']);

/** One text must fit into a packet of the server. */
const MOST_IN_TEXT = 2_000;

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
  'slots',
  'send-hours',
  'times',
  'day-times',
]);

function of(
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

function ofAll(
  { segments }: Selection,
  source: Source,
  keys: Keys,
  ranges: readonly OwnedRange[] | null,
): SumPart {
  return { source, keys, campaigns: null, segments, ranges, isText: source === 'segments' };
}

function ofFacts(
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

function ofFactTimes(
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

function idsOf(spans: readonly CampaignSpan[]): readonly number[] {
  return spans.map(({ id }) => id);
}

function split<T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
