import type { Job } from './define-job.ts';

type Wanted = {
  /** false = there is nothing to pull from */
  readonly isPulling: boolean;
  /** false = without those that come at an hour of the night */
  readonly isNightly?: boolean;
};

/** The jobs of this installation. */
export function wantedJobs<Needs>(
  jobs: ReadonlyMap<string, Job<Needs>>,
  { isPulling, isNightly = true }: Wanted,
): ReadonlyMap<string, Job<Needs>> {
  return new Map(
    [...jobs].filter(
      ([name, { repeat }]) =>
        (isPulling || name !== 'pull-marketing-platform') &&
        (isNightly || repeat === null || 'everyMs' in repeat),
    ),
  );
}
