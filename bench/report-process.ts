import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ReportAsked } from '../src/pipelines/compose-needs.ts';
import { composeReport } from '../src/pipelines/compose-report.ts';
import { readFromCubes } from '../src/pipelines/report-needs.ts';
import { renderReport } from '../src/render/render-report.ts';
import { loadTemplates } from '../src/render/templates.ts';
import { connectMysql } from '../src/store/connect.ts';
import { loadUnattributedOptOuts } from '../src/store/counts/load-unattributed-opt-outs.ts';
import { END_S } from './data/plan.ts';
import { median } from './measure.ts';
import type { ProcessReport } from './worker-memory.ts';

/** Started by worker-memory.ts with the URL of a database; prints one line of JSON. */
const REPORTS = 10;
const [url] = process.argv.slice(2);
if (url === undefined) throw new Error('the URL of a database is missing');

const db = connectMysql(url);
const templates = loadTemplates();
const composeMs: number[] = [];
const renderMs: number[] = [];
// the first report compiles templates and loads the renderer, which a worker does once
await makeReport();
composeMs.length = 0;
renderMs.length = 0;
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
for (let index = 0; index < REPORTS; index += 1) await makeReport();
delay.disable();
await db.destroy();
const report: ProcessReport = {
  reports: REPORTS,
  peakRssMb: process.resourceUsage().maxRSS / 1024,
  delayP99Ms: delay.percentile(99) / 1e6,
  delayMaxMs: delay.max / 1e6,
  composeMs: median(composeMs),
  renderMs: median(renderMs),
};
process.stdout.write(`${JSON.stringify(report)}\n`);

async function makeReport(): Promise<void> {
  const started = performance.now();
  const model = await readFromCubes(db, loadUnattributedOptOuts, (cubes) => composeReport(cubes, asked()));
  const composed = performance.now();
  await renderReport(model, templates);
  composeMs.push(composed - started);
  renderMs.push(performance.now() - composed);
}

/** October 2026 at +05:30. */
function asked(): ReportAsked {
  const to = Temporal.Instant.fromEpochMilliseconds(END_S * 1000 - 19_800_000);
  const from = to.toZonedDateTimeISO('Asia/Kolkata').subtract({ months: 1 }).toInstant();
  return {
    report: 'performance',
    title: 'SMS performance',
    locale: 'en-GB',
    window: { from, to, timezone: 'Asia/Kolkata' },
    windowKind: 'last-month',
    asOf: to,
    staleAfterSeconds: 7200,
    run: { id: 'bench', why: ['Measured.'], schedule: null, nextRunAt: null, recipients: [], marks: [] },
  };
}
