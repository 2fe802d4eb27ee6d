import { dispatchReport } from '../src/pipelines/dispatch-report.ts';
import type { WorkerNeeds } from '../src/pipelines/worker-needs.ts';
import { defineJob, parseRowId } from '../src/queue/define-job.ts';

/** Wake-up: one mail to one recipient is due. */
export default defineJob({
  queue: 'internal',
  parse: parseRowId,
  run: (dispatchId, needs: WorkerNeeds) => dispatchReport(needs.dispatch, dispatchId),
});
