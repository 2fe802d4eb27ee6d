import type { WorkerNeeds } from '../src/pipelines/worker-needs.ts';
import { defineJob, parseNothing } from '../src/queue/define-job.ts';

/** Every minute: pull from MarketingPlatform when it is due; MySQL knows. Not there when nothing is to be pulled. */
export default defineJob({
  queue: 'internal',
  repeat: { everyMs: 60_000 },
  parse: parseNothing,
  run: (_, needs: WorkerNeeds) => needs.pullMarketingPlatform(),
});
