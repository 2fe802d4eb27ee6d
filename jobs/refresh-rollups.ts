import type { WorkerNeeds } from '../src/pipelines/worker-needs.ts';
import { defineJob, parseNothing } from '../src/queue/define-job.ts';

/** Every minute: fold what has arrived into facts and cubes. A report does it once more before it counts. */
export default defineJob({
  queue: 'internal',
  repeat: { everyMs: 60_000 },
  parse: parseNothing,
  run: (_, needs: WorkerNeeds) => needs.refreshRollups(),
});
