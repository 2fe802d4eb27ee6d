import type { History } from '../../../src/core/findings/history.ts';
import { createRandom } from '../../../src/demo/history/random.ts';

/** The same items in another order. */
export function shuffled<Item>(items: readonly Item[], seed: string): readonly Item[] {
  const random = createRandom(`shuffled/${seed}`);
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}

/** The same history, every list of it in another order. */
export function shuffledHistory(history: History, seed: string): History {
  return {
    ...history,
    campaigns: shuffled(history.campaigns, seed),
    segments: shuffled(history.segments, seed),
    cells: shuffled(history.cells, seed),
    hours: shuffled(history.hours, seed),
    failures: shuffled(history.failures, seed),
  };
}
