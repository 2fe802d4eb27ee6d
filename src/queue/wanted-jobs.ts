import type { Job } from './define-job.ts';

/** All jobs, but for the one that pulls where nothing is to be pulled. */
export function wantedJobs<Needs>(
  jobs: ReadonlyMap<string, Job<Needs>>,
  isPulling: boolean,
): ReadonlyMap<string, Job<Needs>> {
  return new Map([...jobs].filter(([name]) => isPulling || name !== 'pull-marketing-platform'));
}
