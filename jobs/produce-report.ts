import { answerRequest } from '../src/pipelines/answer-request.ts';
import type { WorkerNeeds } from '../src/pipelines/worker-needs.ts';
import { defineJob } from '../src/queue/define-job.ts';

/** Public: what other programs add to the queue `reports`. The payload is checked where its refusal is stored. */
export default defineJob({
  queue: 'public',
  parse: (data) => data,
  run: (data, needs: WorkerNeeds) => answerRequest(needs, data),
});
