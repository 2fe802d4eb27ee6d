import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnrecoverableError } from 'bullmq';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { defineJob, parseNothing, parseRowId } from '../../src/queue/define-job.ts';
import { loadJobs } from '../../src/queue/load-jobs.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jobs-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the jobs folder', () => {
  it('is what the worker runs: every file, by its name', async () => {
    const jobs = await loadJobs(join(import.meta.dirname, '../../jobs'));
    expect([...jobs.keys()]).toEqual([
      'dispatch-report',
      'find-findings',
      'produce-report',
      'produce-run',
      'propose-cleaning',
      'prune-stored',
      'pull-marketing-platform',
      'reconcile-rollups',
      'refresh-rollups',
      'resume-batches',
      'sweep-recommendations',
    ]);
    expect([...jobs].filter(([, job]) => job.queue === 'public').map(([name]) => name)).toEqual([
      'produce-report',
    ]);
  });

  it.each([
    ['export default 5;', 'no job at all'],
    ['export const job = {};', 'no default export'],
    ['export default { run: () => null };', 'not made with defineJob'],
  ])('refuses a file by name: %s', async (content) => {
    await writeFile(join(folder, 'broken.js'), content);
    await expect(loadJobs(folder)).rejects.toThrow(
      'jobs/broken.js must have a default export made with defineJob',
    );
  });

  it('passes over what is no program', async () => {
    await writeFile(join(folder, 'README.md'), '# jobs');
    expect([...(await loadJobs(folder))]).toEqual([]);
  });
});

describe('a job', () => {
  const job = (error: unknown) =>
    defineJob({
      queue: 'internal',
      parse: parseRowId,
      run: () => Promise.reject(error instanceof Error ? error : new Error(String(error))),
    });

  it('is never tried again after a final failure', async () => {
    const failure = new Failure('bad-state', 'run 3 is done');
    await expect(job(failure).run({ id: 3 }, null)).rejects.toEqual(
      new UnrecoverableError('bad-state: run 3 is done'),
    );
    await expect(job(failure).run({ id: '3' }, null)).rejects.toBeInstanceOf(UnrecoverableError);
  });

  it('may be tried again after a passing one', async () => {
    const failure = new Failure('mysql-unreachable', 'gone', { retryable: true });
    await expect(job(failure).run({ id: 3 }, null)).rejects.toBe(failure);
  });

  it.each([[{ id: 0 }], [{ id: 1.5 }], [{ id: '7' }], [{}], [null], [[7]]])(
    'refuses the payload %j',
    (data) => {
      expect(() => parseRowId(data)).toThrow('id: must be a whole number above 0');
    },
  );

  it('that only ticks takes no payload', () => {
    expect(parseNothing({})).toBeNull();
    expect(() => parseNothing({ id: 1 })).toThrow('payload: must be empty');
  });
});
