import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { inspectPrivateServers } from '../../src/servers/inspect-servers.ts';
import { writeLastPorts } from '../../src/servers/instance-files.ts';
import { firstAnswer } from '../../src/servers/loopback.ts';
import {
  type PrivateServers,
  startPrivateServers,
  stopPrivateServers,
} from '../../src/servers/private-servers.ts';
import { isAlive } from '../../src/servers/process-identity.ts';
import { connectMysql } from '../../src/store/connect.ts';

const LOCAL = join(import.meta.dirname, '../../.local');

describe('private servers', () => {
  let root: string;
  const engine = inject('engine');
  beforeEach(() => {
    root = checkout();
  });
  afterEach(async () => {
    for (const folder of [join(root, 'servers'), join(root, 'other folder', 'servers')]) {
      if (existsSync(folder)) await stopPrivateServers(join(folder, `t-${engine}`));
    }
    rmSync(root, { recursive: true });
  });

  const start = (
    folder = root,
    more: { databaseUrl?: string; keep?: boolean } = {},
  ): Promise<PrivateServers> =>
    startPrivateServers({ folder, engine, instance: 't', bufferPoolMb: 32, ...more });

  it('serve two holders, keep their data and their ports, and end with the last holder', async () => {
    portsOfBefore(join(root, 'servers', `t-${engine}`));
    const [first, second] = await Promise.all([start(), start()]);
    expect(second.databaseUrl).toBe(first.databaseUrl);
    expect(await query(first, 'CREATE TABLE kept (n INT)')).toBeDefined();
    await first.stop();
    await first.stop();
    expect(await query(second, 'SELECT COUNT(*) AS n FROM kept')).toEqual([{ n: 0 }]);
    const { database, redis } = inspectPrivateServers(second.folder);
    await second.stop();
    expect(inspectPrivateServers(second.folder)).toEqual({
      engine: null,
      database: null,
      redis: null,
      holders: [],
    });
    for (const port of [database?.port, redis?.port])
      expect(await firstAnswer(port ?? 0, 'PING\r\n')).toBeNull();

    const again = await start();
    expect(again.databaseUrl).toBe(first.databaseUrl);
    expect(again.redisUrl).toBe(first.redisUrl);
    expect(await query(again, 'SELECT COUNT(*) AS n FROM kept')).toEqual([{ n: 0 }]);
    await again.stop();
  });

  it('start again after servers and holder were killed', async () => {
    const killed = await start();
    await query(killed, 'CREATE TABLE kept (n INT)');
    const before = inspectPrivateServers(killed.folder);
    for (const server of [before.database, before.redis]) process.kill(server?.pid ?? 0, 'SIGKILL');
    const again = await start();
    expect(await query(again, 'SELECT COUNT(*) AS n FROM kept')).toEqual([{ n: 0 }]);
    expect(inspectPrivateServers(again.folder).database?.pid).not.toBe(before.database?.pid);
    await again.stop();
    await killed.stop();
    expect(inspectPrivateServers(again.folder).database).toBeNull();
  });

  it('end by themselves when the only holder is killed', async () => {
    const folder = join(root, 'servers', `t-${engine}`);
    const child = spawn(process.execPath, ['--input-type=module', '-e', holderProgram(root, engine)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const { database, redis } = inspectPrivateServers(folder);
    expect(database).not.toBeNull();
    child.kill('SIGKILL');
    await vi.waitUntil(() => !existsSync(join(folder, 'running.json')), { timeout: 20_000, interval: 50 });
    expect(inspectPrivateServers(folder)).toEqual({ engine: null, database: null, redis: null, holders: [] });
    for (const server of [database, redis]) expect(server !== null && isAlive(server)).toBe(false);
  });

  it('of two checkouts do not meet', async () => {
    const other = checkout(join(root, 'other folder'));
    const [here, there] = await Promise.all([start(), start(other)]);
    try {
      expect(new URL(there.databaseUrl).port).not.toBe(new URL(here.databaseUrl).port);
      expect(new URL(there.redisUrl).port).not.toBe(new URL(here.redisUrl).port);
      expect(there.secretKey).not.toBe(here.secretKey);
      await query(here, 'CREATE TABLE only_here (n INT)');
      expect(await query(there, 'SHOW TABLES')).toEqual([]);
    } finally {
      await Promise.all([here.stop(), there.stop()]);
    }
  });

  it('end when their folder is deleted under them', async () => {
    const servers = await start();
    const { database, redis } = inspectPrivateServers(servers.folder);
    const left = () => [database, redis].filter((server) => server !== null && isAlive(server));
    expect(left()).toHaveLength(2);
    // they may be making a file at this moment
    rmSync(servers.folder, { recursive: true, maxRetries: 20 });
    await vi.waitUntil(() => left().length === 0, { timeout: 20_000, interval: 50 });
    await servers.stop();
  });

  it('are not started for a URL that is given', async () => {
    const given = 'mysql://somebody@db.example/reports';
    const servers = await start(root, { databaseUrl: given });
    expect(servers.databaseUrl).toBe(given);
    expect(servers.engine).toBeNull();
    const seen = inspectPrivateServers(servers.folder);
    expect(seen.database).toBeNull();
    expect(seen.redis).not.toBeNull();
    await servers.stop();
  });

  it('stay when they are to be kept, until they are stopped by hand', async () => {
    const kept = await start(root, { keep: true });
    const held = await start();
    await held.stop();
    expect(inspectPrivateServers(kept.folder).holders).toEqual(['kept']);
    expect(await stopPrivateServers(kept.folder)).toEqual([]);
    expect(inspectPrivateServers(kept.folder).database).toBeNull();
  });

  it('tell their secrets to their owner only, and let nobody in without a password', async () => {
    const servers = await start();
    try {
      for (const name of ['secrets.json', 'running.json', 'redis.conf']) {
        expect(statSync(join(servers.folder, name)).mode & 0o777).toBe(0o600);
      }
      expect(statSync(servers.folder).mode & 0o777).toBe(0o700);
      expect(servers.secretKey).toMatch(/^[0-9a-f]{64}$/);
      const bare = (url: string, user: string): string =>
        Object.assign(new URL(url), { username: user, password: '' }).href;
      for (const user of ['root', 'sms_reports', '']) {
        await expect(query({ databaseUrl: bare(servers.databaseUrl, user) }, 'SELECT 1')).rejects.toThrow(
          /denied|not allowed/i,
        );
      }
      const answer = await firstAnswer(Number(new URL(servers.redisUrl).port), 'KEYS *\r\n');
      expect(answer?.toString()).toContain('NOAUTH');
      expect(
        readFileSync(`/proc/${inspectPrivateServers(servers.folder).database?.pid}/cmdline`, 'utf8'),
      ).not.toContain(new URL(servers.databaseUrl).password);
    } finally {
      await servers.stop();
    }
  });
});

/**
 * Ports as if of a start before, below those that the kernel gives away: of these another program may have one while
 * nobody serves on it, and an instance then has to take another.
 */
function portsOfBefore(folder: string): void {
  const own = 15_000 + 2 * (process.pid % 5_000);
  writeLastPorts(folder, { database: own, redis: own + 1 });
}

/** A `.local` of its own that shares the unpacked packages, so that apt need not run again. */
function checkout(folder = mkdtempSync(join(tmpdir(), 'private-servers-'))): string {
  mkdirSync(folder, { recursive: true });
  if (existsSync(join(LOCAL, 'packages'))) symlinkSync(join(LOCAL, 'packages'), join(folder, 'packages'));
  return folder;
}

async function query(servers: Pick<PrivateServers, 'databaseUrl'>, sql: string): Promise<unknown> {
  const db = connectMysql(servers.databaseUrl);
  try {
    return (await db.raw(sql))[0];
  } finally {
    await db.destroy();
  }
}

function holderProgram(folder: string, engine: string): string {
  const module = join(import.meta.dirname, '../../src/servers/private-servers.ts');
  return `const { startPrivateServers } = await import(${JSON.stringify(module)});
    await startPrivateServers({ folder: ${JSON.stringify(folder)}, engine: '${engine}', instance: 't', bufferPoolMb: 32 });
    console.log('up');
    setInterval(() => {}, 1000);`;
}
