import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DataSet } from './data/prepare-data.ts';
import type { Figure } from './results.ts';

export type ProcessReport = {
  readonly reports: number;
  readonly peakRssMb: number;
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
  readonly composeMs: number;
  readonly renderMs: number;
};

const RSS_MB = 300;
const DELAY_MS = 20;

/** As `npm start` sets them. */
const LIMITS = ['--max-semi-space-size=8', '--max-old-space-size=1024'];

/** A process of its own makes whole reports of all campaigns: its memory, and how long its event loop is held up. */
export async function benchWorkerMemory(
  data: DataSet,
  tell: (line: string) => void,
): Promise<readonly Figure[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...LIMITS, join(import.meta.dirname, 'report-process.ts'), data.url],
    { maxBuffer: 1e7 },
  );
  const report: ProcessReport = JSON.parse(stdout);
  tell(`report process: ${stdout.trim()}`);
  const base = { rawMs: null, duckMs: null };
  const sizes = `${report.reports} reports of a month, all campaigns`;
  return [
    {
      name: 'report process: peak memory',
      oursMs: null,
      ...base,
      ratio: `${report.peakRssMb.toFixed(0)} MB`,
      ask: `${RSS_MB} MB (issue)`,
      isMet: report.peakRssMb <= RSS_MB,
      note: sizes,
    },
    {
      name: 'report process: event loop delay, 99th percentile',
      oursMs: report.delayP99Ms,
      ...base,
      ratio: '',
      ask: `${DELAY_MS} ms (performance.md 9)`,
      isMet: report.delayP99Ms <= DELAY_MS,
      note: `longest ${report.delayMaxMs.toFixed(0)} ms`,
    },
    {
      name: 'report process: load and compose a month',
      oursMs: report.composeMs,
      ...base,
      ratio: '',
      ask: '',
      isMet: null,
      note: `with the eight months before and eight weeks of rhythm; rendering ${report.renderMs.toFixed(0)} ms`,
    },
  ];
}
