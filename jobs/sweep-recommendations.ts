import type { WorkerNeeds } from '../src/pipelines/worker-needs.ts';
import { defineJob, parseNothing } from '../src/queue/define-job.ts';

/** Every minute: end proposals and approvals that are over, wake what was snoozed until now. Applies nothing. */
export default defineJob({
  queue: 'internal',
  repeat: { everyMs: 60_000 },
  parse: parseNothing,
  run: (_, needs: WorkerNeeds) => needs.sweepRecommendations(),
});
