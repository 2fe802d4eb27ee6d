import { Failure } from '../../../core/failure.ts';
import type { Db } from '../../connect.ts';

const MINUTES = 5;

/** One search at a time. Throws `locked` when another holds it; a dead one lets go after five minutes. */
export async function takeCleaningLease(db: Db, owner: string): Promise<void> {
  await db.raw("INSERT IGNORE INTO cleaning_state (k) VALUES ('lease')");
  if (await extend(db, owner, 'until_at IS NULL OR until_at < UTC_TIMESTAMP(3)')) return;
  throw new Failure('locked', 'another search for numbers to clean is under way', { retryable: true });
}

/** In the transaction of each portion: throws `locked` when the lease was lost, and the portion is taken back. */
export async function keepCleaningLease(trx: Db, owner: string): Promise<void> {
  if (await extend(trx, owner, '1 = 1')) return;
  throw new Failure('locked', 'the search for numbers to clean took too long and another one took over');
}

export async function releaseCleaningLease(db: Db, owner: string): Promise<void> {
  await db('cleaning_state').where({ k: 'lease', detail: owner }).update({ detail: null, until_at: null });
}

async function extend(db: Db, owner: string, condition: string): Promise<boolean> {
  // v counts, so that a row whose time did not move counts as changed too
  const changed = await db('cleaning_state')
    .where({ k: 'lease' })
    .where(
      (query) => void query.where('detail', owner).orWhereRaw(condition === '1 = 1' ? '0 = 1' : condition),
    )
    .update({
      detail: owner,
      v: db.raw('v + 1'),
      until_at: db.raw(`UTC_TIMESTAMP(3) + INTERVAL ${MINUTES} MINUTE`),
    });
  return changed === 1;
}
