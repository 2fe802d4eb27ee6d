import { readdir } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../core/failure.ts';
import type { Job } from './define-job.ts';

/** By name; the name of a job is the name of its file. Throws `internal` that names a file with a wrong export. */
export async function loadJobs<Needs>(folder: string): Promise<ReadonlyMap<string, Job<Needs>>> {
  const files = (await readdir(folder)).filter((file) => /\.[jt]s$/.test(file) && !file.endsWith('.d.ts'));
  const jobs = new Map<string, Job<Needs>>();
  for (const file of files.sort()) {
    const loaded: unknown = await import(pathToFileURL(join(folder, file)).href);
    const job: unknown =
      typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, 'default') : null;
    if (!isJob<Needs>(job)) {
      throw new Failure('internal', `jobs/${file} must have a default export made with defineJob`);
    }
    jobs.set(parse(file).name, job);
  }
  return jobs;
}

/** Made by defineJob; that the job wants the same needs as the others is what the type checker held over jobs/. */
function isJob<Needs>(value: unknown): value is Job<Needs> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'job' &&
    'run' in value &&
    typeof value.run === 'function'
  );
}
