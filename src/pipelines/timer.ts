import { setTimeout as wait } from 'node:timers/promises';
import type { Job } from '../queue/define-job.ts';
import type { Queues, WakeUp } from '../queue/open-queues.ts';
import { type Sweep, sweepReports } from './sweep-reports.ts';
import { type Told, tellOwners } from './tell-owners.ts';
import { workWithoutQueue } from './work-without-queue.ts';
import type { WorkerNeeds } from './worker-needs.ts';

export type Timer = {
  /** looks now, after a look that is under way */
  readonly look: () => Promise<void>;
  /** start of the last look that went through; null = none yet */
  readonly lastAt: () => Temporal.Instant | null;
  /** Waits for what is under way, and no longer than the deadline. false = it had to leave some. */
  readonly stop: (deadlineMs: number) => Promise<boolean>;
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
  let underWay: Promise<void> = Promise.resolve();
  const wakeThroughRedis = wakerOf(needs);
  const alone = besides(needs, 'work-failed', async (due: readonly WakeUp[]) => {
    const done = await workWithoutQueue(needs, due, () => !isStopping);
    if (done > 0) needs.log.info('worked-without-redis', { done });
  });
  const telling = besides(needs, 'owners-not-told', async (now: Temporal.Instant) => {
    const { produce, dispatch, sender } = needs;
    const { mailer, circuit } = dispatch;
    logTold(needs, await tellOwners({ db: produce.db, mailer, circuit, sender }, now));
  });
  const lookOnce = async (): Promise<void> => {
    if (isStopping) return;
    try {
      const sweep = await sweepReports(needs);
      lastAt = sweep.at;
      tell(needs, sweep);
      telling.start(sweep.at);
      const isWithRedis = await wakeThroughRedis(sweep.due);
      if (sweep.due.length > 0) needs.produce.reach?.('sched.after_enqueue');
      if (!isWithRedis) alone.start(sweep.due);
    } catch (error) {
      needs.log.error('tick-failed', error);
    }
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
    stop: async (deadlineMs) => {
      isStopping = true;
      clearInterval(timer);
      const work = underWay.then(() => Promise.all([alone.settled(), telling.settled()]));
      return Promise.race([work.then(() => true), wait(deadlineMs, false, { ref: false })]);
    },
  };
}

/** true = Redis has it. Says once that Redis is away, and once that it is back. */
function wakerOf({ queues, jobs, log }: TimerNeeds): (due: readonly WakeUp[]) => Promise<boolean> {
  let isAway = false;
  return async (due) => {
    try {
      await queues.wake(due);
      await queues.keepSchedulers(jobs);
      if (isAway) log.info('redis-is-back');
      isAway = false;
    } catch (error) {
      if (!isAway) log.error('redis-is-away', error);
      isAway = true;
    }
    return !isAway;
  };
}

type Besides<A> = { readonly start: (argument: A) => void; readonly settled: () => Promise<void> };

/** Work beside the look, which it must not hold up: once at a time, its errors only logged. */
function besides<A>(needs: TimerNeeds, failed: string, work: (argument: A) => Promise<void>): Besides<A> {
  let underWay: Promise<void> | null = null;
  return {
    start: (argument) => {
      underWay ??= work(argument)
        .catch((error: unknown) => needs.log.error(failed, error))
        .finally(() => {
          underWay = null;
        });
    },
    settled: async () => {
      await underWay;
    },
  };
}

function logTold({ log }: TimerNeeds, told: readonly Told[]): void {
  for (const { reason, ...failure } of told)
    log.error('report-failed', new Error(reason ?? 'no reason stored'), failure);
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
