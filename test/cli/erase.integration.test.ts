import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportSuppressions } from '../../src/pipelines/export-suppressions.ts';
import { verifyAudit } from '../../src/store/audit-chain.ts';
import { ALL, APPROVED, applyOn } from '../support/apply-on.ts';
import {
  CLEANING_SECRET,
  type CleaningBench,
  cleaningBench,
  keys,
  phoneOf,
} from '../support/cleaning-bench.ts';
import { type FreshRedis, freshRedisPrefix } from '../support/database.ts';

const ROOT = join(import.meta.dirname, '../..');
const PHONE = phoneOf(1);
const AT = new Date('2026-11-19T10:00:00Z');

let bench: CleaningBench;
let redis: FreshRedis;
let client: Redis;
const folder = mkdtempSync(join(tmpdir(), 'erase-'));
const exportedTo = join(folder, 'numbers.csv');
beforeAll(async () => {
  bench = await cleaningBench();
  redis = freshRedisPrefix();
  client = new Redis(redis.url);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  client.disconnect();
  await redis.drop();
  await bench.drop();
});
beforeEach(async () => {
  await bench.empty();
  for (const table of ['phone_verdicts', 'parked_events', 'refused_events', 'dispatch_parts', 'links'])
    await bench.db(table).delete();
  rmSync(exportedTo, { force: true });
  await plantEverywhere();
});

async function plantEverywhere(): Promise<void> {
  const { db } = bench;
  await bench.plant(60);
  await bench.plantRun({ id: 1 });
  await db('contacts')
    .where({ id: 3 })
    .update({ phone_hmac: keys.hash(PHONE), phone_enc: keys.encrypt(PHONE), person_id: 1 });
  await db('phone_verdicts').insert({
    contact_id: 5,
    verdict: 'fixable',
    rule: 'test',
    raw_enc: keys.encrypt(PHONE.slice(1)),
    candidate_hmac: keys.hash(PHONE),
    candidate_enc: keys.encrypt(PHONE),
    judged_by: 'test',
    judged_at: AT,
  });
  const inbound = { occurred_at: AT, received_at: AT };
  await db('inbound').insert([
    { inbound_id: 'i1', contact_id: 1, text: 'my name is Kari', ...inbound },
    {
      inbound_id: 'i2',
      contact_id: 7,
      text: `call ${PHONE.slice(0, 3)} 91 00 00 01, or 91000001!`,
      ...inbound,
    },
    { inbound_id: 'i3', contact_id: 9, text: 'order 7910000012 of 91000002', ...inbound },
  ]);
  await db('opt_outs').insert({
    event_id: 'o1',
    contact_id: 1,
    event: 'opt_out',
    occurred_at: AT,
    received_at: AT,
    keyword: `STOP ${PHONE}`,
  });
  await db('parked_events').insert({
    event_hash: Buffer.alloc(16, 1),
    provider: 'bird',
    kind: 4,
    event_key: 1,
    status: 0,
    failure_class: 0,
    is_known_code: 0,
    occurred_at: AT,
    received_at: AT,
    part_index: 0,
    part_count: 0,
    agent_verdict: 0,
    text: `ask ${PHONE}`,
    reading: 0,
    next_try_at: AT,
  });
  await db('refused_events').insert({
    event_hash: Buffer.alloc(16, 2),
    hook: 'bird',
    field: 'id',
    reason: 'is required',
    said: `{"to":"${PHONE.slice(1)}"}`,
    seen: 1,
    first_at: AT,
    last_at: AT,
  });
  await db('links').insert({ link_id: 'l1', url: `https://x.example/?p=${PHONE.slice(1)}&q=1` });
  await bench.recommend([
    { contact: 1, ...APPROVED },
    { contact: 7, ...APPROVED, columns: { note: `like ${PHONE}` } },
  ]);
  await db('cleaning_runs').update({ state: 'released' });
  await applyOn(db, ALL);
  await bench.recommend([
    { contact: 3, reason: 'inactive', columns: { phone_hmac: keys.hash(PHONE) } },
    {
      contact: 5,
      reason: 'damaged_import',
      columns: { fix_candidate_enc: keys.encrypt(PHONE), fix_candidate_masked: '+47******01' },
    },
  ]);
  const mail = `Subject: x\r\n\r\n${Buffer.from(`a line, ${PHONE}, another`).toString('base64')}`;
  await db('dispatch_parts').insert({
    sha256: Buffer.alloc(32, 1),
    bytes: Buffer.from(mail),
    created_at: AT,
  });
  await client.hset(`${redis.prefix}:reports:9`, 'data', JSON.stringify({ recipients: [PHONE] }));
  await client.hset(`${redis.prefix}:reports:10`, 'data', '{}');
  await exportSuppressions(
    { db, secretKey: CLEANING_SECRET },
    {
      query: { since: null, sender: null, isLifted: false },
      format: 'csv',
      options: { phone: 'split', group: null },
      out: { path: exportedTo },
      actor: 'test',
    },
  );
}

type Run = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

