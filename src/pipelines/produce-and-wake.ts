import { listQueuedDispatches } from '../store/dispatch-queue.ts';
import { produceReport } from './produce-report.ts';
import type { WorkerNeeds } from './worker-needs.ts';

/** The return value of a job that makes a report. */
export type ReportAnswer = {
  readonly run: string;
  readonly state: string;
  readonly reason: string | null;
  /** addresses of pages about the run */
  readonly pages: readonly string[];
};

/** Produces a run and wakes its dispatches. */
export async function produceAndWake(
  needs: Pick<WorkerNeeds, 'produce' | 'wake'>,
  runId: number,
): Promise<ReportAnswer> {
  const { state, reason } = await produceReport(needs.produce, runId);
  if (state === 'rendered') {
    const ids = await listQueuedDispatches(needs.produce.db, runId);
    await needs.wake(ids.map((id) => ({ job: 'dispatch-report', id })));
  }
  return { run: String(runId), state, reason, pages: [] };
}
