import { isFilled, lengthOf, type OwnedRange, peeled, type Range } from './owned-range.ts';
import { readsOf, stretchesOf } from './stretches.ts';

/** Ranges of time as whole UTC days, stretches of a grain, quarters of an hour, and seconds where they cut a quarter. */
export type WindowParts = {
  readonly days: readonly OwnedRange[];
  /** in the order of the grain's lengths */
  readonly stretches: readonly (readonly OwnedRange[])[];
  readonly slots: readonly OwnedRange[];
  readonly seconds: readonly OwnedRange[];
};

export const DAY_SECONDS = 86_400;
export const SLOT_SECONDS = 900;
const DAY_SLOTS = 96;

/** How the cut days of a window are read. */
export type Grain = {
  /** quarters of an hour to a stretch, the longest first; each is a multiple of the next, a day of the first */
  readonly lengths: readonly number[];
  /** A whole day more is about as dear as so many stretches or quarters. */
  readonly dayCost: number;
};

/** Of keys no cube of longer stretches has. Quarters are sparse, and the days beside them hold variants and segments. */
export const QUARTER: Grain = { lengths: [], dayCost: 4 };
/**
 * Of campaigns: most rows of a campaign and half an hour are of one currency, so that they do not grow with the messages,
 * and a zone at :30 needs no quarters beside them.
 */
export const HALF_HOUR: Grain = { lengths: [2], dayCost: 1 };
/**
 * Of segments, which fill every half hour when ten times as much is sent: quarters of a day, whole or less the rest, and
 * hours. With quarters of an hour no zone has more than six of them at an edge.
 */
export const QUARTER_DAY: Grain = { lengths: [24, 4], dayCost: 1 };

/**
 * Epoch seconds to parts that together hold each range exactly once. The ranges, sorted and apart, are told by their
 * place in the list.
 */
export function partsOf(ranges: readonly Range[], grain: Grain): WindowParts {
  const days: OwnedRange[] = [];
  const cut: OwnedRange[] = [];
  const edges = peeled(DAY_SLOTS, ranges.flatMap(slotsOf), days);
  for (const [day, ofDay] of Map.groupBy(edges, ({ from }) => Math.floor(from / DAY_SLOTS))) {
    const { whole, rest } = readDay(day, ofDay, grain);
    if (whole !== null) days.push({ from: day, to: day + 1, plus: whole, minus: null });
    cut.push(...rest);
  }
  const { stretches, slots } = stretchesOf(cut, grain.lengths);
  return { days: joined(days), stretches, slots, seconds: ranges.flatMap(cutSlots) };
}

/** The same without quarters: what has to be counted from facts when no cube of quarters has the key. */
export function dayPartsOf(ranges: readonly Range[]): Pick<WindowParts, 'days' | 'seconds'> {
  const inner = ranges.map(({ from, to }, plus) => ({
    from: Math.ceil(from / DAY_SECONDS),
    to: Math.floor(to / DAY_SECONDS),
    plus,
    minus: null,
  }));
  const seconds = ranges.flatMap(({ from, to }, plus) => {
    const { from: first = 0, to: last = 0 } = inner[plus] ?? {};
    if (first >= last) return [{ from, to, plus, minus: null }];
    return [
      { from, to: first * DAY_SECONDS, plus, minus: null },
      { from: last * DAY_SECONDS, to, plus, minus: null },
    ];
  });
  return { days: inner.filter(isFilled), seconds: seconds.filter(isFilled) };
}

/**
 * One range as whole UTC days and seconds: a day of which more than half lies in it is read whole, less the rest. Without
 * days where the range is too short for that.
 */
export function nearestDays({ from, to }: Range): {
  readonly days: readonly OwnedRange[];
  readonly plus: readonly OwnedRange[];
  readonly minus: readonly OwnedRange[];
} {
  const days = { from: Math.round(from / DAY_SECONDS), to: Math.round(to / DAY_SECONDS) };
  const [first, last] = [days.from * DAY_SECONDS, days.to * DAY_SECONDS];
  const added = (range: Range): OwnedRange => ({ ...range, plus: 0, minus: null });
  const rest = [
    { from: first, to: from },
    { from: to, to: last },
  ].filter(isFilled);
  const taken = rest.reduce((sum, range) => sum + lengthOf(range), 0);
  if (!isFilled(days) || taken > to - from)
    return { days: [], plus: [{ from, to }].filter(isFilled).map(added), minus: [] };
  const plus = [
    { from, to: first },
    { from: last, to },
  ];
  return {
    days: [added(days)],
    plus: plus.filter(isFilled).map(added),
    minus: rest.map((range) => ({ ...range, plus: null, minus: 0 })),
  };
}

/** All whole quarters of an hour of one range. */
export function slotsOf({ from, to }: Range, plus = 0): readonly OwnedRange[] {
  const slots = { from: Math.ceil(from / SLOT_SECONDS), to: Math.floor(to / SLOT_SECONDS) };
  return isFilled(slots) ? [{ ...slots, plus, minus: null }] : [];
}

/** The seconds of one range that are no whole quarter. */
export function cutSlots({ from, to }: Range, plus: number): readonly OwnedRange[] {
  const first = Math.ceil(from / SLOT_SECONDS);
  const last = Math.floor(to / SLOT_SECONDS);
  const cut =
    first >= last
      ? [{ from, to }]
      : [
          { from, to: first * SLOT_SECONDS },
          { from: last * SLOT_SECONDS, to },
        ];
  return cut.filter(isFilled).map((range) => ({ ...range, plus, minus: null }));
}

/** The cheaper of two ways: the pieces themselves, or the whole day and all but the largest piece. */
function readDay(
  day: number,
  pieces: readonly OwnedRange[],
  { lengths, dayCost }: Grain,
): { readonly whole: number | null; readonly rest: readonly OwnedRange[] } {
  const { plus, from: largest } = pieces.reduce((best, piece) =>
    lengthOf(piece) > lengthOf(best) ? piece : best,
  );
  const others = withGaps(day, pieces).filter(({ from }) => from !== largest);
  const less = others.map((piece) => ({ ...piece, minus: plus }));
  return readsOf(less, lengths) + dayCost > readsOf(pieces, lengths)
    ? { whole: null, rest: pieces }
    : { whole: plus, rest: less };
}

/** The pieces of a day and what lies between them. */
function withGaps(day: number, pieces: readonly OwnedRange[]): readonly OwnedRange[] {
  const all: OwnedRange[] = [];
  let at = day * DAY_SLOTS;
  for (const piece of pieces) {
    all.push({ from: at, to: piece.from, plus: null, minus: null }, piece);
    at = piece.to;
  }
  all.push({ from: at, to: (day + 1) * DAY_SLOTS, plus: null, minus: null });
  return all.filter(isFilled);
}

/** Days in a row of one owner are one range. */
function joined(parts: readonly OwnedRange[]): readonly OwnedRange[] {
  const all: OwnedRange[] = [];
  for (const part of parts.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last?.to === part.from && last.plus === part.plus) all[all.length - 1] = { ...last, to: part.to };
    else all.push(part);
  }
  return all;
}
