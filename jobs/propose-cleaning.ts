import type { WorkerNeeds } from '../src/pipelines/worker-needs.ts';
import { defineJob, parseNothing } from '../src/queue/define-job.ts';

/** Nightly: propose what could be cleaned, confirm and withdraw what was proposed. Nothing is applied. */
export default defineJob({
  queue: 'internal',
  repeat: { cron: '10 3 * * *' },
  parse: parseNothing,
  run: (_, needs: WorkerNeeds) => needs.proposeCleaning(),
});
