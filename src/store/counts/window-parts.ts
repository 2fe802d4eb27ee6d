/** Half-open range of whole numbers: seconds, slots or days. */
export type Range = { readonly from: number; readonly to: number };

/** A window as whole UTC days, quarters of an hour beside them, and seconds where it cuts a quarter. */
export type WindowParts = {
  readonly days: Range | null;
  readonly slots: readonly Range[];
  readonly seconds: readonly Range[];
};

const DAY_SECONDS = 86_400;
export const SLOT_SECONDS = 900;

/** Epoch seconds to parts that cover them exactly, once. */
export function partsOf({ from, to }: Range): WindowParts {
  const firstDay = Math.ceil(from / DAY_SECONDS);
  const lastDay = Math.floor(to / DAY_SECONDS);
  const edges =
    firstDay < lastDay
      ? [
          { from, to: firstDay * DAY_SECONDS },
          { from: lastDay * DAY_SECONDS, to },
        ]
      : [{ from, to }];
  const parts = edges.map(slotsOf);
  return {
    days: firstDay < lastDay ? { from: firstDay, to: lastDay } : null,
    slots: parts.flatMap(({ slots }) => slots),
    seconds: parts.flatMap(({ seconds }) => seconds),
  };
}

/** Epoch seconds to whole quarters of an hour and what is left at their ends. */
export function slotsOf({ from, to }: Range): Omit<WindowParts, 'days'> {
  const first = Math.ceil(from / SLOT_SECONDS);
  const last = Math.floor(to / SLOT_SECONDS);
  if (first >= last) return { slots: [], seconds: filled([{ from, to }]) };
  return {
    slots: [{ from: first, to: last }],
    seconds: filled([
      { from, to: first * SLOT_SECONDS },
      { from: last * SLOT_SECONDS, to },
    ]),
  };
}

/** The seconds outside the whole days: what has to be counted from facts when no slot cube has the key. */
export function edgesOf(window: Range, days: Range | null): readonly Range[] {
  if (days === null) return filled([window]);
  return filled([
    { from: window.from, to: days.from * DAY_SECONDS },
    { from: days.to * DAY_SECONDS, to: window.to },
  ]);
}

function filled(ranges: readonly Range[]): readonly Range[] {
  return ranges.filter(({ from, to }) => from < to);
}
