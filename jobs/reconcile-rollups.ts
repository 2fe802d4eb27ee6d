import type { WorkerNeeds } from '../src/pipelines/worker-needs.ts';
import { defineJob, parseNothing } from '../src/queue/define-job.ts';

/** Nightly: prove that cubes, facts and source agree, repair what does not, and say what differed. */
export default defineJob({
  queue: 'internal',
  repeat: { cron: '20 2 * * *' },
  parse: parseNothing,
  run: (_, needs: WorkerNeeds) => needs.reconcileRollups(),
});
