import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { verifyAudit } from '../../src/store/audit-chain.ts';
import {
  CLEANING_SECRET,
  type CleaningBench,
  cleaningBench,
  keys,
  phoneOf,
} from '../support/cleaning-bench.ts';
import { until } from '../support/worker-app.ts';

const ROOT = join(import.meta.dirname, '../..');
const KEY = createHash('sha256').update('a key of its own').digest('hex');
const CONTACTS = 2_500;

type Run = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

let bench: CleaningBench;
const said: string[] = [];
beforeAll(async () => {
  bench = await cleaningBench();
  await bench.plant(CONTACTS);
});
afterAll(() => bench.drop());

function start(args: readonly string[], settings: Readonly<Record<string, string>>) {
  return spawn(join(ROOT, 'node_modules/.bin/node'), ['src/cli/main.ts', ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: bench.url,
      REDIS_URL: inject('redisUrl'),
      SECRET_KEY: CLEANING_SECRET,
      ...settings,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function run(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Run> {
  const child = start(args, settings);
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
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  said.push(stdout, stderr);
  return { code, stdout, stderr };
}

const NEW = { PHONE_KEY: KEY };

describe('phones rotate', () => {
  it.each([
    ['no key', {}, /^error: bad-config: PHONE_KEY: is not set; make one/],
    [
      'a short key',
      { PHONE_KEY: 'abcd' },
      /^error: bad-config: PHONE_KEY: must be 32 random bytes or more in hex or/,
    ],
    [
      'a sentence',
      { PHONE_KEY: `${'a sentence of many words '.repeat(3)}.` },
      /PHONE_KEY: must be 32 random bytes/,
    ],
    [
      'the key of before',
      { PHONE_KEY: KEY, PHONE_KEY_BEFORE: KEY },
      /PHONE_KEY: is PHONE_KEY_BEFORE; make a new/,
    ],
    [
      'the key of links',
      { PHONE_KEY: KEY, SECRET_KEY: KEY },
      /PHONE_KEY: is SECRET_KEY; make one of its own/,
    ],
    ['a key before alone', { PHONE_KEY_BEFORE: KEY }, /PHONE_KEY_BEFORE: says nothing without PHONE_KEY/],
    [
      'no key in use',
      { PHONE_KEY: KEY, SECRET_KEY: 'another key of thirty-two letters and more' },
      /PHONE_KEY: neither/,
    ],
  ])('refuses %s in one line', async (_what, settings, line) => {
    const { code, stdout, stderr } = await run(['phones', 'rotate'], settings);
    expect(code).toBe(78);
    expect(stdout).toBe('');
    expect(stderr).toMatch(line);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('is told by doctor and a dry run, goes on after a kill, and ends', async () => {
    const before = await run(['doctor'], NEW);
    expect(before.stdout).toContain(
      'phone key: SECRET_KEY is in use, never changed; PHONE_KEY waits: 2500 numbers',
    );
    const dry = await run(['phones', 'rotate', '--dry-run', '--json'], NEW);
    expect(JSON.parse(dry.stdout)).toEqual({
      state: 'waiting',
      left: { numbers: CONTACTS, sealed: CONTACTS },
    });
    await killHalfWay();
    const half = await run(['doctor'], NEW);
    expect(half.stdout).toMatch(
      /phone key: PHONE_KEY is in use, changed once, .*; left of the key before: \d+ numbers/,
    );
    expect(half.stdout).toContain('run `sms-reports phones rotate` to the end');
    const found = await run(['contact', 'show', '--phone-stdin'], NEW, `${phoneOf(CONTACTS)}\n`);
    expect(found.stdout).toContain(`contact c${CONTACTS} `);
    const done = await run(['phones', 'rotate'], NEW);
    expect(done).toEqual({
      code: 0,
      stdout: 'done: PHONE_KEY is in use, nothing is left of the key before\n',
      stderr: '',
    });
    const again = await run(['phones', 'rotate', '--json'], NEW);
    expect(JSON.parse(again.stdout)).toEqual({ state: 'idle', left: { numbers: 0, sealed: 0 } });
    const after = await run(['doctor'], { ...NEW, PHONE_KEY_BEFORE: `${KEY}00` });
    expect(after.stdout).toMatch(
      /nothing is left of the key before since .*; PHONE_KEY_BEFORE may be taken away/,
    );
  });

  it('leaves the old key without use, and the new one enough', async () => {
    const old = await run(['phones', 'list']);
    expect(old.code).toBe(78);
    expect(old.stderr).toMatch(/^error: bad-config: SECRET_KEY: is not the one/);
    const links = { ...NEW, SECRET_KEY: 'links have another key since, of 32 letters' };
    const found = await run(['contact', 'show', '--phone-stdin'], links, `${phoneOf(1)}\n`);
    expect(found.stdout).toContain('contact c1 ');
    expect((await verifyAudit(bench.db, null)).broken).toBeNull();
    const kept = await bench.db('contacts').where({ phone_hmac: keys.hash(phoneOf(1)) });
    expect(kept).toEqual([]);
  });

  it('says no number and no key', () => {
    const text = said.join('');
    expect(text).not.toMatch(/4791\d{6}/);
    for (const key of [KEY, CLEANING_SECRET]) expect(text).not.toContain(key);
  });
});

/** One row is held, so that the batch with its number waits: the process dies in the middle whatever it does. */
async function killHalfWay(): Promise<void> {
  await bench.db.transaction(async (trx) => {
    await trx('contacts').where({ id: 1 }).forUpdate().select('id');
    const child = start(['phones', 'rotate'], NEW);
    const ended = once(child, 'close');
    await until(async () => ((await bench.db('phone_key').first()).generation === 1 ? true : null));
    child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
  });
  expect((await bench.db('phone_key').first()).before_enc).not.toBeNull();
}