async function erase(
  input: string,
  settings: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<Run> {
  const child = spawn(join(ROOT, 'node_modules/.bin/node'), ['src/cli/main.ts', 'erase', ...flags], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: bench.url,
      REDIS_URL: redis.url,
      QUEUE_PREFIX: redis.prefix,
      SECRET_KEY: CLEANING_SECRET,
      ...settings,
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
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

/** Every row of every table as text, bytes as hex and as themselves. */
async function everything(): Promise<string> {
  const [tables] = await bench.db.raw(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
  );
  const texts: string[] = [];
  for (const { name } of tables)
    for (const row of await bench.db(name).select('*'))
      for (const [column, value] of Object.entries(row))
        texts.push(
          `${name}.${column}=${Buffer.isBuffer(value) ? `${value.toString('hex')} ${value.toString('latin1')}` : JSON.stringify(value)}`,
        );
  return texts.join('\n');
}

describe('erase', () => {
  it('leaves a number nowhere but as a keyed hash among the suppressions', async () => {
    const { code, stdout, stderr } = await erase(`${PHONE}\n`);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('+47******01: 3 contacts\n');
    expect(stdout).toContain('nothing found but the keyed hash among the suppressions\n');
    expect(stdout).toContain('not in our reach:\n  the sending platform');
    const hash = keys.hash(PHONE).toString('hex');
    const lines = (await everything()).split('\n');
    // a longer number that holds the same digits is another one: i3
    const holding = (text: string) =>
      lines
        .filter((line) => new RegExp(`(^|[^0-9])${text}($|[^0-9])`).test(line))
        .map((line) => line.split('=')[0]);
    expect(new Set(holding(hash))).toEqual(new Set(['suppressions.phone_hmac']));
    for (const trace of [
      PHONE.slice(1),
      '91 00 00 01',
      '91000001',
      keys.encrypt(PHONE).toString('hex'),
      'Kari',
    ])
      expect(holding(trace)).toEqual([]);
    expect(await client.exists(`${redis.prefix}:reports:9`)).toBe(0);
    expect(await client.exists(`${redis.prefix}:reports:10`)).toBe(1);
    expect(readFileSync(exportedTo, 'utf8')).not.toContain(',91000001,');
    expect(readFileSync(exportedTo, 'utf8')).toContain('47,91000007,');
  });

  it('touches nobody else', async () => {
    await erase(PHONE);
    const { db } = bench;
    expect(await db('inbound').where({ inbound_id: 'i3' }).pluck('text')).toEqual([
      'order 7910000012 of 91000002',
    ]);
    expect(await db('contacts').whereNull('phone_hmac').orderBy('id').pluck('contact_id')).toEqual([
      'c1',
      'c3',
    ]);
    expect(await db('recommendations').where({ contact_id: 7 }).pluck('state')).toEqual(['applied']);
    expect((await verifyAudit(db, null)).broken).toBeNull();
  });

  it('keeps the number out: its contacts, and whoever brings it again', async () => {
    await erase(PHONE);
    const out = async () =>
      new Set(await bench.db('suppressed_contacts').where({ reason: 'erased' }).pluck('contact_id'));
    expect(await out()).toEqual(new Set(['c1', 'c3', 'c5']));
    await bench
      .db('contacts')
      .where({ id: 8 })
      .update({ phone_hmac: keys.hash(PHONE) });
    expect(await out()).toEqual(new Set(['c1', 'c3', 'c5', 'c8']));
  });

  it('is all or nothing in the tables when it is killed, and goes on when it is called again', async () => {
    const before = await everything();
    expect((await erase(PHONE, { FAULT_POINT: 'erase.half' })).code).toBeNull();
    expect(await everything()).toBe(before);
    expect((await erase(PHONE)).code).toBe(0);
    const again = await erase(PHONE, {}, ['--json']);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ contacts: 0, left: [] });
    expect(
      await bench.db('suppressions').whereNotNull('phone_hmac').where({ reason: 'erased' }).count({ n: '*' }),
    ).toEqual([{ n: 1 }]);
  });

  it('says what it still finds', async () => {
    await bench
      .db('import_rejects')
      .insert({ import_id: 1, row_no: 1, column_name: 'x', reason: `phone ${PHONE} is odd` });
    const { code, stderr, stdout } = await erase(PHONE);
    await bench.db('import_rejects').delete();
    expect(code).toBe(3);
    expect(stdout).toContain('  import_rejects.reason: 1 rows\n');
    expect(stderr).toContain('the number is still in import_rejects.reason (1 rows)');
  });

  it.each([
    ['nothing', '', 'standard input: is empty'],
    ['two numbers', '+4791000001\n+4791000002\n', 'standard input: has several lines'],
    ['a number of no country', '91000001', 'standard input: needs a leading + or a country'],
    ['a novel', 'x'.repeat(300), 'standard input is longer than 200 characters'],
  ])('refuses %s', async (_, input, message) => {
    const { code, stderr } = await erase(input);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('91000001');
    expect(existsSync(exportedTo)).toBe(true);
  });
});
