import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CLEANING } from '../src/core/cleaning/settings.ts';
import { type CleaningRun, proposeCleaning } from '../src/pipelines/propose-cleaning.ts';
import { refreshRollups } from '../src/pipelines/refresh-rollups.ts';
import { inspectPrivateServers } from '../src/servers/inspect-servers.ts';
import type { PrivateServers } from '../src/servers/private-servers.ts';
import { connectMysql, type Db } from '../src/store/connect.ts';
import { databaseNow } from '../src/store/database-clock.ts';
import { migrateUp } from '../src/store/migrate.ts';
import { processorSeconds } from './processor-seconds.ts';
import { addDay } from './proposals/add-day.ts';
import { assertProposals } from './proposals/assert-proposals.ts';
import { type Cost, figuresOf, type Search } from './proposals/figures-of.ts';
import { fill, isFilled, takeFilled } from './proposals/fill.ts';
import { peakOf } from './proposals/peak-memory.ts';
import { profileOf } from './proposals/profile.ts';
import type { Figure } from './results.ts';

const PER_CONTACT = 20;
/** campaigns.id of the last one that was filled in with messages, and the first free one */
const LAST = 40;
const FRESH = 42;
const text = (name: string): string =>
  readFileSync(join(import.meta.dirname, `proposals/${name}.sql`), 'utf8');
const PLAIN = { one: text('plain-query'), rules: text('plain-rules') };

type Bench = {
  readonly db: Db;
  readonly serverPid: number | undefined;
  readonly tell: (line: string) => void;
};
type Measured = { readonly figures: readonly Figure[]; readonly profile: readonly string[] };

type Asked = {
  readonly messages: number;
  /** leaves a filled database behind for a later run of the same instance; nothing is measured */
  readonly fillOnly: boolean;
  readonly tell: (line: string) => void;
};

/** Proposals over `messages` receipts, a twentieth as many contacts, against the queries one would write. null = only filled. */
export async function benchProposals(
  servers: PrivateServers,
  { messages, tell, fillOnly }: Asked,
): Promise<Measured | null> {
  const url = new URL(servers.databaseUrl);
  url.pathname = '/bench_proposals';
  const server = connectMysql(servers.databaseUrl, { poolSize: 1 });
  await server.raw('CREATE DATABASE IF NOT EXISTS bench_proposals');
  let db = connectMysql(url.href);
  let isKept = false;
  try {
    if (await db.schema.hasTable('bench_filled')) await migrateUp(db);
    if (!(await isFilled(db, messages))) {
      await db.destroy();
      await server.raw('DROP DATABASE bench_proposals');
      await server.raw('CREATE DATABASE bench_proposals CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
      db = connectMysql(url.href);
      await migrateUp(db);
      const endS = Math.floor((await databaseNow(db)).epochMilliseconds / 1000) - 86_400;
      await fill(db, { messages, contacts: messages / PER_CONTACT }, endS, tell);
    }
    isKept = fillOnly;
    if (fillOnly) return null;
    await takeFilled(db);
    return await measure(
      { db, serverPid: inspectPrivateServers(servers.folder).database?.pid, tell },
      messages,
    );
  } finally {
    await db.destroy();
    if (!isKept) await server.raw('DROP DATABASE bench_proposals');
    await server.destroy();
  }
}

async function measure(bench: Bench, messages: number): Promise<Measured> {
  const { db, tell } = bench;
  const first = await search(bench, { full: true, watched: true });
  tell(`everybody: ${told(first)}, ${first.run.counts.proposed} proposed`);
  const plain = await cost(bench, () => db.raw(PLAIN.one));
  await assertProposals(db, plain.answer[0], 'R1');
  tell(`plain: ${told(plain)}`);
  const unchanged = await search(bench);
  const lines: string[] = [];
  const days: (readonly [percent: number, search: Search])[] = [];
  for (const [at, percent] of [1, 10, 20, 30].entries()) {
    const sentS = Math.floor((await databaseNow(db)).epochMilliseconds / 1000) - 7200;
    await addDay(db, { campaign: FRESH + at, before: at === 0 ? LAST : FRESH + at - 1 }, percent, sentS);
    await refreshRollups(db);
    const profile = profileOf(db);
    const searched = await search(bench);
    tell(`a day to ${percent} %: ${told(searched)}`);
    lines.push(`- a day to ${percent} % of the list:`, ...profile().map((line) => `  ${line}`));
    days.push([percent, searched]);
  }
  // a week passes
  await db.raw('UPDATE cleaning_runs SET as_of = as_of - INTERVAL 8 DAY WHERE is_full > 0');
  const weekly = await search(bench);
  tell(`every candidate: ${told(weekly)}`);
  const rules = await cost(bench, () => db.raw(PLAIN.rules));
  await assertProposals(db, rules.answer[0]);
  tell(`plain, all rules: ${told(rules)}`);
  const figures = figuresOf({ plain, rules, first, unchanged, days, weekly }, messages / PER_CONTACT);
  return { figures, profile: [`- the plain query of all rules took ${told(rules)}`, ...lines] };
}

async function search(
  bench: Bench,
  { full = false, watched = false }: { readonly full?: boolean; readonly watched?: boolean } = {},
): Promise<Search> {
  const { db } = bench;
  const work = (): Promise<CleaningRun> =>
    proposeCleaning(
      {
        db,
        secretKey: 'a key for the numbers of the bench, of 40 characters',
        now: () => databaseNow(db),
        refresh: async () => void (await refreshRollups(db)),
        owner: 'bench',
      },
      { settings: DEFAULT_CLEANING, full },
    );
  // collecting garbage takes time of its own: only the long search is watched
  const { answer, ...spent } = await cost(bench, async () =>
    watched ? peakOf(work) : { answer: await work(), mb: 0 },
  );
  return { ...spent, run: answer.answer, mb: answer.mb };
}

async function cost<T>({ serverPid }: Bench, work: () => Promise<T>): Promise<Cost & { readonly answer: T }> {
  const spent = (): number => processorSeconds(serverPid) + processorSeconds(process.pid);
  const before = spent();
  const started = performance.now();
  const answer = await work();
  return { answer, ms: performance.now() - started, seconds: spent() - before };
}

function told({ ms, seconds }: Cost): string {
  return `${Math.round(ms)} ms (processor ${seconds.toFixed(1)} s)`;
}
