import type { WakeUp } from '../queue/open-queues.ts';
import { listDueRuns } from '../store/runs.ts';
import { type Swept, sweepRuns } from '../store/runs-sweep.ts';
import { recoverDispatches } from './dispatch-recover.ts';
import { type Planned, planReports } from './plan-reports.ts';
import type { WorkerNeeds } from './worker-needs.ts';

export type TickNeeds = Pick<WorkerNeeds, 'produce' | 'dispatch'> & { readonly tzdb: string };

/** What one look of the timer found; `due` is what somebody has to be woken for, oldest first. */
export type Sweep = {
  readonly at: Temporal.Instant;
  readonly planned: Planned;
  readonly swept: Swept;
  readonly recoveredDispatches: number;
  readonly due: readonly WakeUp[];
};

/** Runs looked at per tick; the rest follow in the next one. */
const MOST_RUNS = 200;

/**
 * Plan what is due, free what dead workers held, end what is past its deadline, list what is waiting. Every worker does
 * it every few seconds; the database lets one win. Needs no Redis, and puts right whatever Redis forgot.
 */
export async function sweepReports(needs: TickNeeds): Promise<Sweep> {
  const { db, now: clock } = needs.produce;
  const now = await clock();
  const planned = await planReports(db, now, needs.tzdb, needs.produce.reach);
  const swept = await sweepRuns(db, now);
  const dispatches = await recoverDispatches(needs.dispatch);
  const runs = await listDueRuns(db, now, MOST_RUNS);
  return {
    at: now,
    planned,
    swept,
    recoveredDispatches: dispatches.recovered,
    due: [
      ...runs.map(({ id, attempt }) => ({ job: 'produce-run', id, attempt })),
      ...dispatches.due.map((id) => ({ job: 'dispatch-report', id })),
    ],
  };
}
