/** Chance that comes again with the same seed (mulberry32). */
export type Seeded = {
  /** whole, 0 <= n < below */
  readonly below: (below: number) => number;
  readonly pick: <T>(of: readonly T[]) => T;
};

export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (of) => {
      const one = of[below(of.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
  };
}
