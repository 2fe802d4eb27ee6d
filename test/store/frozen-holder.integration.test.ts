import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { isRetryableError } from '../../src/store/retryable-error.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
let frozen: Db;
beforeAll(async () => {
  fresh = await freshDatabase({ migrated: false });
  frozen = connectMysql(fresh.url);
  await fresh.db.raw('CREATE TABLE held (id INT PRIMARY KEY, by_whom VARCHAR(20)) ENGINE=InnoDB');
  await fresh.db.raw("INSERT INTO held VALUES (1, 'nobody')");
});
afterAll(async () => {
  await frozen.destroy();
  await fresh.drop();
});

describe('a process that is frozen in the middle of a transaction', () => {
  it('loses its locks, so that the others go on, and hears of it when it wakes up', async () => {
    const trx = await frozen.transaction();
    await trx.raw("UPDATE held SET by_whom = 'the frozen one'");
    // the two minutes of the next test, as one second that begins now
    await trx.raw('SET wait_timeout = 1');
    await fresh.db.raw("UPDATE held SET by_whom = 'another'");
    const error = await trx.raw('SELECT 1').then(
      () => null,
      (late: unknown) => late,
    );
    expect(isRetryableError(error)).toBe(true);
    await trx.rollback().catch(() => undefined);
    const [[row]] = await fresh.db.raw('SELECT by_whom FROM held');
    expect(row.by_whom).toBe('another');
  });

  it('is given longer by default than it takes a lease to run out', async () => {
    const [[row]] = await fresh.db.raw('SELECT @@SESSION.wait_timeout AS seconds');
    expect(Number(row.seconds)).toBeGreaterThan(60);
    expect(Number(row.seconds)).toBeLessThanOrEqual(120);
  });
});
