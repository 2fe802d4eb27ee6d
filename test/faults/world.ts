import { join } from 'node:path';
import { Redis } from 'ioredis';
import { inspectPrivateServers } from '../../src/servers/inspect-servers.ts';
import { startPrivateServers } from '../../src/servers/private-servers.ts';
import type { Engine } from '../../src/servers/server-version.ts';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { migrateUp } from '../../src/store/migrate.ts';
import { type MisbehavingSmtp, startMisbehavingSmtp } from '../support/smtp-misbehaving.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';
import { startWorkerPool, type WorkerPool } from './worker-pool.ts';
import { type Expected, plantSchedules, START } from './workload.ts';

export type World = {
  /** straight to the server, past the proxy */
  readonly db: Db;
  readonly databaseUrl: string;
  readonly redis: Redis;
  readonly smtp: MisbehavingSmtp;
  readonly clock: VirtualClock;
  readonly pool: WorkerPool;
  readonly proxies: { readonly mysql: TcpProxy; readonly redis: TcpProxy; readonly smtp: TcpProxy };
  readonly engine: string;
  readonly begin: (expected: readonly Expected[]) => Promise<void>;
  /** kill -9 of the server and a new start on the same data */
  readonly restart: (server: 'database' | 'redis') => Promise<void>;
  readonly stop: () => Promise<void>;
};

const ROOT = join(import.meta.dirname, '../..');
const DATABASE = `test_${process.pid}_faults`;
const PREFIX = `faults-${process.pid}`;
/** children first */
const LEDGER = [
  'dispatch_attempts',
  'report_dispatches',
  'dispatch_parts',
  'report_runs',
  'report_schedules',
  'audit_log',
];

export type WorldRequest = {
  readonly engine?: Engine | undefined;
  /** where the workers' sources lie; the checkout unless a mutation is tried */
  readonly root?: string;
  /** servers that run already; they cannot be killed then */
  readonly given?: { readonly databaseUrl: string; readonly redisUrl: string };
};

/** Servers, proxies and one worker that stands by. `begin` first, once for each campaign. */
export async function openWorld(request: WorldRequest): Promise<World> {
  const wanted = {
    folder: join(ROOT, '.local'),
    instance: request.given === undefined ? 'faults' : 'test',
    engine: request.engine,
    bufferPoolMb: 128,
    ...request.given,
  };
  const servers = await startPrivateServers(wanted);
  const clock = virtualClock(START);
  const own = await ownDatabase(servers.databaseUrl);
  const db = connectMysql(own, { poolSize: 4 });
  await migrateUp(db);
  const redis = new Redis(servers.redisUrl, { retryStrategy: () => 200, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  const smtp = await startMisbehavingSmtp();
  const proxies = {
    mysql: await startTcpProxy(portOf(own), clock.rewrite),
    redis: await startTcpProxy(portOf(servers.redisUrl)),
    smtp: await startTcpProxy(portOf(smtp.url)),
  };
  const pool = startWorkerPool(request.root ?? ROOT, () => ({
    DATABASE_URL: through(own, proxies.mysql),
    REDIS_URL: through(servers.redisUrl, proxies.redis),
    SMTP_URL: through(smtp.url, proxies.smtp),
    QUEUE_PREFIX: PREFIX,
    SECRET_KEY: 'k'.repeat(32),
    HTTP_PORT: '0',
  }));
  const world = {
    db,
    databaseUrl: own,
    redis,
    smtp,
    clock,
    pool,
    proxies,
    engine: servers.version ?? 'given',
  };
  return {
    ...world,
    begin: (expected) => begin(world, expected),
    restart: async (server) => {
      const seen = inspectPrivateServers(servers.folder)[server];
      if (seen !== null) process.kill(seen.pid, 'SIGKILL');
      const again = await startPrivateServers(wanted);
      proxies.mysql.to(portOf(again.databaseUrl));
      proxies.redis.to(portOf(again.redisUrl));
    },
    stop: async () => {
      await pool.endAll();
      for (const proxy of Object.values(proxies)) await proxy.stop();
      await smtp.stop();
      redis.disconnect();
      await db.destroy();
      await onServer(servers.databaseUrl, 'DROP DATABASE IF EXISTS ??', DATABASE);
      await servers.stop();
    },
  };
}

/** Nothing of a former campaign is left. */
async function begin(
  { db, redis, smtp, clock, pool, proxies }: Omit<World, 'begin' | 'restart' | 'stop'>,
  expected: readonly Expected[],
): Promise<void> {
  await pool.endStarted();
  pool.takeOutput();
  for (const proxy of Object.values(proxies)) {
    proxy.mode({ kind: 'pass' });
    proxy.cut();
  }
  smtp.script({});
  smtp.bodies.length = 0;
  smtp.commands.length = 0;
  clock.set(START);
  for (const table of LEDGER) await db(table).delete();
  await forget(redis);
  await plantSchedules(db, expected, clock.now());
}

/** Redis as it is after FLUSHALL, and no more of it: the server may be shared. */
export async function forget(redis: Redis): Promise<void> {
  const keys = await redis.keys(`${PREFIX}*`);
  if (keys.length > 0) await redis.unlink(...keys);
}

async function ownDatabase(serverUrl: string): Promise<string> {
  const sql = 'CREATE DATABASE IF NOT EXISTS ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
  await onServer(serverUrl, sql, DATABASE);
  const url = new URL(serverUrl);
  url.pathname = `/${DATABASE}`;
  return url.href;
}

async function onServer(url: string, sql: string, name: string): Promise<void> {
  const db = connectMysql(url, { poolSize: 1 });
  try {
    await db.raw(sql, [name]);
  } finally {
    await db.destroy();
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

function through(url: string, proxy: TcpProxy): string {
  const changed = new URL(url);
  changed.hostname = '127.0.0.1';
  changed.port = String(proxy.port);
  return changed.href;
}
