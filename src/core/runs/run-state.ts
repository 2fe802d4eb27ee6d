/**
 * planned -> running -> rendered -> done | done_with_failures;  running -> planned (lease lost, temporary error);
 * planned -> skipped (missed);  planned | running -> failed.
 */
export const RUN_STATES = [
  'planned',
  'running',
  'rendered',
  'done',
  'done_with_failures',
  'failed',
  'skipped',
] as const;

export type RunState = (typeof RUN_STATES)[number];

export function isFinalRunState(state: RunState): boolean {
  switch (state) {
    case 'planned':
    case 'running':
    case 'rendered':
      return false;
    case 'done':
    case 'done_with_failures':
    case 'failed':
    case 'skipped':
      return true;
  }
}

/** A holder that died does not answer; the fifth such claim of a run is its last (a report that kills its worker). */
export const MOST_CRASHES = 5;

const BACKOFF_S = [60, 120, 300, 600, 1_800, 3_600] as const;

/** Seconds until the next try after the nth failed one (n from 1). */
export function backoffSeconds(attempt: number): number {
  return BACKOFF_S[Math.min(Math.max(attempt, 1), BACKOFF_S.length) - 1] ?? 3_600;
}
