import type { WorkerNeeds } from '../src/pipelines/worker-needs.ts';
import { defineJob, parseNothing } from '../src/queue/define-job.ts';

/** Every minute: go on with what a person began to apply or undo and a dead process left. Begins nothing. */
export default defineJob({
  queue: 'internal',
  repeat: { everyMs: 60_000 },
  parse: parseNothing,
  run: (_, needs: WorkerNeeds) => needs.resumeBatches(),
});
