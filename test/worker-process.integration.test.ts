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
    NODE_COMPILE_CACHE: join(ROOT, '.local/compile-cache'),
    DATABASE_URL: fresh.url,
    REDIS_URL: redis.url,
    QUEUE_PREFIX: redis.prefix,
    SECRET_KEY: '0123456789abcdef'.repeat(2),
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

  it('goes on when nobody reads its log any more', async () => {
    const child = spawnWorker({});
    let stderr = '';
    const told = new Promise((resolve) =>
      child.stderr?.on('data', (bytes: Buffer) => {
        stderr += bytes.toString();
        resolve(null);
      }),
    );
    const closed = once(child, 'close');
    await logged(child, 'worker-started');
    child.stdout?.destroy();
    // its stop is the next thing it would write of
    child.kill('SIGTERM');
    await told;
    const [code] = await closed;
    expect(stderr).toBe('error: bad-state: the log cannot be written (EPIPE); going on without it\n');
    expect(code).toBe(0);
  });

  it('refuses to start when Redis refuses the password', async () => {
    const url = new URL(redis.url);
    url.username = 'nobody';
    url.password = 'hunter2';
    const { code, stderr } = await ended(spawnWorker({ REDIS_URL: url.href }));
    expect(stderr).toMatch(
      /^error: bad-config: REDIS_URL: Redis at 127\.0\.0\.1:\d+ refuses us: WRONGPASS .*\n$/,
    );
    expect(stderr).not.toContain('hunter2');
    expect(code).toBe(78);
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
    [
      { REDIS_URL: 'redis://:hunter2@127.0.0.1:1', NODE_ENV: 'production', DATABASE_URL: '' },
      78,
      /^error: bad-config: DATABASE_URL: is required when NODE_ENV=production\n$/,
    ],
    [{ SECRET_KEY: '' }, 78, /^error: bad-config: SECRET_KEY: is required with DATABASE_URL; .*\n$/],
    [{ SECRET_KEY: 'hunter2' }, 78, /^error: bad-config: SECRET_KEY: must have at least 32 characters.*\n$/],
    [
      { DATABASE_URL: 'postgres://root:hunter2@127.0.0.1/x' },
      78,
      /^error: bad-config: DATABASE_URL: must be a URL that starts with mysql:\/\/\n$/,
    ],
    [
      { REDIS_URL: 'http://:hunter2@127.0.0.1' },
      78,
      /^error: bad-config: REDIS_URL: must be a URL that starts with redis:\/\/ or rediss:\/\/\n$/,
    ],
    [
      { SMTP_URL: 'mailto:hunter2' },
      78,
      /^error: bad-config: SMTP_URL: must be a URL that starts with smtp:\/\/ or smtps:\/\/\n$/,
    ],
    [{ MAIL_FROM: 'nobody' }, 78, /^error: bad-config: MAIL_FROM: .*one address.*\n$/],
    [
      { MAIL_FROM: 'A <a@example.com>, b@example.com' },
      78,
      /^error: bad-config: MAIL_FROM: .*one address.*\n$/,
    ],
    [
      { MESSAGE_ID_DOMAIN: 'not a domain' },
      78,
      /^error: bad-config: MESSAGE_ID_DOMAIN: must be a domain.*\n$/,
    ],
    [{ QUEUE_PREFIX: 'a:b' }, 78, /^error: bad-config: QUEUE_PREFIX: must be 1-40 letters.*\n$/],
    [{ PUBLIC_URL: 'javascript:alert(1)' }, 78, /^error: bad-config: PUBLIC_URL: must be a URL.*\n$/],
    [{ HTTP_PORT: '65536' }, 78, /^error: bad-config: HTTP_PORT: must be a whole number from 0 to 65535\n$/],
    [{ HTTP_PORT: 'http' }, 78, /^error: bad-config: HTTP_PORT: must be a whole number from 0 to 65535\n$/],
    [{ ROLLUP_CHUNK: '1.5' }, 78, /^error: bad-config: ROLLUP_CHUNK: must be a whole number.*\n$/],
    [
      { SMS_REPORTS_CONFIG: '/nowhere.yaml' },
      78,
      /^error: bad-config: SMS_REPORTS_CONFIG: there is no file \/nowhere.yaml\n$/,
    ],
    [{ WORKER_CONCURRENCY: '999' }, 78, /^error: bad-config: WORKER_CONCURRENCY: .*\n$/],
  ])('refuses to start with %j in one line', async (settings: Settings, exit, line) => {
    const { code, stderr } = await ended(spawnWorker(settings));
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('hunter2');
    expect(code).toBe(exit);
  });
});
