import { findFindings } from '../../../src/pipelines/find-findings.ts';
import { connectMysql } from '../../../src/store/connect.ts';
import { databaseNow } from '../../../src/store/database-clock.ts';
import { removeFindingRun } from '../../../src/store/findings/finding-runs.ts';

/** One search, as a process of its own; prints one line of JSON. */
export type SearchReport = {
  readonly ms: number;
  readonly nodeSeconds: number;
  readonly peakRssMb: number;
  readonly persons: number;
  /** milliseconds until the first piece of the next step */
  readonly steps: readonly (readonly [step: string, ms: number])[];
};

const [url, kind] = process.argv.slice(2);
if (url === undefined || (kind !== 'kept' && kind !== 'passing'))
  throw new Error('the URL of a database and kept or passing are missing');

const db = connectMysql(url);
const starts: (readonly [string, number])[] = [];
const started = performance.now();
const found = await findFindings(db, {
  asOf: await databaseNow(db),
  kind,
  sendHours: { from: 8, to: 21 },
  onProgress: (step) => {
    if (starts.at(-1)?.[0] !== step) starts.push([step, performance.now()]);
  },
});
const ended = performance.now();
if (kind === 'passing') await removeFindingRun(db, found.runId);
await db.destroy();
const { user, system } = process.cpuUsage();
const report: SearchReport = {
  ms: ended - started,
  nodeSeconds: (user + system) / 1e6,
  peakRssMb: process.resourceUsage().maxRSS / 1024,
  persons: found.contacts.persons,
  steps: starts.map(([step, at], place) => [step, (starts[place + 1]?.[1] ?? ended) - at]),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
