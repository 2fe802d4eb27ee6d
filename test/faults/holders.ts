import { changes, lookAt } from './look-at.ts';
import type { World } from './world.ts';

/**
 * How often a holder looks for other work before what it holds counts as given up: it could not tell MySQL, or waits for
 * an answer that does not come.
 */
const LOOKS = 12;
/** And how much longer than its last look that has to be: a report, or a mail, takes longer as its looks do. */
const TIMES_A_LOOK = 80;
/** How often anybody looks before what is due, and is not taken up, waits for another time: a circuit is open, say. */
const LOOKS_AT_DUE = 3;
/** It does not even look: it waits for something itself. Questions of the judge, some 20 in a second. */
const STILL_MOST = 500;
const UNSEEN_MOST = 100;

type Held = {
  readonly busy: readonly string[];
  /** whether time may pass all the same */
  readonly areGivenUp: boolean;
};

export type Holders = {
  /** null = nobody holds anything, and nothing is due */
  readonly see: () => Promise<Held | null>;
  /** time has passed: all begins anew */
  readonly anew: () => void;
};

/**
 * Live processes that hold a lease, and what they could take up: time must not overtake those that are at work. What was
 * given up once stays so until its lease is renewed or taken over: its holder knows nothing of it any more, and a clock
 * that was set back leaves the lease in force for many a step.
 */
export function watchHolders(world: World): Holders {
  const givenUp = new Set<string>();
  let before = '';
  let asked = 0;
  let sinceMs = performance.now();
  let looks = world.pool.looks();
  const anew = (): void => {
    asked = 0;
    sinceMs = performance.now();
    looks = world.pool.looks();
  };
  return {
    anew,
    see: async () => {
      const { held, due } = await lookAt(world);
      const open = held.filter(({ lease }) => !givenUp.has(lease));
      if (open.length === 0 && due === 0) return null;
      const now = await changes(world);
      if (now !== before) anew();
      before = now;
      asked += 1;
      const counts = world.pool.looks();
      const hasLooked = (pid: number, times: number): boolean =>
        (counts.get(pid) ?? Number.POSITIVE_INFINITY) >= (looks.get(pid) ?? 0) + times;
      const busy = [...new Set(open.map(({ holder }) => holder))];
      const isLeft = asked > UNSEEN_MOST || [...counts.keys()].some((pid) => hasLooked(pid, LOOKS_AT_DUE));
      const isSilent = (pid: number): boolean =>
        hasLooked(pid, LOOKS) && performance.now() - sinceMs > TIMES_A_LOOK * world.pool.lookMs(pid);
      const areSilent = asked > STILL_MOST || busy.every((pid) => isSilent(Number(pid)));
      const areGivenUp = busy.length === 0 ? isLeft || counts.size === 0 : areSilent;
      if (areGivenUp) for (const { lease } of open) givenUp.add(lease);
      return { busy, areGivenUp };
    },
  };
}
