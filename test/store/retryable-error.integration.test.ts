import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRetryableError } from '../../src/store/retryable-error.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase({ migrated: false });
});
afterAll(() => fresh.drop());

/** What a transaction says whose connection the server ends, at its next statement or at the rollback after it. */
async function errorOf(work: (kill: () => Promise<void>) => Promise<unknown>): Promise<unknown> {
  return fresh.db
    .transaction(async (trx) => {
      const [rows] = await trx.raw('SELECT CONNECTION_ID() AS id');
      await work(async () => {
        await fresh.db.raw(`KILL ${Number(rows[0].id)}`);
        // the driver hears of it a moment later
        while (!/lost|closed|ECONNRESET/.test(await trx.raw('SELECT 1').then(String, String)));
      });
    })
    .then(
      () => null,
      (error: unknown) => error,
    );
}

describe('a connection that is lost in a transaction', () => {
  it('is no reason to give up, whatever the rollback says', async () => {
    const error = await errorOf(async (kill) => {
      await kill();
      throw new Error('the statement that failed');
    });
    expect(String(error)).toMatch(/closed state/);
    expect(isRetryableError(error)).toBe(true);
  });

  it('does not make an error of our own one that may be repeated', () => {
    expect(isRetryableError(new Error('the statement that failed'))).toBe(false);
  });
});
