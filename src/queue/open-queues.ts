import { Queue } from 'bullmq';
import {
  connectionOf,
  createGate,
  INTERNAL_QUEUE,
  PUBLIC_QUEUE,
  type QueuePlace,
  withDeadline,
} from './connection.ts';
import type { Job, Repeat } from './define-job.ts';

/** A reason to look into MySQL; who gets it there finds out what there is to do. */
export type WakeUp = { readonly job: string; readonly id: number; readonly attempt?: number };

type QueueCounts = Readonly<Record<string, number>>;

export type Queues = {
  /** An id that is waiting already is not added again. */
  readonly wake: (wakeUps: readonly WakeUp[]) => Promise<void>;
  /** Asks for a report as any other program does. Returns the BullMQ job's id. */
  readonly ask: (data: unknown) => Promise<string>;
  /** Jobs by queue and state. */
  readonly counts: () => Promise<ReadonlyMap<string, QueueCounts>>;
  /** Puts missing schedulers back (Redis may forget) and removes those of jobs that are gone. */
  readonly keepSchedulers: (jobs: ReadonlyMap<string, Job<never>>) => Promise<void>;
  readonly close: () => Promise<void>;
};

const GOODBYE_MS = 1_000;
const STATES = ['waiting', 'active', 'delayed', 'completed', 'failed'] as const;

/** Every call fails with `redis-unreachable` within seconds when Redis is away. */
export function openQueues(place: QueuePlace, onError: (error: Error) => void = () => undefined): Queues {
  const open = (name: string): Queue => {
    const queue = new Queue(name, { connection: connectionOf(place), prefix: place.prefix });
    queue.on('error', onError);
    return queue;
  };
  const gate = createGate(place);
  const internal = open(INTERNAL_QUEUE);
  const asked = open(PUBLIC_QUEUE);
  return {
    wake: async (wakeUps) => {
      if (wakeUps.length === 0) return;
      await gate(() => internal.addBulk(wakeUps.map(jobOf)));
    },
    ask: async (data) => {
      const job = await gate(() => asked.add('produce-report', data));
      return job.id ?? '';
    },
    counts: async () =>
      new Map(
        await gate(() =>
          Promise.all(
            [asked, internal].map(
              async (queue) => [queue.name, await queue.getJobCounts(...STATES)] as const,
            ),
          ),
        ),
      ),
    keepSchedulers: (jobs) => gate(() => keepSchedulers(internal, jobs)),
    close: async () => {
      await withDeadline(place, Promise.all([internal.close(), asked.close()]), GOODBYE_MS).catch(() =>
        Promise.all([internal.disconnect(), asked.disconnect()]).catch(() => undefined),
      );
    },
  };
}

/** MySQL holds retries and backoff, so BullMQ tries once and keeps nothing. */
function jobOf({ job, id, attempt }: WakeUp) {
  return {
    name: job,
    data: { id },
    opts: {
      jobId: [job, id, attempt].filter((part) => part !== undefined).join('-'),
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}

async function keepSchedulers(queue: Queue, jobs: ReadonlyMap<string, Job<never>>): Promise<void> {
  const wanted = new Map(
    [...jobs].flatMap(([name, { repeat }]) => (repeat === null ? [] : [[name, repeat] as const])),
  );
  const present = await queue.getJobSchedulers();
  for (const { key } of present) if (!wanted.has(key)) await queue.removeJobScheduler(key);
  for (const [name, repeat] of wanted) {
    const found = present.find(({ key }) => key === name);
    if (found !== undefined && isSame(found, repeat)) continue;
    await queue.upsertJobScheduler(name, timesOf(repeat), {
      name,
      data: {},
      opts: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    });
  }
}

function timesOf(repeat: Repeat) {
  return 'everyMs' in repeat ? { every: repeat.everyMs } : { pattern: repeat.cron, tz: 'UTC' };
}

function isSame(found: { readonly every?: number; readonly pattern?: string }, repeat: Repeat): boolean {
  return 'everyMs' in repeat ? Number(found.every) === repeat.everyMs : found.pattern === repeat.cron;
}
