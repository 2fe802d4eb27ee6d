import { isFilled, lengthOf, type OwnedRange, peeled } from './owned-range.ts';

type Stretches = {
  /** in the order of the lengths, each in units of its own */
  readonly stretches: readonly (readonly OwnedRange[])[];
  readonly slots: readonly OwnedRange[];
};

/**
 * Pieces of quarters of an hour as whole stretches of the lengths and what is left. Most of a stretch is read as the whole
 * of it less the rest, where that is less to read.
 */
export function stretchesOf(
  pieces: readonly OwnedRange[],
  [length, ...shorter]: readonly number[],
): Stretches {
  if (length === undefined) return { stretches: [], slots: pieces.toSorted(byTime) };
  const whole: OwnedRange[] = [];
  const edges = peeled(length, pieces, whole);
  const left = [...Map.groupBy(edges, ({ from }) => Math.floor(from / length))].flatMap(([at, ofStretch]) => {
    const [only] = ofStretch;
    // of two pieces each would be taken off for the other
    if (only === undefined || ofStretch.length > 1) return ofStretch;
    const rest = restOf(only, at, length);
    if (readsOf(ofStretch, shorter) <= 1 + readsOf(rest, shorter)) return ofStretch;
    whole.push({ ...only, from: at, to: at + 1 });
    return rest;
  });
  const { stretches, slots } = stretchesOf(left, shorter);
  return { stretches: [whole.toSorted(byTime), ...stretches], slots };
}

/** How many stretches and quarters the pieces are. */
export function readsOf(pieces: readonly OwnedRange[], [length, ...shorter]: readonly number[]): number {
  if (length === undefined) return sumOf(pieces.map(lengthOf));
  const whole: OwnedRange[] = [];
  const edges = peeled(length, pieces, whole).map((edge) =>
    Math.min(
      readsOf([edge], shorter),
      1 + readsOf(restOf(edge, Math.floor(edge.from / length), length), shorter),
    ),
  );
  return sumOf(whole.map(lengthOf)) + sumOf(edges);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** What the stretch holds beside the piece: taken off where the piece is added, and the other way round. */
function restOf({ from, to, plus, minus }: OwnedRange, at: number, length: number): readonly OwnedRange[] {
  const swapped = { plus: minus, minus: plus };
  return [
    { from: at * length, to: from, ...swapped },
    { from: to, to: (at + 1) * length, ...swapped },
  ].filter(isFilled);
}

function byTime(a: OwnedRange, b: OwnedRange): number {
  return a.from - b.from;
}
