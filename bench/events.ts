import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReceiptEvent } from '../src/core/provider-event.ts';
import { takeEventFiles } from '../src/pipelines/take-event-files.ts';
import { takeEvents } from '../src/pipelines/take-events.ts';
import { startPrivateServers } from '../src/servers/private-servers.ts';
import { connectMysql, type Db } from '../src/store/connect.ts';
import { migrateUp } from '../src/store/migrate.ts';

/**
 * `node bench/events.ts [mysql] [receipts]`: receipts a second from events to committed rows, new and again, and from a
 * file of delivery reports, parsed and stored at once.
 */
const engine = process.argv.includes('mysql') ? 'mysql' : 'mariadb';
const receipts = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 200_000);
const BATCH = 20_000;
const SENT_MS = Date.UTC(2026, 10, 20);

const servers = await startPrivateServers({
  folder: join(import.meta.dirname, '..', '.local'),
  instance: 'bench-events',
  engine,
});
const name = 'bench_events';
const server = connectMysql(servers.databaseUrl, { poolSize: 1 });
await server.raw('DROP DATABASE IF EXISTS ??', [name]);
await server.raw('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', [name]);
const url = new URL(servers.databaseUrl);
url.pathname = `/${name}`;
const db = connectMysql(url.href);
try {
  await migrateUp(db);
  await fill(db, receipts);
  await measure('new');
  await measure('again');
  await db.raw('TRUNCATE TABLE receipts');
  await measureFile();
} finally {
  await db.destroy();
  await server.raw('DROP DATABASE IF EXISTS ??', [name]);
  await server.destroy();
  await servers.stop();
}

async function measure(label: string): Promise<void> {
  const spent = new Map<string, number>();
  const started = performance.now();
  const cpu = process.cpuUsage();
  let applied = 0;
  for (let from = 0; from < receipts; from += BATCH) {
    const counts = await takeEvents({
      db,
      secretKey: servers.secretKey,
      provider: 'link_mobility',
      events: Array.from({ length: Math.min(BATCH, receipts - from) }, (_, at) => receiptOf(from + at)),
      receivedAt: Temporal.Instant.fromEpochMilliseconds(SENT_MS + 86_400_000),
      onStatement: (statement, ms) => spent.set(statement, (spent.get(statement) ?? 0) + ms),
    });
    applied += counts.applied;
  }
  const seconds = (performance.now() - started) / 1000;
  const own = process.cpuUsage(cpu);
  const ownSeconds = (own.user + own.system) / 1e6;
  const slowest = [...spent].sort(([, left], [, right]) => right - left).slice(0, 8);
  process.stdout.write(
    `${engine} ${label}: ${receipts} receipts, ${applied} applied, ${Math.round(receipts / seconds)}/s, own processor time ${ownSeconds.toFixed(1)} s of ${seconds.toFixed(1)} s; ms: ${slowest
      .map(([statement, ms]) => `${statement} ${Math.round(ms)}`)
      .join(', ')}\n`,
  );
}

async function measureFile(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-events-'));
  const path = join(folder, 'reports.ndjson');
  try {
    await pipeline(Readable.from(reportLines()), createWriteStream(path));
    const [file] = await takeEventFiles({
      db,
      secretKey: servers.secretKey,
      provider: 'link_mobility',
      paths: [path],
      options: { timezone: null, errorDictionary: null, fields: {} },
    });
    if (file === undefined) return;
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    process.stdout.write(
      `${engine} file: ${file.read} read, ${file.applied} applied, ${Math.round(file.read / file.seconds)}/s, most memory ${megabytes} MiB\n`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function* reportLines(): Generator<string> {
  for (let serial = 0; serial < receipts; serial += 1) {
    yield `${JSON.stringify({
      refId: null,
      id: idOf(serial),
      operator: 'no.telenor',
      sentTimestamp: '2026-11-20T09:37:35Z',
      timestamp: Temporal.Instant.fromEpochMilliseconds(SENT_MS + (serial % 3600) * 1000).toString(),
      resultCode: 1001,
      operatorResultCode: '2',
      segments: 1,
      gateCustomParameters: {},
      customParameters: {},
    })}\n`;
  }
}

/** Ids as the provider makes them: in no order. */
function idOf(serial: number): string {
  return `L${Math.imul(serial + 1, 0x9e3779b1) >>> 0}-${serial}`;
}

function receiptOf(serial: number): ReceiptEvent {
  return {
    kind: 'receipt',
    providerMessageId: idOf(serial),
    clientReference: null,
    recipient: null,
    state: {
      status: 'delivered',
      failureClass: 'none',
      codeField: 'resultCode',
      rawCode: '1001',
      isKnownCode: true,
    },
    carrier: 'no.telenor',
    occurredMs: SENT_MS + (serial % 3600) * 1000,
    sentMs: null,
    part: null,
    parts: 1,
    costMicro: null,
    currency: null,
  };
}

async function fill(target: Db, messages: number): Promise<void> {
  for (let from = 0; from < messages; from += 5_000) {
    await target('messages').insert(
      Array.from({ length: Math.min(5_000, messages - from) }, (_, at) => ({
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
