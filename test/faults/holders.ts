import { changes, lookAt } from './look-at.ts';
import type { World } from './world.ts';

/**
 * How often a holder looks for other work before what it holds counts as given up: it could not tell MySQL, or waits for
 * an answer that does not come. Its looks get slower with the rest of its work, so a busy machine makes no difference.
 */
const LOOKS = 12;
/** It does not even look: it waits for something itself. */
const STILL_MOST_MS = 30_000;

export type Holders = {
  /** null = nobody holds anything; else who, and whether time may pass all the same */
  readonly see: () => Promise<{ readonly busy: readonly string[]; readonly areGivenUp: boolean } | null>;
  /** time has passed: all begins anew */
  readonly anew: () => void;
};

/** Live processes that hold a lease: time must not overtake those that are at work. */
export function watchHolders(world: World): Holders {
  let before = '';
  let sinceMs = performance.now();
  let looks = world.pool.looks();
  const anew = (): void => {
    sinceMs = performance.now();
    looks = world.pool.looks();
  };
  return {
    anew,
    see: async () => {
      const { busy } = await lookAt(world);
      if (busy.length === 0) return null;
      const now = await changes(world);
      if (now !== before) anew();
      before = now;
      const counts = world.pool.looks();
      const isGivenUp = (pid: string): boolean =>
        (counts.get(Number(pid)) ?? Number.POSITIVE_INFINITY) >= (looks.get(Number(pid)) ?? 0) + LOOKS;
      return { busy, areGivenUp: busy.every(isGivenUp) || performance.now() - sinceMs > STILL_MOST_MS };
    },
  };
}
