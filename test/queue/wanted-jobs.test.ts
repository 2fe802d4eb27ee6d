import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadJobs } from '../../src/queue/load-jobs.ts';
import { wantedJobs } from '../../src/queue/wanted-jobs.ts';

const jobs = await loadJobs(join(import.meta.dirname, '../../jobs'));
const named = (wanted: Parameters<typeof wantedJobs>[1]): readonly string[] => [
  ...wantedJobs(jobs, wanted).keys(),
];

describe('the jobs of an installation', () => {
  it('are all there are', () => {
    expect(named({ isPulling: true })).toEqual([...jobs.keys()]);
  });

  it('leave out the pull where nothing is to be pulled', () => {
    const names = named({ isPulling: false });
    expect(jobs.has('pull-marketing-platform')).toBe(true);
    expect(names).not.toContain('pull-marketing-platform');
    expect(names).toHaveLength(jobs.size - 1);
  });

  it('without a night are those that come every minute, or when they are asked for', () => {
    const names = named({ isPulling: true, isNightly: false });
    expect(names).toEqual(expect.arrayContaining(['produce-run', 'dispatch-report', 'resume-batches']));
    for (const nightly of ['propose-cleaning', 'find-findings', 'prune-stored', 'reconcile-rollups'])
      expect(names).not.toContain(nightly);
  });
});
