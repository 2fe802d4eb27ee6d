import type { Range } from './owned-range.ts';
import { idsOf, isShort, MOST_IN_TEXT, of, ofAll, ofFacts, ofFactTimes } from './select-parts.ts';
import type { CampaignSpan, Selection } from './selection.ts';
import { type Keys, NO_KEYS, type SumPart } from './sum-part.ts';
import {
  cutSlots,
  dayPartsOf,
  HALF_HOUR,
  nearestDays,
  partsOf,
  QUARTER,
  QUARTER_DAY,
  slotsOf,
} from './window-parts.ts';

export type SumBy = 'total' | 'campaign' | 'variant' | 'segment' | 'hour' | 'week-hour';

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
 * the small cubes; the others from whole UTC days, quarters of a day, hours, halves and quarters of an hour at the edges, and
 * facts for the rest.
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
  const isByVariant = by === 'variant';
  // the cells of one campaign are few, and answer whatever is asked of it in one read
  const small = isByVariant ? 'variants' : 'campaigns';
  const wholly = of(selection, whole.length === 1 ? 'cells' : small, keys, whole, null);
  if (cut.length === 0) return wholly;
  if (isShort(selection)) return ofSlots(selection, keys, [selection.window]);
  // of one campaign by variant in any case, so that both are one read
  const isOne = cut.length === 1;
  if (isByVariant || isOne) return [...wholly, ...planQuarters(selection, by, cut)];
  const { days, stretches, slots, seconds } = partsOf([selection.window], HALF_HOUR);
  const [halfHours = []] = stretches;
  return [
    ...wholly,
    ...of(selection, 'campaign-days', keys, cut, days),
    ...of(selection, 'campaign-half-hours', keys, cut, halfHours),
    ...of(selection, 'slots', keys, cut, slots),
    ...ofFacts(selection, keys, cut, seconds),
  ];
}

/** Halves of an hour are kept without variants. */
function planQuarters(
  selection: Selection,
  by: 'total' | 'campaign' | 'variant',
  cut: readonly CampaignSpan[],
): readonly SumPart[] {
  const { days, slots, seconds } = partsOf([selection.window], QUARTER);
  return [
    ...of(selection, by === 'variant' ? 'days' : 'campaign-days', KEYS[by], cut, days),
    ...of(selection, 'slots', KEYS.variant, cut, slots),
    ...ofFacts(selection, KEYS[by], cut, seconds),
  ];
}

/** All campaigns: the total as the sum of the segments. */
function planSegments(selection: Selection): readonly SumPart[] {
  if (selection.isEverything) return [ofAll(selection, 'segments', KEYS.segment, null)];
  return planAllCampaigns(selection, [selection.window], KEYS.segment);
}

function planAllCampaigns(selection: Selection, ranges: readonly Range[], keys: Keys): readonly SumPart[] {
  const { days, stretches, slots, seconds } = partsOf(ranges, QUARTER_DAY);
  const [quarterDays = [], hours = []] = stretches;
  const cubes = [
    ['segment-days', days],
    ['segment-quarter-days', quarterDays],
    ['segment-hours', hours],
    ['segment-slots', slots],
  ] as const;
  return [
    ...cubes.flatMap(([cube, of]) => (of.length === 0 ? [] : [ofAll(selection, cube, keys, of)])),
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
  const { days, stretches, slots, seconds } = partsOf(ranges, HALF_HOUR);
  const [halfHours = []] = stretches;
  return [
    ...of(selection, 'campaign-days', keys, selection.active, days),
    ...of(selection, 'campaign-half-hours', keys, selection.active, halfHours),
    ...of(selection, 'slots', keys, selection.active, slots),
    ...ofFacts(selection, keys, selection.active, seconds),
  ];
}

function ofSlots(selection: Selection, keys: Keys, ranges: readonly Range[]): readonly SumPart[] {
  const { active } = selection;
  return [
    ...of(selection, 'slots', keys, active, ranges.flatMap(slotsOf)),
    ...ofFacts(selection, keys, active, ranges.flatMap(cutSlots)),
  ];
}

/** Which histograms hold the durations of the selection; days of no cube come from facts. */
export function planTimes(selection: Selection, by: 'total' | 'campaign' | 'segment'): readonly SumPart[] {
  const keys: Keys = by === 'total' ? NO_KEYS : KEYS[by];
  const { window, hasCampaignFilter, segments, active } = selection;
  const { days, plus, minus } = nearestDays(window);
  const edges = (spans: readonly CampaignSpan[]): readonly SumPart[] =>
    [plus, minus].flatMap((seconds) => ofFactTimes(selection, keys, spans, seconds));
  if (!hasCampaignFilter && by !== 'campaign') {
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

function split<T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
