import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { differences } from '../store/roll-up/compare-cubes.ts';
import { contentOf, IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';

const ROOT = join(import.meta.dirname, '../..');
const NOW = Temporal.Instant.from('2026-11-25T12:00:00Z');
const FILES = 12;
const EACH = 250;
/** Every seventh message is not known, so its events wait. */
const STORED = Math.ceil((FILES * EACH * 6) / 7);
const TABLES = [
  'receipts',
  'clicks',
  'links',
  'opt_outs',
  'inbound',
  'message_provider_ids',
  'message_bills',
  'part_receipts',
];

let killed: ImportBench;
let whole: ImportBench;

beforeAll(async () => {
  [killed, whole] = await Promise.all([importBench(), importBench()]);
  const rows = Array.from({ length: FILES * EACH }, (_, n) =>
    n % 7 === 0 ? '' : `m${n},c1,p1,2026-11-20T10:00:00Z,queued,link_mobility\n`,
  );
  for (const bench of [killed, whole]) {
    await bench.reset();
    await bench.give(
      'messages',
      `message_id,contact_id,campaign_id,sent_at,status,provider\n${rows.join('')}`,
    );
  }
  writeEvents(join(killed.folder, 'events'));
});

afterAll(async () => {
  await killed.drop();
  await whole.drop();
});

/** Answers to sends, reports and texts, in files whose events belong to one another's; some with an odd code. */
function writeEvents(folder: string): void {
  mkdirSync(folder);
  const files: string[][] = Array.from({ length: FILES }, () => []);
  const put = (at: number, event: object): void => {
    files[at % FILES]?.push(JSON.stringify(event));
  };
  for (let n = 0; n < FILES * EACH; n += 1) {
    put(n, { messageId: `L${n}`, refId: `m${n}`, resultCode: 1005, description: 'Queued' });
    const resultCode = n % 10 === 0 ? 2104 : n % 51 === 1 ? 424_242 : 1001;
    const segments = n % 50 === 0 ? 2 : 1;
    put(n * 5 + 3, {
      id: `L${n}`,
      refId: null,
      operator: 'no.telenor',
      timestamp: '2026-11-20T10:00:05Z',
      resultCode,
      segments,
    });
    if (n % 300 === 1)
      put(n, {
        messageId: `mo-${n}`,
        source: '+4791234567',
        destination: '2333',
        content: { userData: n % 2 === 0 ? 'Takk' : 'STOPP' },
        timestamp: '2026-11-21T12:00:00Z',
      });
  }
  files.forEach((lines, at) => {
    const isList = at % 3 === 2;
    const name = `${String(at).padStart(2, '0')}.${isList ? 'json' : 'ndjson'}`;
    writeFileSync(join(folder, name), isList ? `[\n${lines.join(',\n')}\n]` : `${lines.join('\n')}\n`);
  });
}

type Counts = Readonly<Record<'read' | 'applied' | 'duplicate' | 'parked' | 'refused' | 'ignored', number>>;

/** The command as a process of its own; killed at once when `isEnough` says so. Null = it was killed. */
async function importEvents(
  bench: ImportBench,
  isEnough: () => Promise<boolean>,
): Promise<readonly Counts[] | null> {
  const child = spawn(
    join(ROOT, 'node_modules/.bin/node'),
    [
      'src/cli/main.ts',
      'import',
      '--format',
      'events',
      '--provider',
      'link_mobility',
      '--json',
      join(killed.folder, 'events'),
    ],
    {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH ?? '',
        DATABASE_URL: bench.url,
        REDIS_URL: inject('redisUrl'),
        SECRET_KEY: IMPORT_SECRET,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let told = '';
  child.stdout.on('data', (piece: Buffer) => {
    told += piece.toString();
  });
  const closed = once(child, 'close');
  let isOver = false;
  void closed.then(() => {
    isOver = true;
  });
  while (!isOver && !(await isEnough())) await new Promise((resolve) => setTimeout(resolve, 2));
  if (!isOver) child.kill('SIGKILL');
  const [code] = await closed;
  if (code !== null && code !== 0) throw new Error(`the import ended with ${code}`);
  return code === null ? null : JSON.parse(told);
}

async function receipts(): Promise<number> {
  const [row] = await killed.db('receipts').count({ rows: '*' });
  return Number(row?.rows);
}

function sum(files: readonly Counts[], name: keyof Counts): number {
  return files.reduce((all, file) => all + file[name], 0);
}

function addsUp(files: readonly Counts[]): void {
  for (const { read, applied, duplicate, parked, refused, ignored } of files)
    expect(applied + duplicate + parked + refused + ignored).toBe(read);
  expect(files).toHaveLength(FILES);
}

async function content(bench: ImportBench): Promise<Readonly<Record<string, readonly string[]>>> {
  const parked = await bench.db('parked_events').orderBy('event_hash').select('event_hash', 'kind');
  const codes = await bench.db('unknown_codes').orderBy('code').select('code', 'seen');
  return Object.fromEntries([
    ['parked', parked.map((row) => JSON.stringify(row))],
    ['codes', codes.map((row) => JSON.stringify(row))],
    ...(await Promise.all(
      TABLES.map(async (table) => [table, (await contentOf(bench.db, table)).map(withoutIds).sort()]),
    )),
  ]);
}

/** Numbers and times of arrival differ (an answer to a send tells no time of its own), and nothing else may. */
function withoutIds(row: string): string {
  return row.replace(/"id":\d+,/, '').replace(/("raw_code":"1005".*"occurred_at":)"[^"]+"/, '$1null');
}

describe('files of events whose import is killed', () => {
  it('at several points, and rolled up in between, end as if it never had been', async () => {
    let kills = 0;
    for (const share of [0.1, 0.35, 0.6, 0.9]) {
      const before = await receipts();
      const enough = Math.max(before + 1, STORED * 2 * share);
      if ((await importEvents(killed, async () => (await receipts()) >= enough)) === null) kills += 1;
      await refreshRollups(killed.db, { now: NOW });
    }
    expect(await differences(killed.db, NOW.epochMilliseconds / 1000)).toEqual([]);
    expect(kills).toBeGreaterThanOrEqual(2);
    const last = (await importEvents(killed, async () => false)) ?? [];
    addsUp(last);
    expect(sum(last, 'refused')).toBe(0);
    const again = (await importEvents(killed, async () => false)) ?? [];
    addsUp(again);
    expect([sum(again, 'applied'), sum(again, 'read')]).toEqual([0, sum(last, 'read')]);

    const once = (await importEvents(whole, async () => false)) ?? [];
    addsUp(once);
    expect(sum(once, 'read')).toBe(sum(last, 'read'));
    await refreshRollups(killed.db, { now: NOW });
    await refreshRollups(whole.db, { now: NOW });
    expect(await content(killed)).toEqual(await content(whole));
    expect((await content(whole)).codes?.length).toBe(1);
    for (const { db } of [killed, whole])
      expect(await differences(db, NOW.epochMilliseconds / 1000)).toEqual([]);
  }, 240_000);
});
