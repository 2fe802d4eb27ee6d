/** Half-open range of whole numbers: seconds, slots or days. */
export type Range = { readonly from: number; readonly to: number };

/**
 * What is read, and which of the ranges asked for it adds to and is taken off; both null never. Taking off: most of a
 * day is read as the whole day less the rest.
 */
export type OwnedRange = Range & { readonly plus: number | null; readonly minus: number | null };

/** Puts whole stretches of a length into `whole`, in that unit; what is left lies within one such stretch each. */
export function peeled(
  length: number,
  pieces: readonly OwnedRange[],
  whole: OwnedRange[],
): readonly OwnedRange[] {
  return pieces.flatMap((piece) => {
    const from = Math.ceil(piece.from / length);
    const to = Math.floor(piece.to / length);
    if (from > to) return [piece];
    if (from < to) whole.push({ ...piece, from, to });
    return [
      { ...piece, to: from * length },
      { ...piece, from: to * length },
    ].filter(isFilled);
  });
}

export function lengthOf({ from, to }: Range): number {
  return to - from;
}

export function isFilled({ from, to }: Range): boolean {
  return from < to;
}
