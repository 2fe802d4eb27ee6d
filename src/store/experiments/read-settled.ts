import type { Db } from '../connect.ts';

/**
 * Reads of several statements that fit together: as long as they run no tick changes facts (it waits). Not a repeatable
 * read, because there an INSERT ... SELECT into a work table reads the newest rows all the same, and locks each.
 */
export async function readSettled<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.transaction(
    async (trx) => {
      await trx('rollup_state').select('v').where({ k: 'lease' }).forShare();
      return work(trx);
    },
    { isolationLevel: 'read committed' },
  );
}
