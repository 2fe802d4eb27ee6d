import type { Db } from '../../src/store/connect.ts';

/**
 * Connections of this database that wait for a lock; of one that has only read and waits for a share MySQL tells nothing.
 * In the words of the engine, which are of this moment: information_schema.innodb_trx is renewed only when nobody has
 * read it for 100 ms, whichever test file asked.
 */
export async function waitingConnections(db: Db): Promise<ReadonlySet<number>> {
  const [threads] = await db.raw('SELECT id FROM information_schema.processlist WHERE db = DATABASE()');
  const own: readonly { readonly id?: number; readonly ID?: number }[] = threads;
  const ours = own.map((row) => Number(row.id ?? row.ID));
  const [[status]] = await db.raw('SHOW ENGINE INNODB STATUS');
  const text: string = status.Status;
  const waiting = text
    .split('\n---TRANSACTION')
    .slice(1)
    .filter((one) => /^LOCK WAIT/m.test(one))
    .map((one) => Number(/thread id (\d+)/.exec(one)?.[1]));
  return new Set(ours.filter((id) => waiting.includes(id)));
}

export async function somebodyWaits(db: Db): Promise<boolean> {
  return (await waitingConnections(db)).size > 0;
}
