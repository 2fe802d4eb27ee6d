import type { CampaignSpan, Selection } from './selection.ts';
import { edgesOf, partsOf, type Range, type WindowParts } from './window-parts.ts';

/** One statement of `sql/counts/` and what it is asked for. */
export type SumPart = {
  readonly statement: string;
  /** absent = all there are */
  readonly campaigns?: readonly number[];
  readonly range?: Range;
  readonly usesSegments?: boolean;
};

export type SumBy = 'total' | 'campaign' | 'variant' | 'segment' | 'hour';

/**
 * Which cubes together hold each message of the selection exactly once. Campaigns wholly inside the window come from
 * the small cubes; the others from whole UTC days, quarters of an hour at the edges, and facts for the rest.
 */
export function planSums(selection: Selection, by: SumBy): readonly SumPart[] {
  if (by === 'hour') return planHours(selection);
  if (by === 'segment' && !selection.hasCampaignFilter) return planSegments(selection);
  const [whole, cut] = split(selection.active, ({ isWhole }) => isWhole);
  const isBySegment = by === 'segment' || selection.segments !== null;
  const ofWhole = { statement: isBySegment ? 'sum-cells' : 'sum-variants', usesSegments: isBySegment };
  if (selection.isEverything) return [ofWhole];
  const parts = partsOf(selection.window);
  return [
    ...ofCampaigns(ofWhole, whole),
    ...ofDays(cut, parts.days),
    ...(isBySegment
      ? ofFacts(cut, edgesOf(selection.window, parts.days))
      : [...ofSlots(cut, parts.slots), ...ofFacts(cut, parts.seconds)]),
  ];
}

/** All campaigns by segment: a campaign without a message at the edges comes from the small cube, the rest in time. */
function planSegments(selection: Selection): readonly SumPart[] {
  if (selection.isEverything) return [{ statement: 'sum-segments', usesSegments: true }];
  const parts = partsOf(selection.window);
  const [inner, outer] = split(selection.active, (span) => liesIn(span, parts));
  return [
    ...ofCampaigns({ statement: 'sum-cells', usesSegments: true }, inner),
    ...ofDays(outer, parts.days),
    ...ofAllSlots(parts.slots),
    ...ofFacts(outer, parts.seconds),
  ];
}

function planHours(selection: Selection): readonly SumPart[] {
  if (selection.segments !== null) return ofFacts(selection.active, [selection.window]);
  const [whole, cut] = split(selection.active, ({ isWhole }) => isWhole);
  const parts = partsOf(selection.window);
  const days = parts.days === null ? [] : [{ from: parts.days.from * 96, to: parts.days.to * 96 }];
  return [
    ...ofCampaigns({ statement: 'sum-send-hours' }, whole),
    ...ofSlots(cut, [...days, ...parts.slots]),
    ...ofFacts(cut, parts.seconds),
  ];
}

/** Sums of slots for calendar days of a zone that are no UTC days. */
export function planSlots(selection: Selection, slots: readonly Range[]): readonly SumPart[] {
  if (!selection.hasCampaignFilter) return ofAllSlots(slots);
  if (selection.segments === null) return ofSlots(selection.active, slots);
  const seconds = slots.map(({ from, to }) => ({ from: from * 900, to: to * 900 }));
  return ofFacts(selection.active, seconds);
}

/** Sums of whole UTC days. */
export function planDays(selection: Selection, days: Range): readonly SumPart[] {
  return ofDays(selection.active, days);
}

/** Seconds that are no whole quarter of an hour. */
export function planFacts(selection: Selection, seconds: readonly Range[]): readonly SumPart[] {
  return ofFacts(selection.active, seconds);
}

/** Which histograms hold the durations of the selection; days of no cube come from facts. */
export function planTimes(
  selection: Selection,
  by: 'total' | 'campaign' | 'variant' | 'segment',
): readonly SumPart[] {
  const isByCampaign = by === 'campaign' || by === 'variant';
  if (!selection.hasCampaignFilter && !isByCampaign) return planSegmentTimes(selection);
  if (by === 'segment' || selection.segments !== null) {
    return ofFacts(selection.active, [selection.window], 'time-facts');
  }
  if (selection.isEverything) return [{ statement: 'time-variants' }];
  const [whole, cut] = split(selection.active, ({ isWhole }) => isWhole);
  // days are kept without variants
  const days = by === 'variant' ? null : partsOf(selection.window).days;
  return [
    ...ofCampaigns({ statement: 'time-variants' }, whole),
    ...(days === null ? [] : ofCampaigns({ statement: 'time-days', range: days }, cut)),
    ...ofFacts(cut, edgesOf(selection.window, days), 'time-facts'),
  ];
}

function planSegmentTimes(selection: Selection): readonly SumPart[] {
  if (selection.isEverything) return [{ statement: 'time-segments', usesSegments: true }];
  const { days } = partsOf(selection.window);
  return [
    ...(days === null ? [] : [{ statement: 'time-segment-days', range: days, usesSegments: true }]),
    ...ofFacts(selection.active, edgesOf(selection.window, days), 'time-facts'),
  ];
}

function liesIn({ first, last }: CampaignSpan, { days }: WindowParts): boolean {
  return days !== null && first >= days.from * 86_400 && last < days.to * 86_400;
}

function ofDays(spans: readonly CampaignSpan[], days: Range | null): readonly SumPart[] {
  return days === null ? [] : ofCampaigns({ statement: 'sum-days', range: days, usesSegments: true }, spans);
}

function ofSlots(spans: readonly CampaignSpan[], slots: readonly Range[]): readonly SumPart[] {
  return slots.flatMap((range) => ofCampaigns({ statement: 'sum-slots', range }, spans));
}

function ofAllSlots(slots: readonly Range[]): readonly SumPart[] {
  return slots.map((range) => ({ statement: 'sum-segment-slots', range, usesSegments: true }));
}

function ofFacts(
  spans: readonly CampaignSpan[],
  seconds: readonly Range[],
  statement?: 'time-facts',
): readonly SumPart[] {
  return seconds.flatMap((range) => {
    const near = spans.filter(({ first, last }) => last >= range.from && first < range.to);
    const names = statement === undefined ? ['sum-facts', 'sum-fact-revenue'] : [statement];
    return names.flatMap((name) => ofCampaigns({ statement: name, range, usesSegments: true }, near));
  });
}

function ofCampaigns(part: SumPart, spans: readonly CampaignSpan[]): readonly SumPart[] {
  return spans.length === 0 ? [] : [{ ...part, campaigns: spans.map(({ id }) => id) }];
}

function split<T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
