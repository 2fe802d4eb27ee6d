import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import { lockPhoneKey } from '../../src/store/phones/phone-key.ts';
import { differences } from '../store/roll-up/compare-cubes.ts';
import { contentOf, IMPORT_SECRET, type ImportBench, importBench } from '../support/import-bench.ts';
import { somebodyWaits, waitingConnections } from '../support/somebody-waits.ts';

const ROOT = join(import.meta.dirname, '../..');
const NOW = Temporal.Instant.from('2026-11-25T12:00:00Z');
const FILES = 12;
const EACH = 250;
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

/** The command as a process of its own. */
function startImport(bench: ImportBench) {
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
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, told }));
  return { child, ended };
}

async function importEvents(bench: ImportBench): Promise<readonly Counts[]> {
  const { code, told } = await startImport(bench).ended;
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return JSON.parse(told);
}

/** The next in the row for the key of phones, which each transaction of an import looks at first. */
async function queueForKey({ db }: ImportBench) {
  const trx = await db.transaction();
  const [[{ id }]] = await trx.raw('SELECT CONNECTION_ID() AS id');
  return { trx, id: Number(id), holds: lockPhoneKey(trx).then(() => trx) };
}

/** Lets so many files through, and kills the import in the next transaction that changes this message. */
async function importAndKill(many: number, message: string): Promise<void> {
  const { db } = killed;
  let key = await (await queueForKey(killed)).holds;
  const { child, ended } = startImport(killed);
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) {
      if (child.exitCode !== null) throw new Error('the import has ended');
      await pause(5);
    }
  };
  const isAtKey = async (): Promise<boolean> => {
    const [asked] = await db.raw(
      `SELECT id FROM information_schema.processlist
       WHERE db = DATABASE() AND id <> CONNECTION_ID() AND info LIKE '%phone_key%'`,
    );
    return asked.length > 0;
  };
  for (let passed = 0; passed < many; passed += 1) {
    await until(isAtKey);
    const next = await queueForKey(killed);
    await until(async () => (await waitingConnections(db)).has(next.id));
    await key.rollback();
    key = await next.holds;
  }
  await until(isAtKey);
  const changed = await db.transaction();
  await changed('messages').where({ message_id: message }).forUpdate().select('id');
  await key.rollback();
  await until(() => somebodyWaits(db));
  child.kill('SIGKILL');
  expect((await ended).code).toBeNull();
  await changed.rollback();
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
    // a bill or a name of these comes in the file of that number, from 0
    for (const [file, message] of [
      [3, 'm300'],
      [6, 'm6'],
      [9, 'm150'],
      [11, 'm100'],
    ] as const) {
      await importAndKill(file, message);
      await refreshRollups(killed.db, { now: NOW });
    }
    expect(await differences(killed.db, NOW.epochMilliseconds / 1000)).toEqual([]);
    const last = await importEvents(killed);
    addsUp(last);
    expect(sum(last, 'refused')).toBe(0);
    const again = await importEvents(killed);
    addsUp(again);
    expect([sum(again, 'applied'), sum(again, 'read')]).toEqual([0, sum(last, 'read')]);

    const once = await importEvents(whole);
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
