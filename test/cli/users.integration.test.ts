import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/store/audit-chain.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const ROOT = join(import.meta.dirname, '../..');
const NODE = join(ROOT, 'node_modules/.bin/node');
const PASSWORD = 'sixteen purple foxes';
let fresh: FreshDatabase;

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh?.drop());

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

async function run(words: readonly string[], stdin = ''): Promise<Ended> {
  const child = spawn(NODE, ['src/cli/main.ts', ...words], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: fresh.url,
      REDIS_URL: 'redis://127.0.0.1:1',
      SECRET_KEY: 'k'.repeat(32),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => {
    stdout += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  // one that refuses before it reads is gone by then
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

describe('users on the command line', () => {
  it('get their password from standard input, and it is nowhere afterwards', async () => {
    expect(await run(['users', 'add', 'Anna', '--role', 'admin'], `${PASSWORD}\nmore\n`)).toMatchObject({
      code: 0,
      stdout: 'added anna as admin\n',
    });
    const listed = JSON.parse((await run(['users', 'list', '--json'])).stdout);
    expect(listed).toMatchObject([{ name: 'anna', role: 'admin', isDisabled: false, signedInAt: null }]);
    expect((await run(['users', 'list'])).stdout).toMatch(/anna\s+admin\s+active\s+never/);
    const kept = JSON.stringify([await fresh.db('web_users').select(), await fresh.db('audit_log').select()]);
    expect(kept).not.toContain('purple');
  });

  it('change, are locked out and come back, each noted', async () => {
    expect(await run(['users', 'password', 'anna'], 'another quiet harbour\n')).toMatchObject({ code: 0 });
    for (const words of [
      ['role', 'anna', 'viewer'],
      ['email', 'anna', 'anna@example.com'],
      ['disable', 'anna'],
      ['enable', 'anna'],
    ])
      expect(await run(['users', ...words])).toMatchObject({ code: 0 });
    expect(await fresh.db('audit_log').orderBy('id').pluck('action')).toEqual([
      'user-add',
      'user-password',
      'user-role',
      'user-email',
      'user-disable',
      'user-enable',
    ]);
    expect(await verifyAudit(fresh.db, null)).toMatchObject({ broken: null });
  });

  it.each([
    [['add', 'anna', '--role', 'admin'], PASSWORD, 3, /bad-state: there is a user anna already/],
    [['add', 'ben', '--role', 'root'], PASSWORD, 2, /role: must be one of viewer, reviewer, admin/],
    [['add', 'ben', '--role', 'viewer'], 'short\n', 2, /password: must have 12/],
    [['password', 'nobody'], PASSWORD, 2, /there is no user nobody/],
    [['enable', 'anna'], '', 3, /enabled already/],
  ] as const)('with %j are refused', async (words, stdin, code, message) => {
    const ended = await run(['users', ...words], stdin);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toContain('purple');
  });
});

describe('the web process', () => {
  it('without hooks.yaml serves pages and no hooks, until SIGTERM', async () => {
    const child = spawn(NODE, ['src/cli/main.ts', 'web'], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH ?? '',
        DATABASE_URL: fresh.url,
        REDIS_URL: 'redis://127.0.0.1:1',
        SECRET_KEY: 'k'.repeat(32),
        WEB_PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve) => {
      let said = '';
      child.stdout.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        const [, found] = /"url":"([^"]+)"/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    const page = await fetch(`${url}/sign-in`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Sign in')]);
    expect((await fetch(`${url}/hooks/twilio`, { method: 'POST' })).status).toBe(404);
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'alive' });
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('with --no-pages needs hooks', async () => {
    expect(await run(['web', '--no-pages'])).toMatchObject({
      code: 78,
      stderr: expect.stringContaining('hooks.yaml'),
    });
  });
});
