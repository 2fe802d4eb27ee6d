import { produceAndWake } from '../src/pipelines/produce-and-wake.ts';
import type { WorkerNeeds } from '../src/pipelines/worker-needs.ts';
import { defineJob, parseRowId } from '../src/queue/define-job.ts';

/** Wake-up: a planned run is due. */
export default defineJob({
  queue: 'internal',
  parse: parseRowId,
  run: (runId, needs: WorkerNeeds) => produceAndWake(needs, runId),
});
