/**
 * Persons `from` to `to` (exclusive). What is known of one lies together, at its number less `from`, times STRIDE: the
 * messages of a block are of persons all over the list, and each costs one look into memory.
 */
export type CountedPersons = {
  readonly from: number;
  readonly to: number;
  /** places of FIELD; who got nothing has `lastSentS` 0 */
  readonly whole: Uint32Array;
  /** the same memory; clicks to expect of the recent and of the earlier messages, whole thousand-millionths: sums of them are exact */
  readonly expected: Float64Array;
};

/** Whole numbers of a person, and two sums of twice the width: two lines of the processor's cache, wherever they begin. */
export const STRIDE = 18;
export const WIDE_STRIDE = STRIDE / 2;
export const RECENT = 7;
export const EARLIER = 8;

export const FIELD = {
  lastSentS: 0,
  /** segments.id of the last delivered message */
  segment: 1,
  recent: 2,
  earlier: 3,
  clickedRecent: 4,
  clickedEarlier: 5,
  dose7: 6,
  dose30: 7,
  dose90: 8,
  /** of the segment of the first message that was counted: its number counted off, plus 1; messages, and sums of doses */
  ownSegment: 9,
  ownRecent: 10,
  ownEarlier: 11,
  ownRecentDose: 12,
  ownEarlierDose: 13,
} as const;

export function fieldOf({ whole }: CountedPersons, who: number, field: number): number {
  return whole[who * STRIDE + field] ?? 0;
}

export function expectedRecent({ expected }: CountedPersons, who: number): number {
  return expected[who * WIDE_STRIDE + RECENT] ?? 0;
}

export function expectedEarlier({ expected }: CountedPersons, who: number): number {
  return expected[who * WIDE_STRIDE + EARLIER] ?? 0;
}

export function increase(column: Uint32Array, at: number, by: number): void {
  column[at] = (column[at] ?? 0) + by;
}
