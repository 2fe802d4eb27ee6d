import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from './support/database.ts';

const ROOT = join(import.meta.dirname, '..');
const NODE = join(ROOT, 'node_modules/.bin/node');

let fresh: FreshDatabase;
let redis: FreshRedis;

beforeAll(async () => {
  fresh = await freshDatabase();
  redis = freshRedisPrefix();
});
afterAll(async () => {
  await redis.drop();
  await fresh.drop();
});

type Settings = Readonly<Record<string, string>>;

function spawnWorker(settings: Settings): ChildProcess {
  const env = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: fresh.url,
    REDIS_URL: redis.url,
    QUEUE_PREFIX: redis.prefix,
    SECRET_KEY: 'k'.repeat(32),
    SMTP_URL: 'smtp://127.0.0.1:1',
    HTTP_PORT: '0',
    TZ: 'America/New_York',
    ...settings,
  };
  return spawn(NODE, ['src/worker.ts'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The first log line with this event. */
async function logged(child: ChildProcess, event: string): Promise<Readonly<Record<string, unknown>>> {
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const entry = JSON.parse(line);
    if (entry.event === event) return entry;
  }
  throw new Error(`the worker ended without ${event}`);
}

async function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  let stderr = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  child.stdout?.resume();
  const [code] = await once(child, 'close');
  return { code, stderr };
}

describe('the worker as a process', () => {
  it('answers while it lives and exits 0 on SIGTERM', async () => {
    const child = spawnWorker({});
    const end = ended(child);
    const { url, tzdb } = await logged(child, 'worker-started');
    expect(tzdb).toBe(process.versions.tz);
    expect((await fetch(`${String(url)}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await end).toEqual({ code: 0, stderr: '' });
  });

  it('exits at once on a second signal', async () => {
    const child = spawnWorker({ REDIS_URL: 'redis://127.0.0.1:1' });
    const end = ended(child);
    await logged(child, 'worker-started');
    // without Redis the goodbye takes seconds
    child.kill('SIGTERM');
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130 });
  });

  it.each([
    [{ SMTP_URL: '' }, 78, /^error: bad-config: SMTP_URL: is required by the worker, .*\n$/],
    [
      { DATABASE_URL: 'mysql://root:hunter2@127.0.0.1:1/x' },
      69,
      /^error: mysql-unreachable: MySQL at .*127\.0\.0\.1:1.*\n$/,
    ],
    [
      { HTTP_HOST: '203.0.113.1' },
      78,
      /^error: bad-config: HTTP_HOST, HTTP_PORT: 203\.0\.113\.1:0 cannot be used \(EADDRNOTAVAIL\)\n$/,
    ],
    [{ WORKER_CONCURRENCY: '999' }, 78, /^error: bad-config: WORKER_CONCURRENCY: .*\n$/],
  ])('refuses to start with %j in one line', async (settings: Settings, exit, line) => {
    const { code, stderr } = await ended(spawnWorker(settings));
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('hunter2');
    expect(code).toBe(exit);
  });
});
