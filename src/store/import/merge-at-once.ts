import { isDuplicateKey } from '../retryable-error.ts';
import { type MergeSession, run } from './merge-session.ts';

/** Of these a first import has many, and nothing of them is known yet. */
const AT_ONCE: Readonly<Record<string, readonly string[]>> = {
  messages: ['add-messages-at-once', 'add-receipts-at-once'],
  clicks: ['add-clicks-at-once'],
};

/**
 * Tries the short way: add all rows without looking what is known of them. true = done; false = some row was known
 * or cites what nobody knows, and nothing was added.
 */
export async function addAtOnce(session: MergeSession, rows: number): Promise<boolean> {
  const names = AT_ONCE[session.name];
  if (names === undefined || session.hasRepeats || rows === 0) return false;
  await session.trx.raw('SAVEPOINT before_rows');
  try {
    for (const name of names) {
      if ((await run(session, name)) !== rows) {
        await session.trx.raw('ROLLBACK TO SAVEPOINT before_rows');
        return false;
      }
    }
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await session.trx.raw('ROLLBACK TO SAVEPOINT before_rows');
    return false;
  }
}
