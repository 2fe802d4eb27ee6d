import type { WorkerNeeds } from '../src/pipelines/worker-needs.ts';
import { defineJob, parseNothing } from '../src/queue/define-job.ts';

/** Nightly: take away stored mails, dispatches, reports and the like that are past their days (KEEP_DAYS). */
export default defineJob({
  queue: 'internal',
  repeat: { cron: '40 4 * * *' },
  parse: parseNothing,
  run: (_, needs: WorkerNeeds) => needs.pruneStored(),
});
