import knex from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../src/store/connect.ts';
import { type ImportBench, importBench } from '../support/import-bench.ts';

let bench: ImportBench;
beforeAll(async () => {
  bench = await importBench();
});
beforeEach(() => bench.reset());
afterAll(() => bench.drop());

const HEADER = 'message_id,contact_id,campaign_id,sent_at,status,status_at\n';
const COUNT = 500;
const START = Temporal.Instant.from('2026-11-20T07:00:00Z');

/** Each message has a time of its own; ids fall while rows rise. */
const TOLD = Array.from({ length: COUNT }, (_, n): readonly [string, Date] => [
  `m${1_000 - n}`,
  new Date(START.add({ seconds: n + 1 }).epochMilliseconds),
]);
const LINES = TOLD.map(
  ([id, at], n) => `${id},c${(n % 3) + 1},p1,${START.toString()},sent,${at.toISOString()}\n`,
);

async function stored(): Promise<readonly (readonly [string, Date])[]> {
  const rows: { message_id: string; occurred_at: Date }[] = await bench
    .db('receipts as r')
    .join('messages as m', 'm.id', 'r.message_id')
    .orderBy('r.occurred_at')
    .select('m.message_id', 'r.occurred_at');
  return rows.map((row) => [row.message_id, row.occurred_at]);
}

/** How the receipts of each chunk were added. */
async function ways(lines: readonly string[], db?: Db): Promise<readonly string[]> {
  const names: string[] = [];
  await bench.give('messages', HEADER + lines.join(''), {
    chunkRows: 200,
    ...(db === undefined ? {} : { db }),
    onStatement: (name) => name.startsWith('add-receipts') && names.push(name),
  });
  return names;
}

/** As servers of a group do it, so that two of them never number alike. */
function numberingBySevens(): Db {
  const { hostname: host, port, username: user, password, pathname } = new URL(bench.url);
  return knex({
    client: 'mysql2',
    connection: { host, port: Number(port), user, password, database: pathname.slice(1), timezone: 'Z' },
    pool: {
      min: 0,
      max: 4,
      afterCreate: (
        connection: { query(sql: string, done: (error: Error | null) => void): void },
        done: (error: Error | null, connection: unknown) => void,
      ) =>
        connection.query('SET auto_increment_increment = 7, @@session.time_zone = "+00:00"', (error) =>
          done(error, connection),
        ),
    },
  });
}

describe('receipts of new messages', () => {
  it('go to their messages without looking each up', async () => {
    expect(await ways(LINES)).toEqual(Array.from({ length: 3 }, () => 'add-receipts-by-row'));
    expect(await stored()).toEqual(TOLD);
  });

  it('go to their messages past a row that is refused', async () => {
    const lines = LINES.with(100, LINES[100]?.replace('sent', 'gone') ?? '');
    expect(await ways(lines)).toContain('add-receipts-at-once');
    expect(await stored()).toEqual(TOLD.toSpliced(100, 1));
  });

  it('go to their messages where numbers leave gaps', async () => {
    const db = numberingBySevens();
    try {
      expect(await ways(LINES, db)).toEqual(Array.from({ length: 3 }, () => 'add-receipts-at-once'));
    } finally {
      await db.destroy();
    }
    expect(await stored()).toEqual(TOLD);
  });
});

/** As a server says it of two transactions that wait for each other. */
function deadlock(): Error {
  return Object.assign(new Error('Deadlock found when trying to get lock'), { errno: 1213 });
}

describe('chunks of new messages, one beside the other', () => {
  it.each(['add-messages-at-once', 'add-receipts-by-row'])(
    'are stored once and in their order when %s of one fails in the middle',
    async (statement) => {
      let fails = 2;
      await bench.give('messages', HEADER + LINES.join(''), {
        chunkRows: 100,
        onStatement: (name) => {
          if (name === statement && fails-- > 0) throw deadlock();
        },
      });
      expect(fails).toBeLessThan(0);
      expect(await stored()).toEqual(TOLD);
      const numbered: { message_id: string }[] = await bench
        .db('messages')
        .orderBy('id')
        .select('message_id');
      expect(numbered.map(({ message_id }) => message_id)).toEqual(TOLD.map(([id]) => id));
    },
  );

  it('know a message of the chunk before that is not committed yet', async () => {
    const later = LINES.slice(100, 150).map((line) =>
      line.replace(/sent,.*/, 'delivered,2026-11-21T00:00:00Z'),
    );
    const mixed = LINES.toSpliced(150, 0, ...later);
    const given = await bench.give('messages', HEADER + mixed.join(''), { chunkRows: 50 });
    expect(given).toMatchObject({ read: 550, applied: 550, duplicate: 0, rejected: 0 });
    const counts = ['messages', 'receipts'].map(async (table) => (await bench.db(table).select('id')).length);
    expect(await Promise.all(counts)).toEqual([500, 550]);
  });

  it('do not wait for each other when one begins again and the next tells of the same messages', async () => {
    const first = LINES.slice(0, 100);
    const later = first.map((line) => line.replace(/sent,.*/, 'delivered,2026-11-21T00:00:00Z'));
    let fails = 1;
    const given = await bench.give('messages', HEADER + [...first, ...later].join(''), {
      chunkRows: 100,
      onStatement: (name) => {
        if (name === 'add-receipts-by-row' && fails-- > 0) throw deadlock();
      },
    });
    expect(fails).toBeLessThan(1);
    expect(given).toMatchObject({ read: 200, applied: 200, rejected: 0 });
  }, 20_000);
});
