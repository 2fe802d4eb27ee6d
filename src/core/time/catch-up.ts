export const CATCH_UP_POLICIES = ['all', 'latest', 'none'] as const;

export type CatchUpPolicy = (typeof CATCH_UP_POLICIES)[number];

export type CatchUp = { readonly policy: CatchUpPolicy; readonly limit: number };

/** Below this a run is on time: planning every 15 s, a restart, a short failover (judgement). */
const MISSED_AFTER_S = 900;

/** null = make it; else why this one is skipped (stored with the run). */
export type Decision<T> = { readonly due: T; readonly skip: string | null };

type Occurrence = { readonly at: Temporal.Instant };

/**
 * What to do with the occurrences that are due, oldest first and without a gap up to `now`. Every one gets an answer:
 * nothing is dropped without a reason.
 */
export function decideCatchUp<T extends Occurrence>(
  due: readonly T[],
  { policy, limit }: CatchUp,
  now: Temporal.Instant,
): readonly Decision<T>[] {
  const missedBefore = now.subtract({ seconds: MISSED_AFTER_S });
  return due.map((occurrence, index) => {
    const newer = due.length - 1 - index;
    const isMissed = Temporal.Instant.compare(occurrence.at, missedBefore) < 0;
    return { due: occurrence, skip: isMissed ? reasonToSkip(policy, limit, newer) : null };
  });
}

function reasonToSkip(policy: CatchUpPolicy, limit: number, newer: number): string | null {
  switch (policy) {
    case 'all':
      return newer < limit ? null : `missed: catch-up makes the latest ${limit} only`;
    case 'latest':
      return newer === 0 ? null : 'missed: catch-up makes the latest only';
    case 'none':
      return 'missed: no worker was running, catch-up is none';
  }
}
