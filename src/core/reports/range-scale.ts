import type { PlacedRange } from './chart-model.ts';

export type Estimate = { readonly estimate: number; readonly lower: number; readonly upper: number };

export type RangeScale = {
  readonly from: number;
  readonly to: number;
  readonly place: (one: Estimate) => PlacedRange;
};

/** Room beyond the outermost end. */
const AIR = 0.06;

/**
 * One scale for all, with 0 on it, at most from `least` to `most`: what lies beyond is drawn to its end. null when there is
 * nothing to place.
 */
export function rangeScale(
  all: readonly Estimate[],
  { least, most }: { readonly least: number; readonly most: number },
): RangeScale | null {
  const ends = all.flatMap(({ lower, upper }) => [lower, upper]);
  const [low, high] = [Math.max(least, Math.min(0, ...ends)), Math.min(most, Math.max(0, ...ends))];
  if (high <= low) return null;
  const air = (high - low) * AIR;
  const [from, to] = [Math.max(least, low - air), Math.min(most, high + air)];
  const at = (value: number): number => rounded(Math.min(1, Math.max(0, (value - from) / (to - from))));
  return {
    from,
    to,
    place: ({ estimate, lower, upper }) => ({
      lower: at(lower),
      upper: at(upper),
      estimate: at(estimate),
      zero: at(0),
    }),
  };
}

/** A bar of 200 pixels shows no more; and the stored report stays readable. */
function rounded(share: number): number {
  return Math.round(share * 1_000) / 1_000;
}
