import type { WakeUp } from '../queue/open-queues.ts';
import { listQueuedDispatches } from '../store/dispatch-queue.ts';
import { dispatchReport } from './dispatch-report.ts';
import { produceReport } from './produce-report.ts';
import type { WorkerNeeds } from './worker-needs.ts';

/**
 * Does what is due in this process, one after the other, because Redis cannot spread it. Leases and fences are the same,
 * so several workers may do it, and Redis may come back in the middle. `goOn` false = the worker is stopping.
 */
export async function workWithoutQueue(
  needs: Pick<WorkerNeeds, 'produce' | 'dispatch'>,
  due: readonly WakeUp[],
  goOn: () => boolean,
): Promise<number> {
  let done = 0;
  for (const { job, id } of due) {
    if (!goOn()) break;
    if (job === 'produce-run') await produceAndSend(needs, id);
    else await dispatchReport(needs.dispatch, id);
    done += 1;
  }
  return done;
}

async function produceAndSend(
  needs: Pick<WorkerNeeds, 'produce' | 'dispatch'>,
  runId: number,
): Promise<void> {
  const { state } = await produceReport(needs.produce, runId);
  if (state !== 'rendered') return;
  for (const id of await listQueuedDispatches(needs.produce.db, runId))
    await dispatchReport(needs.dispatch, id);
}
