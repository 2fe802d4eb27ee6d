import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { inspectPrivateServers } from '../../src/servers/inspect-servers.ts';
import { startPrivateServers } from '../../src/servers/private-servers.ts';
import type { Engine } from '../../src/servers/server-version.ts';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { migrateUp } from '../../src/store/migrate.ts';
import { type MisbehavingSmtp, startMisbehavingSmtp } from '../support/smtp-misbehaving.ts';
import { HOOK_SECRET, HOOKS_YAML } from './callers.ts';
import { emptyTables, type FreshTables, seeTables } from './empty-tables.ts';
import { nowWaitsFor } from './progress.ts';
import { REVIEWER } from './reviewer.ts';
import { FAULTS_SECRET, plantSourceDay } from './source-day.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';
import { startWorkerPool, type WorkerPool } from './worker-pool.ts';
import { type Expected, plantSchedules, START } from './workload.ts';

export type World = {
  /** to the server, past the faults */
  readonly db: Db;
  readonly databaseUrl: string;
  readonly redis: Redis;
  readonly smtp: MisbehavingSmtp;
  readonly clock: VirtualClock;
  readonly pool: WorkerPool;
  readonly proxies: { readonly mysql: TcpProxy; readonly redis: TcpProxy; readonly smtp: TcpProxy };
  readonly engine: string;
  readonly begin: (expected: readonly Expected[]) => Promise<void>;
  /** FLUSHALL; where others use the Redis too, our keys alone */
  readonly flush: () => Promise<void>;
  /** kill -9 alone; `restart` is to follow */
  readonly kill: (server: 'database' | 'redis') => void;
  /** kill -9 of the server and a new start on the same data */
  readonly restart: (server: 'database' | 'redis') => Promise<void>;
  readonly stop: () => Promise<void>;
};

const ROOT = join(import.meta.dirname, '../..');
const DATABASE = `test_${process.pid}_faults`;
const PREFIX = `faults-${process.pid}`;
const SETTINGS = {
  QUEUE_PREFIX: PREFIX,
  SECRET_KEY: FAULTS_SECRET,
  HTTP_PORT: '0',
  WEB_PORT: '0',
  HOOK_SECRETS: `faults=${HOOK_SECRET}`,
  WEB_PROXY_HEADER: REVIEWER.header,
  WEB_PROXY_PEERS: '127.0.0.1',
  WEB_PROXY_ROLES: `${REVIEWER.name}=admin`,
};
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
  // a server that was killed may come back on another port: somebody took its own meanwhile
  const past = await startTcpProxy(portOf(own));
  const databaseUrl = through(own, past);
  const db = connectMysql(databaseUrl, { poolSize: 4 });
  await migrateUp(db);
  const fresh = await seeTables(db);
  const redis = new Redis(servers.redisUrl, { retryStrategy: () => 200, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  const smtp = await startMisbehavingSmtp();
  const proxies = {
    mysql: await startTcpProxy(portOf(own), clock.rewrite),
    redis: await startTcpProxy(portOf(servers.redisUrl)),
    smtp: await startTcpProxy(portOf(smtp.url)),
  };
  const folder = mkdtempSync(join(tmpdir(), 'faults-hooks-'));
  const hooks = join(folder, 'hooks.yaml');
  writeFileSync(hooks, HOOKS_YAML);
  const pool = startWorkerPool({
    root: request.root ?? ROOT,
    compileCache: join(ROOT, '.local/compile-cache'),
    hooks,
    settings: () => ({
      DATABASE_URL: through(own, proxies.mysql),
      REDIS_URL: through(servers.redisUrl, proxies.redis),
      SMTP_URL: through(smtp.url, proxies.smtp),
      ...SETTINGS,
    }),
  });
  const kill = (server: 'database' | 'redis'): void => {
    const seen = inspectPrivateServers(servers.folder)[server];
    if (seen !== null) process.kill(seen.pid, 'SIGKILL');
  };
  await pool.ready();
  const engine = servers.version ?? 'given';
  const world = { db, databaseUrl, redis, smtp, clock, pool, proxies, engine };
  return {
    ...world,
    begin: (expected) => begin(world, fresh, expected),
    flush: async () => {
      if (request.given === undefined) await redis.flushall();
      else await forget(redis);
    },
    kill,
    restart: async (server) => {
      kill(server);
      const again = await startPrivateServers(wanted);
      for (const way of [past, proxies.mysql]) way.to(portOf(again.databaseUrl));
      proxies.redis.to(portOf(again.redisUrl));
    },
    stop: async () => {
      nowWaitsFor('the end of processes and servers');
      await pool.endAll();
      for (const proxy of Object.values(proxies)) await proxy.stop();
      await smtp.stop();
      redis.disconnect();
      await db.destroy();
      await onServer(databaseUrl, 'DROP DATABASE IF EXISTS ??', DATABASE);
      await past.stop();
      await servers.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Nothing of a former campaign is left. */
async function begin(
  { db, redis, smtp, clock, pool, proxies }: Omit<World, 'begin' | 'flush' | 'kill' | 'restart' | 'stop'>,
  fresh: FreshTables,
  expected: readonly Expected[],
): Promise<void> {
  nowWaitsFor('processes of the former campaign to end');
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
  nowWaitsFor('tables and Redis to be empty');
  await emptyTables(db, fresh);
  await forget(redis);
  nowWaitsFor('source and schedules to be planted');
  await plantSourceDay(db, new Date(START.epochMilliseconds));
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
