import { Failure } from '../../core/failure.ts';
import type { Db } from '../connect.ts';
import type { HeldConnection } from '../hold-connection.ts';
import { lockVersion, readVersion } from '../roll-up/state.ts';
import { isEngineError } from '../roll-up/tick-tables.ts';
import { dropWorkTables, type WorkEngine } from './work-tables.ts';

export type Settled<P, T> = {
  /** Fills work tables of the connection; may be done again. */
  readonly prepare: (trx: Db, engine: WorkEngine) => Promise<P>;
  /** Only SELECTs, from one snapshot. */
  readonly read: (snapshot: Db, prepared: P) => Promise<T>;
};

/**
 * Reads of several statements that fit together, without holding up ticks. An INSERT ... SELECT into a work table inside
 * a snapshot would read the newest rows all the same and lock each, so the tables are filled before it, and the version
 * of the roll-up tells whether a tick came in between. Then all is done again, and ticks wait for the filling.
 */
export async function readSettled<P, T>(held: HeldConnection, { prepare, read }: Settled<P, T>): Promise<T> {
  let engine: WorkEngine = 'MEMORY';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const version = attempt > FREE_ATTEMPTS ? lockVersion : readVersion;
    try {
      const before = await held.transaction('read committed', async (trx) => ({
        version: await version(trx),
        prepared: await prepare(trx, engine),
      }));
      const answer = await held.transaction('repeatable read', async (snapshot) =>
        (await readVersion(snapshot)) === before.version
          ? { found: await read(snapshot, before.prepared) }
          : null,
      );
      if (answer !== null) return answer.found;
    } catch (error) {
      if (engine !== 'MEMORY' || !isEngineError(error)) throw error;
      engine = 'InnoDB';
    } finally {
      await held.transaction('read committed', dropWorkTables).catch(() => undefined);
    }
  }
  throw new Failure('locked', `ticks came in between ${ATTEMPTS} times: tests could not be counted`, {
    retryable: true,
  });
}

const FREE_ATTEMPTS = 1;
/** A tick that waited for the lock needs many statements to commit, the snapshot one: the second attempt is the last. */
const ATTEMPTS = 8;
