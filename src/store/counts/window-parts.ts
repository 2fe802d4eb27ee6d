/** Half-open range of whole numbers: seconds, slots or days. */
export type Range = { readonly from: number; readonly to: number };

/**
 * What is read, and which of the ranges asked for it adds to and is taken off; both null never. Taking off: most of a
 * day is read as the whole day less the rest.
 */
export type OwnedRange = Range & { readonly plus: number | null; readonly minus: number | null };

/** Ranges of time as whole UTC days, quarters of an hour, and seconds where they cut a quarter. */
export type WindowParts = {
  readonly days: readonly OwnedRange[];
  readonly slots: readonly OwnedRange[];
  readonly seconds: readonly OwnedRange[];
};

export const DAY_SECONDS = 86_400;
export const SLOT_SECONDS = 900;
export const DAY_SLOTS = 96;
/** A whole day more is about as dear as so many quarters of an hour. */
const DAY_COST = 4;

/**
 * Epoch seconds to parts that together hold each range exactly once. The ranges, sorted and apart, are told by their
 * place in the list.
 */
export function partsOf(ranges: readonly Range[]): WindowParts {
  const days: OwnedRange[] = [];
  const slots: OwnedRange[] = [];
  const pieces = ranges.flatMap(wholeSlots).flatMap(byDay);
  for (const [day, ofDay] of Map.groupBy(pieces, ({ from }) => Math.floor(from / DAY_SLOTS))) {
    const { whole, rest } = readDay(day, ofDay);
    if (whole !== null) days.push({ from: day, to: day + 1, plus: whole, minus: null });
    slots.push(...rest);
  }
  return { days: joined(days), slots, seconds: ranges.flatMap(cutSlots) };
}

/** The same without quarters: what has to be counted from facts when no cube of quarters has the key. */
export function dayPartsOf(ranges: readonly Range[]): Omit<WindowParts, 'slots'> {
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
export function slotsOf(range: Range, plus = 0): readonly OwnedRange[] {
  return wholeSlots(range, plus).map(({ from, to, owner }) => ({ from, to, plus: owner, minus: null }));
}

type Piece = Range & { readonly owner: number | null };
type Owned = Range & { readonly owner: number };

function wholeSlots({ from, to }: Range, owner: number): readonly Owned[] {
  const slots = { from: Math.ceil(from / SLOT_SECONDS), to: Math.floor(to / SLOT_SECONDS), owner };
  return isFilled(slots) ? [slots] : [];
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

function byDay({ from, to, owner }: Owned): readonly Owned[] {
  const days: Owned[] = [];
  for (let start = from; start < to; ) {
    const end = Math.min((Math.floor(start / DAY_SLOTS) + 1) * DAY_SLOTS, to);
    days.push({ from: start, to: end, owner });
    start = end;
  }
  return days;
}

/** The cheaper of two ways: the pieces themselves, or the whole day and all but the largest piece. */
function readDay(
  day: number,
  pieces: readonly Owned[],
): { readonly whole: number | null; readonly rest: readonly OwnedRange[] } {
  const largest = pieces.reduce((best, piece) => (lengthOf(piece) > lengthOf(best) ? piece : best));
  const direct = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  const { owner } = largest;
  if (DAY_SLOTS - lengthOf(largest) + DAY_COST > direct) {
    return {
      whole: null,
      rest: pieces.map((piece) => ({ ...rangeOf(piece), plus: piece.owner, minus: null })),
    };
  }
  const others = withGaps(day, pieces).filter(({ from }) => from !== largest.from);
  return {
    whole: owner,
    rest: others.map((piece) => ({ ...rangeOf(piece), plus: piece.owner, minus: owner })),
  };
}

/** The pieces of a day and what lies between them. */
function withGaps(day: number, pieces: readonly Owned[]): readonly Piece[] {
  const all: Piece[] = [];
  let at = day * DAY_SLOTS;
  for (const piece of pieces) {
    all.push({ from: at, to: piece.from, owner: null }, piece);
    at = piece.to;
  }
  all.push({ from: at, to: (day + 1) * DAY_SLOTS, owner: null });
  return all.filter(isFilled);
}

/** Days in a row of one owner are one range. */
function joined(days: readonly OwnedRange[]): readonly OwnedRange[] {
  const all: OwnedRange[] = [];
  for (const day of days.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last?.to === day.from && last.plus === day.plus) all[all.length - 1] = { ...last, to: day.to };
    else all.push(day);
  }
  return all;
}

function rangeOf({ from, to }: Range): Range {
  return { from, to };
}

function lengthOf({ from, to }: Range): number {
  return to - from;
}

function isFilled({ from, to }: Range): boolean {
  return from < to;
}
