import { createNumberSlots } from './number-slots.ts';

/** Our numbers of a campaign and a segment. */
export type Pair = { readonly campaign: number; readonly segment: number };

/** Campaigns in segments, counted off as they are first seen. */
export type Pairs = {
  readonly numberOf: (campaign: number, segment: number) => number;
  readonly pairOf: (number: number) => Pair;
};

/** More than there are segments; with campaigns below 2^31 a pair is a whole number that is exact. */
const SEGMENTS = 2 ** 22;

export function createPairs(): Pairs {
  const slots = createNumberSlots();
  return {
    numberOf: (campaign, segment) => slots.slotOf(campaign * SEGMENTS + segment),
    pairOf: (number) => {
      const key = slots.keyOf(number);
      return { campaign: Math.floor(key / SEGMENTS), segment: key % SEGMENTS };
    },
  };
}
