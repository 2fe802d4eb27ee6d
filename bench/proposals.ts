import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CLEANING } from '../src/core/cleaning/settings.ts';
import { type CleaningRun, proposeCleaning } from '../src/pipelines/propose-cleaning.ts';
import { refreshRollups } from '../src/pipelines/refresh-rollups.ts';
import type { PrivateServers } from '../src/servers/private-servers.ts';
import { connectMysql, type Db } from '../src/store/connect.ts';
import { databaseNow } from '../src/store/database-clock.ts';
import { migrateUp } from '../src/store/migrate.ts';
import { assertProposals } from './proposals/assert-proposals.ts';
import { fill } from './proposals/fill.ts';
import { peakOf } from './proposals/peak-memory.ts';
import { profileOf } from './proposals/profile.ts';
import type { Figure } from './results.ts';

/** Plain query beside an unchanged list, from the issue. */
const ASK = 50;
/** The list may grow tenfold and the process not by more. */
const MOST_MB = 60;
const PER_CONTACT = 20;
const PLAIN = readFileSync(join(import.meta.dirname, 'proposals/plain-query.sql'), 'utf8');

type Measured = { readonly figures: readonly Figure[]; readonly profile: readonly string[] };
type Search = { readonly run: CleaningRun; readonly ms: number; readonly mb: number };

/** Proposals over `messages` receipts, a twentieth as many contacts, against the query one would write. */
export async function benchProposals(
  servers: PrivateServers,
  { messages, tell }: { readonly messages: number; readonly tell: (line: string) => void },
): Promise<Measured> {
  const url = new URL(servers.databaseUrl);
  url.pathname = '/bench_proposals';
  const server = connectMysql(servers.databaseUrl, { poolSize: 1 });
  await server.raw('DROP DATABASE IF EXISTS bench_proposals');
  await server.raw('CREATE DATABASE bench_proposals CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
  const db = connectMysql(url.href);
  try {
    await migrateUp(db);
    const endS = Math.floor((await databaseNow(db)).epochMilliseconds / 1000) - 86_400;
    await fill(db, { messages, contacts: messages / PER_CONTACT }, endS, tell);
    return await measure(db, messages, endS, tell);
  } finally {
    await db.destroy();
    await server.raw('DROP DATABASE bench_proposals');
    await server.destroy();
  }
}

async function measure(
  db: Db,
  messages: number,
  endS: number,
  tell: (line: string) => void,
): Promise<Measured> {
  const profile = profileOf(db);
  const first = await search(db, true);
  const lines = [...profile()];
  tell(`everybody: ${Math.round(first.ms)} ms, ${first.run.counts.proposed} proposed`);
  const plain: number[] = [];
  const unchanged: Search[] = [];
  // the plain query takes minutes on a long list
  const rounds = messages > 2_000_000 ? 1 : 3;
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    const [rows] = await db.raw(PLAIN);
    plain.push(performance.now() - started);
    if (round === 0) await assertProposals(db, rows);
    const ended = profileOf(db);
    unchanged.push(await search(db, false));
    if (round === 0) lines.push('- nothing changed:', ...ended().map((line) => `  ${line}`));
  }
  await addCampaign(db, messages, endS);
  await refreshRollups(db);
  const changed = await search(db, false);
  const rawMs = Math.min(...plain);
  const oursMs = Math.max(...unchanged.map(({ ms }) => ms));
  tell(
    `plain ${Math.round(rawMs)} ms, unchanged ${Math.round(oursMs)} ms, changed ${Math.round(changed.ms)} ms`,
  );
  const figures = [
    figure('proposals: nothing changed', oursMs, rawMs, {
      ask: `1/${ASK} of raw (issue)`,
      isMet: rawMs >= oursMs * ASK,
      note: `slowest of ${rounds} against the fastest raw`,
    }),
    figure('proposals: a campaign to 1 % of the list', changed.ms, rawMs, {
      ask: '',
      isMet: null,
      note: `${changed.run.counts.read} persons read`,
    }),
    figure('proposals: everybody, once a week', first.ms, rawMs, {
      ask: '',
      isMet: null,
      note: `${first.run.counts.judged} judged, ${first.run.counts.proposed} proposed, with evidence, outages and all rules`,
    }),
    {
      ...figure('proposals: memory of the search', 0, 0, {
        ask: `< ${MOST_MB} MB more`,
        isMet: first.mb < MOST_MB,
        note: '',
      }),
      oursMs: null,
      rawMs: null,
      ratio: `${Math.round(first.mb)} MB`,
      note: `in use over that at the start, garbage collected before each sample, ${messages / PER_CONTACT} contacts`,
    },
  ];
  return { figures, profile: lines };
}

async function search(db: Db, full: boolean): Promise<Search> {
  const started = performance.now();
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
  const { answer, mb } = full ? await peakOf(work) : { answer: await work(), mb: 0 };
  return { run: answer, ms: performance.now() - started, mb };
}

/** A hundredth of the list gets one message more, delivered. */
async function addCampaign(db: Db, messages: number, endS: number): Promise<void> {
  const step = PER_CONTACT * 5;
  await db.raw(`INSERT INTO messages (id, message_id, provider, contact_id, campaign_id, variant_id, segment_id, sent_at, parts, cost_micro, currency)
    SELECT ${messages} + c.id, CONCAT('n', c.id), 'link_mobility', c.id, 41, 0, 1, FROM_UNIXTIME(${endS} + 3600), 1, 42000, 'EUR'
    FROM contacts c WHERE c.id % ${step} = 1`);
  await db.raw(`INSERT INTO receipts (message_id, event_key, status, failure_class, raw_code, carrier, occurred_at, received_at)
    SELECT m.id, 1, 50, 0, '1001', 'op1', m.sent_at + INTERVAL 20 SECOND, m.sent_at + INTERVAL 20 SECOND
    FROM messages m WHERE m.id > ${messages}`);
}

function figure(
  name: string,
  oursMs: number,
  rawMs: number,
  rest: { readonly ask: string; readonly isMet: boolean | null; readonly note: string },
): Figure {
  return {
    name,
    oursMs,
    rawMs,
    duckMs: null,
    ratio: oursMs === 0 ? '' : `${(rawMs / oursMs).toFixed(1)}x`,
    ...rest,
  };
}
