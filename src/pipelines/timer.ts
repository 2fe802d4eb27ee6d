import type { Job } from '../queue/define-job.ts';
import type { Queues, WakeUp } from '../queue/open-queues.ts';
import { type Sweep, sweepReports } from './sweep-reports.ts';
import { workWithoutQueue } from './work-without-queue.ts';
import type { WorkerNeeds } from './worker-needs.ts';

export type Timer = {
  /** looks now, after a look that is under way */
  readonly look: () => Promise<void>;
  /** start of the last look that went through; null = none yet */
  readonly lastAt: () => Temporal.Instant | null;
  /** waits for a look that is under way */
  readonly stop: () => Promise<void>;
};

export type TimerNeeds = WorkerNeeds & {
  readonly tzdb: string;
  readonly queues: Pick<Queues, 'keepSchedulers' | 'wake'>;
  readonly jobs: ReadonlyMap<string, Job<WorkerNeeds>>;
  readonly log: {
    readonly info: (event: string, fields?: Readonly<Record<string, unknown>>) => void;
    readonly error: (event: string, error: unknown, fields?: Readonly<Record<string, unknown>>) => void;
  };
};

const EVERY_MS = 15_000;

/**
 * Runs in every worker: plans, sweeps and wakes every 15 s, and does the work here while Redis is away. Puts BullMQ's
 * schedulers of ticks back each time, because an emptied Redis says nothing.
 */
export function startTimer(needs: TimerNeeds): Timer {
  let lastAt: Temporal.Instant | null = null;
  let isStopping = false;
  let isRedisAway = false;
  let underWay: Promise<void> = Promise.resolve();
  let alone: Promise<void> | null = null;

  const lookOnce = async (): Promise<void> => {
    if (isStopping) return;
    try {
      const sweep = await sweepReports(needs);
      lastAt = sweep.at;
      tell(needs, sweep);
      const isWoken = await wakeThroughRedis(sweep.due);
      if (!isWoken) workAlone(sweep.due);
    } catch (error) {
      needs.log.error('tick-failed', error);
    }
  };
  const wakeThroughRedis = async (due: readonly WakeUp[]): Promise<boolean> => {
    try {
      await needs.queues.wake(due);
      await needs.queues.keepSchedulers(needs.jobs);
      if (isRedisAway) needs.log.info('redis-is-back');
      isRedisAway = false;
    } catch (error) {
      if (!isRedisAway) needs.log.error('redis-is-away', error);
      isRedisAway = true;
    }
    return !isRedisAway;
  };
  const workAlone = (due: readonly WakeUp[]): void => {
    alone ??= workWithoutQueue(needs, due, () => !isStopping)
      .then((done) => (done > 0 ? needs.log.info('worked-without-redis', { done }) : undefined))
      .catch((error: unknown) => needs.log.error('work-failed', error))
      .finally(() => {
        alone = null;
      });
  };
  const look = (): Promise<void> => {
    underWay = underWay.then(lookOnce);
    return underWay;
  };

  void look();
  const timer = setInterval(() => void look(), EVERY_MS);
  return {
    look,
    lastAt: () => lastAt,
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      await underWay;
      await alone;
    },
  };
}

/** Silent while nothing happens. */
function tell({ log }: TimerNeeds, { planned, swept, recoveredDispatches }: Sweep): void {
  for (const { key, error } of planned.failures) log.error('schedule-not-planned', error, { schedule: key });
  const { recovered, crashed, late } = swept;
  const counts = {
    planned: planned.planned,
    skipped: planned.skipped,
    recovered,
    crashed,
    late,
    recoveredDispatches,
  };
  if (Object.values(counts).some((count) => count > 0)) log.info('planned', counts);
}
