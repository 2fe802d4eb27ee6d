import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { migrateUp } from '../../src/store/migrate.ts';
import { tick } from '../../src/store/roll-up/tick.ts';
import { EVENT_TABLES, type EventTable, linesOf } from './lines.ts';
import { loadEvents, loadLines } from './load-lines.ts';
import {
  BLASTS,
  DRIPS,
  END_S,
  GENERATOR_VERSION,
  SEGMENTS,
  type Shape,
  shapeOf,
  yearSendings,
} from './plan.ts';

export type DataSet = {
  readonly shape: Shape;
  readonly url: string;
  readonly db: Db;
  /** later days that earlier runs have added */
  readonly batches: number;
};

const FILL_CHUNK = 50_000;

/**
 * The database of this size and seed: as a run before left it, else made new. Rows go straight into the source
 * tables, the product's own tick counts them.
 */
export async function prepareData(
  serverUrl: string,
  request: { readonly messages: number; readonly seed: number; readonly tell: (line: string) => void },
): Promise<DataSet> {
  const { messages, seed, tell } = request;
  const url = databaseUrl(serverUrl, messages, seed);
  const known = await readMade(url);
  if (known !== null) {
    tell(`${messages} messages: made by an earlier run, with ${known} later days`);
    // tables that hold nothing of the data may have come since
    const migrating = connectMysql(url, { poolSize: 2, limitS: null });
    await migrateUp(migrating);
    await migrating.destroy();
    return { shape: shapeOf(messages, seed), url, db: connectMysql(url, { poolSize: 1 }), batches: known };
  }
  await recreate(serverUrl, url);
  const db = connectMysql(url, { poolSize: 2 });
  await migrateUp(db);
  const shape = shapeOf(messages, seed);
  await loadAudience(db, url, shape);
  for (const table of eventTables()) {
    const part = { shape, sendings: () => yearSendings(shape), firstMessage: 1 };
    const ms = await loadEvents(url, table, linesOf(part, table, 1));
    tell(`${table} loaded in ${seconds(ms)}`);
  }
  await analyze(db, [...eventTables(), 'contacts']);
  const filled = await catchUp(db, { now: END_S, chunk: FILL_CHUNK, tell });
  tell(`counted from nothing in ${seconds(filled.ms)}`);
  await db.raw('CREATE TABLE bench_made (version VARCHAR(64) NOT NULL, batches INT NOT NULL)');
  await db('bench_made').insert({ version: versionOf(), batches: 0 });
  await db.destroy();
  return { shape, url, db: connectMysql(url, { poolSize: 1 }), batches: 0 };
}

/** Fresh statistics of every table: right after a fill the server may still know those of an almost empty one. */
export async function analyzeAll(db: Db): Promise<void> {
  const [tables] = await db.raw(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
  );
  const names: readonly { readonly name: string }[] = tables;
  await analyze(
    db,
    names.map(({ name }) => name),
  );
}

export async function hasData(serverUrl: string, messages: number, seed: number): Promise<boolean> {
  return (await readMade(databaseUrl(serverUrl, messages, seed))) !== null;
}

/** Ticks until nothing is left; milliseconds. `now` in epoch seconds. */
export async function catchUp(
  db: Db,
  options: {
    readonly now: number;
    readonly chunk?: number;
    readonly tell?: (line: string) => void;
    readonly onStatement?: (name: string, milliseconds: number) => void;
  },
): Promise<{ readonly ms: number; readonly messages: number; readonly ticks: number }> {
  const started = performance.now();
  let messages = 0;
  let ticks = 0;
  for (let hasMore = true; hasMore; ticks += 1) {
    const result = await tick(db, {
      now: Temporal.Instant.fromEpochMilliseconds(options.now * 1000),
      ...(options.chunk === undefined ? {} : { chunk: options.chunk }),
      ...(options.onStatement === undefined ? {} : { onStatement: options.onStatement }),
    });
    messages += result.messages;
    hasMore = result.hasMore;
    options.tell?.(`tick ${ticks + 1}: ${messages} messages, ${seconds(performance.now() - started)}`);
  }
  return { ms: performance.now() - started, messages, ticks };
}

async function analyze(db: Db, tables: readonly string[]): Promise<void> {
  for (const table of tables) await db.raw('ANALYZE TABLE ??', [table]);
}

function eventTables(): readonly EventTable[] {
  const tables: EventTable[] = [];
  for (const table of ['messages', 'receipts', 'clicks', 'conversions', 'opt_outs'] as const) {
    if (table in EVENT_TABLES) tables.push(table);
  }
  return tables;
}

function databaseUrl(serverUrl: string, messages: number, seed: number): string {
  const url = new URL(serverUrl);
  url.pathname = `/bench_${messages}_${seed}`;
  return url.href;
}

async function readMade(url: string): Promise<number | null> {
  const db = connectMysql(url, { poolSize: 1 });
  try {
    const made: { readonly version: string; readonly batches: number } | undefined = await db('bench_made')
      .select('version', 'batches')
      .first();
    return made?.version === versionOf() ? made.batches : null;
  } catch {
    // no such database or table: the data was never finished
    return null;
  } finally {
    await db.destroy();
  }
}

/** Of the generator and the schema of sources, facts and cubes: data of another one is made anew. */
function versionOf(): string {
  const folder = join(import.meta.dirname, '../../migrations');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder)
    .filter((one) => /(audience|messages_and_events|facts|cubes)\.ts$/.test(one))
    .sort()) {
    hash.update(readFileSync(join(folder, name)));
  }
  return `${GENERATOR_VERSION}-${hash.digest('hex').slice(0, 16)}`;
}

async function recreate(serverUrl: string, url: string): Promise<void> {
  const server = connectMysql(serverUrl, { poolSize: 1 });
  const name = new URL(url).pathname.slice(1);
  await server.raw('DROP DATABASE IF EXISTS ??', [name]);
  await server.raw('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', [name]);
  await server.destroy();
}

const ZONES = ['Europe/Oslo', 'Europe/London', 'Asia/Kolkata', 'America/New_York'];

async function loadAudience(db: Db, url: string, shape: Shape): Promise<void> {
  for (let id = 1; id <= SEGMENTS; id += 1) {
    await db('segments').insert({ id, segment_id: `s${id}`, name: `Segment ${id}` });
  }
  for (let id = 1; id <= BLASTS + DRIPS; id += 1) await addCampaign(db, id);
  await loadLines(
    url,
    'contacts (id, contact_id, person_id, country, timezone, segment_id)',
    contactLines(shape),
  );
}

/** One tracked link, currency of the conversions by contact, outcome window 72 h. */
export async function addCampaign(db: Db, id: number): Promise<void> {
  await db('campaigns').insert({
    id,
    campaign_id: `c${id}`,
    name: `Campaign ${id}`,
    timezone: 'Europe/Oslo',
    link_count: 1,
  });
  for (const variant of [id * 2 - 1, id * 2]) {
    await db('variants').insert({
      id: variant,
      campaign_id: id,
      variant_id: `v${variant}`,
      label: `Text ${variant}`,
    });
  }
}

function* contactLines({ contacts }: Shape): Generator<string> {
  for (let id = 1; id <= contacts; id += 1) {
    yield `${id}\tp${id}\t${id}\tNO\t${ZONES[id % ZONES.length]}\t${(id % SEGMENTS) + 1}\n`;
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
