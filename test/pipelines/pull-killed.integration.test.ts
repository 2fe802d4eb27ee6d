import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { contentOf, IMPORT_SECRET } from '../support/import-bench.ts';
import { type PullBench, pullBench, unix } from '../support/pull-bench.ts';

const ROOT = join(import.meta.dirname, '../..');
const NODE = join(ROOT, 'node_modules/.bin/node');
const PEOPLE = 3_500;

let killed: PullBench;
let whole: PullBench;

beforeAll(async () => {
  [killed, whole] = await Promise.all([pullBench(), pullBench()]);
  for (const { reset, server, bench } of [killed, whole]) {
    await reset();
    const rows = Array.from({ length: PEOPLE }, (_, n) => ({
      mobile_prefix: '47',
      mobile_number: String(91_230_000 + n),
      sms_unsubscribed: unix('2026-11-22T08:00:00Z'),
    }));
    server.world.lists.set('24', rows);
    const known = Array.from({ length: PEOPLE / 2 }, (_, n) => `k${n},+47${91_230_000 + n * 2},NO\n`);
    await bench.give('contacts', `contact_id,phone,country\n${known.join('')}`, { name: 'known.csv' });
  }
});

afterAll(async () => {
  await killed.drop();
  await whole.drop();
});

async function storedRows({ bench }: PullBench): Promise<number> {
  const row = await bench.db('pull_cursors').where({ kind: 'opt_outs' }).first('next_offset', 'position');
  return row?.position ? PEOPLE : Number(row?.next_offset ?? 0);
}

const OPT_OUTS = 'GetProfilesSMSUnsubscribedSince';

/** The command as a process of its own, killed when it has stored a page and waits for the next. Null = it was killed. */
async function pull(puller: PullBench, mayEnd: boolean): Promise<number | null> {
  const before = await storedRows(puller);
  const { promise: until, resolve: answer } = Promise.withResolvers<void>();
  if (!mayEnd)
    puller.server.plant(OPT_OUTS, { kind: 'late', until: Promise.resolve() }, { kind: 'late', until });
  const child = spawn(NODE, ['src/cli/main.ts', 'pull'], {
    cwd: ROOT,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: puller.bench.url,
      REDIS_URL: inject('redisUrl'),
      SECRET_KEY: IMPORT_SECRET,
      MARKETING_PLATFORM_URL: puller.server.url,
      MARKETING_PLATFORM_USERNAME: puller.server.username,
      MARKETING_PLATFORM_TOKEN: puller.server.token,
      MARKETING_PLATFORM_LISTS: '24',
    },
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!mayEnd && !isOver && (await storedRows(puller)) === before)
    await new Promise((resolve) => setTimeout(resolve, 5));
  if (!mayEnd) child.kill('SIGKILL');
  const code = await ended;
  answer();
  return code;
}

async function eventsOf({ bench }: PullBench): Promise<readonly string[]> {
  const parked = await bench.db('parked_events').orderBy('event_id').pluck('event_id');
  const optOuts = await bench
    .db('opt_outs as o')
    .join('contacts as c', 'c.id', 'o.contact_id')
    .orderBy('c.contact_id')
    .select('o.event_id', 'c.contact_id', 'o.occurred_at');
  return [...parked, ...optOuts.map((row) => JSON.stringify(row))];
}

describe('a pull that is killed', () => {
  it('goes on at the page it stored last, and ends in the same tables as one that was not', async () => {
    expect(await pull(whole, true)).toBe(0);
    let offset = 0;
    for (let round = 1; round <= 2; round += 1) {
      expect(await pull(killed, false)).toBeNull();
      const now = await storedRows(killed);
      expect(now).toBeGreaterThan(offset);
      offset = now;
      expect(await pull(killed, true)).toBe(4);
      await killed.bench.db('pull_sources').update({ lease_until: new Date(0) });
    }
    const asked = killed.server.asked.length;
    expect(await pull(killed, true)).toBe(0);
    const [first] = killed.server.asked.slice(asked);
    expect(Number(first?.parameters.offset)).toBe(offset - 20);
    const events = await eventsOf(killed);
    expect(events).toHaveLength(PEOPLE);
    expect(events).toEqual(await eventsOf(whole));
    expect(await contentOf(killed.bench.db, 'platform_runs')).toEqual([]);
    const cursor = await killed.bench.db('pull_cursors').where({ kind: 'opt_outs' }).first('*');
    expect(cursor).toMatchObject({ total_rows: PEOPLE, pass_from: null, last_error: null });
    expect(cursor.applied_rows + cursor.parked_rows).toBe(PEOPLE);
  });
});
