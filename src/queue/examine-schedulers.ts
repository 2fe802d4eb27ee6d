import { Queue } from 'bullmq';
import { type Check, ok, warning } from '../core/check.ts';
import { errorLine } from '../core/error-line.ts';
import { connectionOf, INTERNAL_QUEUE, type QueuePlace, withDeadline } from './connection.ts';
import type { Job, Repeat } from './define-job.ts';

const SUBJECT = 'repeated jobs';
const ADVICE = 'start a worker: it puts them back within 15 s';

/** Are the jobs that come by themselves known to Redis? It may forget; every worker puts them back. */
export async function examineSchedulers(
  place: QueuePlace,
  jobs: ReadonlyMap<string, Pick<Job<never>, 'repeat'>>,
): Promise<Check> {
  const expected = [...jobs].flatMap(([name, { repeat }]) => (repeat === null ? [] : [{ name, repeat }]));
  const queue = new Queue(INTERNAL_QUEUE, { connection: connectionOf(place), prefix: place.prefix });
  // an error event without a listener would end the process; the call below reports it
  queue.on('error', () => undefined);
  try {
    const present = new Set((await withDeadline(place, queue.getJobSchedulers())).map(({ key }) => key));
    const missing = expected.filter(({ name }) => !present.has(name)).map(({ name }) => name);
    if (missing.length > 0) return warning(SUBJECT, `Redis does not know ${missing.join(', ')}`, ADVICE);
    return ok(SUBJECT, expected.map(({ name, repeat }) => `${name} ${timesOf(repeat)}`).join(', '));
  } catch (error) {
    return warning(SUBJECT, `cannot be read: ${errorLine(error)}`, ADVICE);
  } finally {
    await withDeadline(place, queue.close(), 1_000).catch(() => queue.disconnect());
  }
}

function timesOf(repeat: Repeat): string {
  return 'everyMs' in repeat ? `every ${repeat.everyMs / 1_000} s` : `at "${repeat.cron}" UTC`;
}
