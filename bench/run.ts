import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPrivateServers } from '../src/servers/private-servers.ts';
import { compareSizes } from './compare-sizes.ts';
import { DAY_S, END_S } from './data/plan.ts';
import { prepareData } from './data/prepare-data.ts';
import { prepareRawMessages } from './data/raw-messages.ts';
import { startDuck } from './duckdb.ts';
import { benchImport } from './import.ts';
import { profileReports } from './profile-reports.ts';
import { benchReports } from './reports.ts';
import { type Figure, resultsText } from './results.ts';
import { serverFacts } from './server-facts.ts';
import { benchTick } from './tick.ts';
import { benchWorkerMemory } from './worker-memory.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    engine: { type: 'string', default: 'mariadb' },
    only: { type: 'string', default: 'reports,tick,import,memory' },
    seed: { type: 'string', default: '42' },
    rounds: { type: 'string', default: '5' },
    batch: { type: 'string', default: '50000' },
    chunk: { type: 'string' },
    'buffer-pool': { type: 'string' },
    'no-duckdb': { type: 'boolean', default: false },
  },
});

const messages = Number(values.messages);
const seed = Number(values.seed);
const rounds = Number(values.rounds);
const engine = values.engine === 'mysql' ? 'mysql' : 'mariadb';
const only = new Set(values.only.split(','));
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

const folder = join(import.meta.dirname, '../.local');
const servers = await startPrivateServers({
  folder,
  instance: 'bench',
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
  const figures: Figure[] = [];
  const profile: string[] = [];
  const data = await prepareData(servers.databaseUrl, { messages, seed, tell });
  const nowS = data.batches === 0 ? END_S : END_S + data.batches * DAY_S;
  if (only.has('reports') || only.has('tick')) await prepareRawMessages(data.db);
  if (only.has('reports')) {
    const duck = values['no-duckdb'] ? null : await startDuck(data.db);
    figures.push(...(await benchReports({ db: data.db, duck, messages, nowS, rounds, tell })));
    duck?.close();
    profile.push(...(await profileReports(data.db, rounds)));
    figures.push(...(await compareSizes(servers.databaseUrl, { messages, seed, rounds, tell })));
  }
  if (only.has('tick')) {
    const chunk = values.chunk === undefined ? {} : { chunk: Number(values.chunk) };
    const result = await benchTick({ data, batches: rounds, size: Number(values.batch), tell, ...chunk });
    figures.push(...result.figures);
    profile.push(...result.profile);
  }
  if (only.has('memory')) figures.push(...(await benchWorkerMemory(data, tell)));
  if (only.has('import'))
    figures.push(...(await benchImport(servers, { messages, seed, engine, folder, tell })));
  const facts = await serverFacts(data);
  await data.db.destroy();
  const text = resultsText({ engine, messages, facts, figures, profile });
  const file = join(import.meta.dirname, `results-${engine}-${messages}.md`);
  writeFileSync(file, text);
  process.stdout.write(text);
}
