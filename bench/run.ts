import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPrivateServers } from '../src/servers/private-servers.ts';
import { compareSizes } from './compare-sizes.ts';
import { DAY_S, END_S } from './data/plan.ts';
import { prepareData } from './data/prepare-data.ts';
import { prepareRawMessages } from './data/raw-messages.ts';
import { startDuck } from './duckdb.ts';
import { benchEvents } from './events.ts';
import { benchFindings } from './findings/findings.ts';
import { benchPermuted } from './findings/permuted/permuted.ts';
import { benchFindingsSpeed } from './findings/speed/findings-speed.ts';
import { benchHooks } from './hooks.ts';
import { benchImport } from './import.ts';
import { benchReportMails } from './mails.ts';
import { profileReports } from './profile-reports.ts';
import { benchProposals } from './proposals.ts';
import { benchReports } from './reports.ts';
import { type Subject, writeResults } from './results.ts';
import { serverFacts } from './server-facts.ts';
import { benchTick } from './tick.ts';
import { benchVerdicts } from './verdicts/verdicts.ts';
import { benchWorker } from './worker/worker.ts';
import { benchWorkerMemory } from './worker-memory.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    engine: { type: 'string', default: 'mariadb' },
    instance: { type: 'string', default: 'bench' },
    only: { type: 'string', default: 'reports,tick,import,memory' },
    seed: { type: 'string', default: '42' },
    rounds: { type: 'string', default: '5' },
    batch: { type: 'string', default: '50000' },
    chunk: { type: 'string' },
    'buffer-pool': { type: 'string' },
    'no-duckdb': { type: 'boolean', default: false },
    minutes: { type: 'string', default: '15' },
    replicates: { type: 'string', default: '20000' },
    cells: { type: 'string', multiple: true },
    seeds: { type: 'string', default: '1001-1008' },
    size: { type: 'string', default: 'full' },
    'fill-only': { type: 'boolean', default: false },
  },
});

/** of a file of events; there are some twenty */
const MOST_RECEIPTS = 200_000;

const messages = Number(values.messages);
const seed = Number(values.seed);
const rounds = Number(values.rounds);
const engine = values.engine === 'mysql' ? 'mysql' : 'mariadb';
const only = new Set(values.only.split(','));
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

if (only.delete('verdicts')) {
  const cells = values.cells ?? null;
  const asked = { replicates: Number(values.replicates), seed: values.seed, cells, tell };
  if (!benchVerdicts(asked)) process.exitCode = 1;
  if (only.size === 0) process.exit();
}
const findings = { seeds: values.seeds, size: values.size === 'small' ? 'small' : 'full', tell } as const;
if (only.delete('findings-core')) {
  if (!(await benchFindings({ ...findings, servers: null }))) process.exitCode = 1;
  if (only.size === 0) process.exit();
}
if (only.delete('findings-permuted')) {
  if (!benchPermuted({ ...findings, orders: Number(values.replicates) })) process.exitCode = 1;
  if (only.size === 0) process.exit();
}

const folder = join(import.meta.dirname, '../.local');
const servers = await startPrivateServers({
  folder,
  instance: values.instance,
  engine,
  bufferPoolMb: Number(values['buffer-pool'] ?? (messages > 2_000_000 ? 9000 : 4000)),
  tell,
});
try {
  await bench();
} finally {
  await servers.stop();
}

async function bench(): Promise<void> {
  if (only.has('mails')) {
    const subject = await benchReportMails(servers, { seed, engine, tell });
    process.stdout.write(
      writeResults(join(import.meta.dirname, 'results-mails.md'), 'mailed reports', [subject]),
    );
  }
  await benchWorker(servers, only, { seed, minutes: Number(values.minutes), engine, tell });
  if (only.size === 0) return;
  if (only.delete('findings')) {
    if (!(await benchFindings({ ...findings, servers }))) process.exitCode = 1;
    if (only.size === 0) return;
  }
  if (only.delete('proposals')) {
    const measured = await benchProposals(servers, { messages, fillOnly: values['fill-only'], tell });
    if (measured !== null)
      keep(`results-proposals-${engine}-${messages}.md`, [{ name: 'proposals', facts: [], ...measured }]);
    if (only.size === 0) return;
  }
  const subjects: Subject[] = [];
  if (only.has('findings-speed')) subjects.push(...(await benchSearches()));
  if (['reports', 'tick', 'memory'].some((name) => only.has(name))) subjects.push(...(await benchData()));
  if (only.has('growth')) {
    const figures = await compareSizes(servers.databaseUrl, { seed, rounds, tell });
    subjects.push({ name: 'growth', facts: [], figures, profile: [] });
  }
  if (only.has('import')) {
    const figures = await benchImport(servers, { messages, seed, engine, folder, tell });
    subjects.push({ name: 'import', facts: [], figures, profile: [] });
  }
  if (only.has('events')) {
    const receipts = Math.min(messages, MOST_RECEIPTS);
    subjects.push({
      name: 'events',
      facts: [],
      figures: await benchEvents(servers, { receipts, tell }),
      profile: [],
    });
  }
  if (only.has('hooks'))
    subjects.push({ name: 'hooks', facts: [], figures: await benchHooks(servers, { tell }), profile: [] });
  keep(`results-${engine}-${messages}.md`, subjects);
}

function keep(file: string, subjects: readonly Subject[]): void {
  if (subjects.length === 0) return;
  const title = `${engine}, ${messages.toLocaleString('en')} messages`;
  process.stdout.write(writeResults(join(import.meta.dirname, file), title, subjects));
}

async function benchSearches(): Promise<readonly Subject[]> {
  const data = await prepareData(servers.databaseUrl, { messages, seed, tell });
  const found = values['fill-only'] ? [] : [await benchFindingsSpeed({ data, folder: servers.folder, tell })];
  await data.db.destroy();
  return found;
}

async function benchData(): Promise<readonly Subject[]> {
  const data = await prepareData(servers.databaseUrl, { messages, seed, tell });
  const nowS = data.batches === 0 ? END_S : END_S + data.batches * DAY_S;
  const subjects: Subject[] = [];
  if (only.has('reports') || only.has('tick')) await prepareRawMessages(data.db);
  if (only.has('reports')) {
    const facts = await serverFacts(data);
    const duck = values['no-duckdb'] ? null : await startDuck(data.db);
    const figures = await benchReports({ db: data.db, duck, messages, nowS, rounds, tell });
    duck?.close();
    const profile = await profileReports(data.db, rounds);
    subjects.push({ name: 'reports', facts, figures, profile });
  }
  if (only.has('tick')) {
    const chunk = values.chunk === undefined ? {} : { chunk: Number(values.chunk) };
    const result = await benchTick({ data, batches: rounds, size: Number(values.batch), tell, ...chunk });
    subjects.push({ name: 'tick', facts: await serverFacts(data), ...result });
  }
  if (only.has('memory')) {
    const figures = await benchWorkerMemory(data, tell);
    subjects.push({ name: 'memory', facts: await serverFacts(data), figures, profile: [] });
  }
  await data.db.destroy();
  return subjects;
}
