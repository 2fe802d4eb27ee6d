import type { WorkerNeeds } from '../src/pipelines/worker-needs.ts';
import { defineJob, parseNothing } from '../src/queue/define-job.ts';

/** Nightly: look for fatigue, send times and anomalies; reports show what the last search found. */
export default defineJob({
  queue: 'internal',
  repeat: { cron: '40 3 * * *' },
  parse: parseNothing,
  run: (_, needs: WorkerNeeds) => needs.findFindings(),
});
