import type { Db } from '../connect.ts';
import { isDuplicateKey } from '../retryable-error.ts';
import { type AddSession, run, select } from './merge-session.ts';

/** Of these a first import has many, and nothing of them is known yet. Each says whether it added all the rows. */
const AT_ONCE: Readonly<Record<string, (session: AddSession, rows: number) => Promise<boolean>>> = {
  messages: async (session, rows) => {
    if ((await run(session, 'add-messages-at-once')) < rows) return false;
    session.onAdded?.();
    return (await addReceipts(session, rows)) === rows;
  },
  clicks: async (session, rows) => (await run(session, 'add-clicks-at-once')) === rows,
};

/**
 * Tries the short way: add all rows without looking what is known of them. true = done; false = some row was known
 * or cites what nobody knows, and nothing was added.
 */
export async function addAtOnce(session: AddSession, rows: number): Promise<boolean> {
  const add = AT_ONCE[session.name];
  if (add === undefined || session.hasRepeats || rows === 0) return false;
  await session.trx.raw('SAVEPOINT before_rows');
  try {
    if (await add(session, rows)) return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  await takeBack(session.trx);
  return false;
}

/** What `addAtOnce` added in this transaction. */
export async function takeBack(trx: Db): Promise<void> {
  await trx.raw('ROLLBACK TO SAVEPOINT before_rows');
}

/**
 * Messages were numbered upwards in the order of their rows, by a counter that other imports may have used in between.
 * As many numbers from the first row to the last as there are rows leave no room for a gap: each row's is then known.
 */
async function addReceipts(session: AddSession, rows: number): Promise<number> {
  const [firstRow, lastRow] = await ends(session, 'find-row-range');
  const [firstId, lastId] = await ends(session, 'find-id-range', { firstRow, lastRow });
  return lastRow - firstRow === rows - 1 && lastId - firstId === rows - 1
    ? run(session, 'add-receipts-by-row', { firstId, firstRow })
    : run(session, 'add-receipts-at-once');
}

async function ends(
  session: AddSession,
  name: string,
  bindings?: Readonly<Record<string, number>>,
): Promise<readonly [number, number]> {
  const row = (await select(session, name, bindings))[0];
  return [Number(row?.first), Number(row?.last)];
}
