import type { Db } from '../store/connect.ts';
import { type TickOptions, tick } from '../store/roll-up/tick.ts';

export type RefreshOptions = TickOptions & {
  /** told after each transaction */
  readonly onProgress?: (done: RefreshResult) => void;
  /** asked between transactions: stop early and leave the rest to the next refresh */
  readonly isStopping?: () => boolean;
};

/** `messages` counts a message once for each transaction that looked at it. */
export type RefreshResult = { readonly ticks: number; readonly messages: number };

/** Counts everything that came in, in transactions of bounded size, until nothing is left. */
export async function refreshRollups(db: Db, options: RefreshOptions = {}): Promise<RefreshResult> {
  let done: RefreshResult = { ticks: 0, messages: 0 };
  while (options.isStopping?.() !== true) {
    const { messages, hasMore } = await tick(db, options);
    done = { ticks: done.ticks + 1, messages: done.messages + messages };
    options.onProgress?.(done);
    if (!hasMore) break;
  }
  return done;
}
