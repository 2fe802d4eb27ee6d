import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inspectPrivateServers } from '../src/servers/inspect-servers.ts';
import type { PrivateServers } from '../src/servers/private-servers.ts';
import { connectMysql, type Db } from '../src/store/connect.ts';
import { migrateUp } from '../src/store/migrate.ts';
import { EVENT_FORMATS, type EventFormat } from './event-formats.ts';
import { processorSeconds } from './processor-seconds.ts';
import type { Figure } from './results.ts';

export type EventsRequest = {
  /** a file */
  readonly receipts: number;
  readonly tell: (line: string) => void;
};

/** Receipts a second, read, parsed, staged, merged and committed. */
const ASK = 25_000;
/** Between the second quarter of a file and its end: what a file of any length may add. */
const FLAT_MB = 64;
const SENT_MS = Date.UTC(2026, 10, 20);
const TABLES = [
  'receipts',
  'part_receipts',
  'message_bills',
  'message_provider_ids',
  'parked_events',
  'odd_receipts',
];

/**
 * `sms-reports import --format events` as a process of its own, with a file of delivery reports in each format of each
 * provider, all of messages that are known; then the first of them again.
 */
export async function benchEvents(
  servers: PrivateServers,
  { receipts, tell }: EventsRequest,
): Promise<readonly Figure[]> {
  const url = new URL(servers.databaseUrl);
  url.pathname = '/bench_events';
  const server = connectMysql(servers.databaseUrl, { poolSize: 1 });
  await server.raw('DROP DATABASE IF EXISTS bench_events');
  await server.raw('CREATE DATABASE bench_events CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
  const db = connectMysql(url.href);
  const folder = mkdtempSync(join(tmpdir(), 'bench-events-'));
  try {
    await migrateUp(db);
    await fill(db, receipts);
    const figures: Figure[] = [];
    for (const format of EVENT_FORMATS) {
      const path = join(folder, `reports.${format.ending}`);
      await pipeline(Readable.from(content(format, receipts)), createWriteStream(path));
      await makeReady(db, format.provider);
      const place = { format, path, databaseUrl: url.href, servers };
      const figure = figureOf(format, await measure(place), receipts);
      tell(`${figure.name}: ${figure.ratio}, ${figure.note}`);
      figures.push(figure);
      if (figures.length === 1) figures.push(againFigure(format, await measure(place), receipts));
      rmSync(path);
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
    await db.destroy();
    await server.raw('DROP DATABASE IF EXISTS bench_events');
    await server.destroy();
  }
}

type Measured = {
  readonly read: number;
  readonly applied: number;
  readonly duplicate: number;
  readonly seconds: number;
  /** resident, in the second quarter and at most afterwards */
  readonly earlyMb: number;
  readonly mostMb: number;
  /** processor seconds of the import and of the database: what a busy machine does not change */
  readonly ownSeconds: number;
  readonly databaseSeconds: number;
};

function figureOf(format: EventFormat, measured: Measured, receipts: number): Figure {
  const { read, applied, seconds, earlyMb, mostMb, ownSeconds, databaseSeconds } = measured;
  const rate = read / seconds;
  const isFlat = mostMb - earlyMb < FLAT_MB;
  return {
    name: `events: ${format.provider}, ${format.what}`,
    oursMs: seconds * 1000,
    rawMs: null,
    duckMs: null,
    ratio: `${Math.round(rate)} receipts/s`,
    ask: `${ASK} receipts/s, memory flat (issue)`,
    isMet: rate >= ASK && isFlat && applied === receipts,
    note: `${read} read, ${applied} applied; memory ${earlyMb} MiB in the second quarter, at most ${mostMb}; processor ${ownSeconds.toFixed(1)} s, of the database ${databaseSeconds.toFixed(1)} s`,
  };
}

function againFigure(format: EventFormat, measured: Measured, receipts: number): Figure {
  const { duplicate, read, seconds } = measured;
  return {
    ...figureOf(format, measured, 0),
    name: `events: ${format.provider}, ${format.what}, the same again`,
    isMet: duplicate === receipts && read / seconds >= ASK,
    note: `${read} read, ${duplicate} duplicate`,
  };
}

type Place = {
  readonly format: EventFormat;
  readonly path: string;
  readonly databaseUrl: string;
  readonly servers: PrivateServers;
};

async function measure({ format, path, databaseUrl, servers }: Place): Promise<Measured> {
  const main = join(import.meta.dirname, '../src/cli/main.ts');
  const words = [
    '--format',
    'events',
    '--provider',
    format.provider,
    '--json',
    ...(format.flags ?? []),
    path,
  ];
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=8', '--max-old-space-size=1024', main, 'import', ...words],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        DATABASE_URL: databaseUrl,
        REDIS_URL: servers.redisUrl,
        SECRET_KEY: servers.secretKey,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let told = '';
  child.stdout.on('data', (bytes: Buffer) => {
    told += bytes.toString();
  });
  const samples: number[] = [];
  const database = inspectPrivateServers(servers.folder).database?.pid;
  const databaseBefore = processorSeconds(database);
  let ownSeconds = 0;
  const watch = setInterval(() => {
    samples.push(residentMb(child.pid));
    const own = processorSeconds(child.pid);
    if (own > ownSeconds) ownSeconds = own;
  }, 50);
  const [code] = await once(child, 'close');
  clearInterval(watch);
  if (code !== 0) throw new Error(`the import of ${path} ended with ${code}`);
  const files: readonly Pick<Measured, 'read' | 'applied' | 'duplicate' | 'seconds'>[] = JSON.parse(told);
  const [file] = files;
  if (file === undefined) throw new Error(`the import of ${path} told of no file`);
  const known = samples.filter((mb) => mb > 0);
  const quarter = Math.floor(known.length / 4);
  const { read, applied, duplicate, seconds } = file;
  return {
    read,
    applied,
    duplicate,
    seconds,
    earlyMb: Math.max(0, ...known.slice(quarter, 2 * quarter + 1)),
    mostMb: Math.max(0, ...known.slice(2 * quarter)),
    ownSeconds,
    databaseSeconds: processorSeconds(database) - databaseBefore,
  };
}

/** 0 where there is no /proc, or the process has ended. */
function residentMb(pid: number | undefined): number {
  try {
    const [, pages] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return Math.round((Number(pages) * 4096) / 1_048_576);
  } catch {
    return 0;
  }
}

function* content(format: EventFormat, receipts: number): Generator<string> {
  yield format.head ?? '';
  for (let serial = 0; serial < receipts; serial += 1) {
    const time = Temporal.Instant.fromEpochMilliseconds(SENT_MS + (serial % 3600) * 1000).toString();
    const end = serial === receipts - 1 && format.between !== undefined ? '' : (format.between ?? '\n');
    yield `${format.record(idOf(serial), `m${serial}`, time)}${end}`;
  }
  yield format.foot ?? '';
}

/** Ids as the provider makes them: in no order. */
function idOf(serial: number): string {
  return `L${Math.imul(serial + 1, 0x9e3779b1) >>> 0}-${serial}`;
}

async function makeReady(db: Db, provider: string): Promise<void> {
  for (const table of TABLES) await db.raw('TRUNCATE TABLE ??', [table]);
  await db('messages').update({ provider });
}

async function fill(db: Db, messages: number): Promise<void> {
  const AT_ONCE = 5_000;
  for (let from = 0; from < messages; from += AT_ONCE) {
    await db('messages').insert(
      Array.from({ length: Math.min(AT_ONCE, messages - from) }, (_, at) => ({
        message_id: `m${from + at}`,
        provider: 'link_mobility',
        provider_message_id: idOf(from + at),
        contact_id: (from + at) % 50_000,
        campaign_id: 1,
        variant_id: 0,
        segment_id: 0,
        sent_at: new Date(SENT_MS),
      })),
    );
  }
}
