import { type Job as BullJob, Worker } from 'bullmq';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { connectionOf, INTERNAL_QUEUE, PUBLIC_QUEUE, type QueuePlace } from './connection.ts';
import { final, type Job } from './define-job.ts';

export type JobEvent = {
  readonly event: 'job-done' | 'job-failed' | 'job-stalled' | 'queue-error';
  readonly queue: string;
  readonly job?: string;
  readonly id?: string;
  readonly milliseconds?: number;
  readonly error?: Error;
};

export type QueueWorkers = {
  /** Takes no new job, waits for the running ones, and no longer than the deadline. false = it had to leave some. */
  readonly close: (deadlineMs: number) => Promise<boolean>;
};

type Setup<Needs> = {
  readonly place: QueuePlace;
  readonly jobs: ReadonlyMap<string, Job<Needs>>;
  readonly needs: Needs;
  readonly concurrency: number;
  readonly tell: (event: JobEvent) => void;
  /** somebody put a job of another name, or one of ours, into the public queue */
  readonly onUnknownJob: (data: unknown, failure: Failure) => Promise<void>;
};

/** Measured: a job of a killed worker is back after about lock + one or two intervals. */
const TIMES = { lockDuration: 30_000, stalledInterval: 10_000, maxStalledCount: 3 } as const;
/** A producer may read return value or reason for a day. */
const GOODBYE_MS = 2_000;
const KEPT = { age: 86_400, count: 10_000 } as const;

/** One BullMQ worker per queue. They wait for Redis for ever; reports do not (the timer polls MySQL). */
export function startQueueWorkers<Needs>(setup: Setup<Needs>): QueueWorkers {
  const running = new Set<Promise<unknown>>();
  const workers = [
    startWorker(setup, PUBLIC_QUEUE, 'public', running),
    startWorker(setup, INTERNAL_QUEUE, 'internal', running),
  ];
  return { close: (deadlineMs) => closeAll(workers, running, deadlineMs) };
}

function startWorker<Needs>(
  setup: Setup<Needs>,
  name: string,
  kind: Job<Needs>['queue'],
  running: Set<Promise<unknown>>,
): Worker {
  const { place, tell } = setup;
  const run = (job: BullJob): Promise<unknown> => {
    const work = runJob(setup, kind, job).finally(() => running.delete(work));
    running.add(work);
    return work;
  };
  const worker = new Worker(name, run, {
    connection: connectionOf(place),
    prefix: place.prefix,
    concurrency: setup.concurrency,
    removeOnComplete: KEPT,
    removeOnFail: KEPT,
    ...TIMES,
  });
  const of = (job: BullJob | undefined) => ({
    queue: name,
    ...(job?.id === undefined ? {} : { id: job.id }),
    ...(job === undefined ? {} : { job: nameOf(job), milliseconds: durationOf(job) }),
  });
  worker.on('completed', (job) => tell({ event: 'job-done', ...of(job) }));
  worker.on('failed', (job, error) => tell({ event: 'job-failed', ...of(job), error }));
  worker.on('stalled', (id) => tell({ event: 'job-stalled', queue: name, id }));
  worker.on('error', (error) => tell({ event: 'queue-error', queue: name, error }));
  return worker;
}

async function runJob<Needs>(setup: Setup<Needs>, kind: Job<Needs>['queue'], job: BullJob): Promise<unknown> {
  const data: unknown = job.data;
  const known = setup.jobs.get(job.name);
  if (known !== undefined && known.queue === kind) return known.run(data, setup.needs);
  const allowed = [...setup.jobs].flatMap(([name, { queue }]) => (queue === kind ? [name] : []));
  const failure = new Failure(
    'bad-input',
    `job: ${nameOf(job)} is not known here; allowed are ${allowed.join(', ')}`,
  );
  if (kind === 'public') await setup.onUnknownJob(data, failure);
  throw final(failure);
}

/** A job that another library wrote may have none, or one of a megabyte. */
function nameOf({ name }: { readonly name: unknown }): string {
  return typeof name === 'string' ? shownText(name) : 'a job without a name';
}

function durationOf(job: BullJob): number {
  return (job.finishedOn ?? job.timestamp) - (job.processedOn ?? job.timestamp);
}

/** A job is given until the deadline; BullMQ's own goodbye to Redis only a moment, because it waits for ever. */
async function closeAll(
  workers: readonly Worker[],
  running: ReadonlySet<Promise<unknown>>,
  deadlineMs: number,
): Promise<boolean> {
  const closed = Promise.all(workers.map((worker) => worker.close()));
  closed.catch(() => undefined);
  const isDrained = await settlesWithin(deadlineMs, Promise.allSettled(running));
  const isClosed = await settlesWithin(GOODBYE_MS, closed);
  if (!isClosed) for (const worker of workers) void worker.close(true).catch(() => undefined);
  return isDrained;
}

async function settlesWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), milliseconds);
  const settled = work.then(
    () => true,
    () => true,
  );
  const isSettled = await Promise.race([settled, late]);
  clearTimeout(timer);
  return isSettled;
}
