import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inspectPrivateServers } from '../../../src/servers/inspect-servers.ts';
import { DAY_S } from '../../data/plan.ts';
import { catchUp, type DataSet } from '../../data/prepare-data.ts';
import { processorSeconds } from '../../processor-seconds.ts';
import type { Figure, Subject } from '../../results.ts';
import { serverFacts } from '../../server-facts.ts';
import { createBatch, loadBatch } from '../../tick-batches.ts';
import type { SearchReport } from './search-process.ts';

type Asked = {
  readonly data: DataSet;
  /** folder of the private servers */
  readonly folder: string;
  readonly tell: (line: string) => void;
};

type Search = SearchReport & { readonly serverSeconds: number };

/** As `npm start` sets them. */
const LIMITS = ['--max-semi-space-size=8', '--max-old-space-size=1024'];
const DAYS = 365;
const MB = 400;
const FULL_MS = 60_000;
const RAW_MS = 300_000;
const DAY_MS = 10_000;
/** The asks are of ten million messages. */
const ASKED_MESSAGES = 10_000_000;

/** A search over all facts, one that makes what it keeps, one of nothing new, and one after a day of sending. */
export async function benchFindingsSpeed(asked: Asked): Promise<Subject> {
  const { data, tell } = asked;
  const search = async (name: string, kind: 'kept' | 'passing'): Promise<Search> => {
    const found = await searchOnce(asked, kind);
    tell(
      `${name}: ${Math.round(found.ms)} ms, server ${found.serverSeconds.toFixed(1)} s, Node ${found.nodeSeconds.toFixed(1)} s`,
    );
    return found;
  };
  const facts = await search('over all facts', 'passing');
  await data.db.raw('TRUNCATE TABLE finding_blocks');
  await data.db.raw(
    'INSERT IGNORE INTO finding_stale SELECT DISTINCT message_id DIV 8192, 1 FROM message_facts',
  );
  const full = await search('making what is kept', 'kept');
  const unchanged = await search('nothing new', 'kept');
  const size = Math.round(data.shape.messages / DAYS / 400) * 400;
  await addDay(data, size);
  const [stale] = await data.db('finding_stale').count({ n: '*' });
  const day = await search('after a day', 'kept');
  const figures = [
    figureOf('findings: over all facts, nothing kept', facts, data, RAW_MS),
    figureOf('findings: full, from current roll-ups', full, data, FULL_MS),
    figureOf('findings: nothing new', unchanged, data, null),
    figureOf(
      `findings: a day of ${size} messages more`,
      day,
      data,
      DAY_MS,
      `${stale?.['n']} blocks changed; `,
    ),
    memoryOf([full, unchanged, day]),
  ];
  const profile = [full, day].map(
    ({ steps }) => `- ${steps.map(([step, ms]) => `${step} ${Math.round(ms)} ms`).join(', ')}`,
  );
  return { name: 'findings', facts: await serverFacts(data), figures, profile };
}

async function searchOnce({ data, folder }: Asked, kind: 'kept' | 'passing'): Promise<Search> {
  const pid = inspectPrivateServers(folder).database?.pid;
  const before = processorSeconds(pid);
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...LIMITS,
    join(import.meta.dirname, 'search-process.ts'),
    data.url,
    kind,
  ]);
  const report: SearchReport = JSON.parse(stdout);
  return { ...report, serverSeconds: processorSeconds(pid) - before };
}

/** Messages of four new campaigns and some old ones, their receipts, and late clicks on those of a fortnight. */
async function addDay(data: DataSet, size: number): Promise<void> {
  const number = data.batches;
  await data.db('bench_made').update({ batches: number + 1 });
  const batch = await createBatch(data, number, size);
  for (const table of ['messages', 'receipts', 'clicks'] as const) await loadBatch(data, batch, table);
  await data.db.raw(
    `INSERT INTO clicks (click_id, message_id, clicked_at, agent_verdict, received_at)
    SELECT CONCAT('late-', :number, '-', f.message_id), f.message_id, FROM_UNIXTIME(:at), 1, FROM_UNIXTIME(:at)
    FROM message_facts f
    WHERE f.sent_s >= :since AND f.status = 50 AND f.message_id % 199 = 0`,
    { number, at: batch.startS, since: batch.startS - 14 * DAY_S },
  );
  await catchUp(data.db, { now: batch.startS + DAY_S });
}

function figureOf(name: string, found: Search, { shape }: DataSet, ask: number | null, more = ''): Figure {
  const isAsked = ask !== null && shape.messages >= ASKED_MESSAGES;
  return {
    name,
    oursMs: found.ms,
    rawMs: null,
    duckMs: null,
    ratio: '',
    ask: isAsked ? `${ask / 1000} s (issue)` : '',
    isMet: isAsked ? found.ms <= ask : null,
    note: `${more}processor seconds: server ${found.serverSeconds.toFixed(1)}, Node ${found.nodeSeconds.toFixed(1)}; ${found.persons} persons`,
  };
}

function memoryOf(searches: readonly Search[]): Figure {
  const peak = Math.max(...searches.map(({ peakRssMb }) => peakRssMb));
  return {
    name: 'findings: peak memory of the process',
    oursMs: null,
    rawMs: null,
    duckMs: null,
    ratio: `${peak.toFixed(0)} MB`,
    ask: `${MB} MB (issue)`,
    isMet: peak <= MB,
    note: 'the largest of the three that keep',
  };
}
