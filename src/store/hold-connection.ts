import type { Db } from './connect.ts';

/** One connection for several transactions, one after the other: its temporary tables live through all of them. */
export type HeldConnection = {
  readonly transaction: <T>(isolation: Isolation, work: (trx: Db) => Promise<T>) => Promise<T>;
  /** A transaction that only reads, open until `close`. All its reads see the state of the first. */
  readonly openSnapshot: () => Promise<Snapshot>;
};

export type Snapshot = { readonly trx: Db; readonly close: () => Promise<void> };

type Isolation = 'read committed' | 'repeatable read';

/**
 * Takes one connection of the pool while `work` runs. Whoever needs more than one transaction asks for them here, not
 * for a second connection: with each waiting for another's second, a pool would stand still.
 */
export async function holdConnection<T>(db: Db, work: (held: HeldConnection) => Promise<T>): Promise<T> {
  const connection: unknown = await db.client.acquireConnection();
  try {
    return await work({
      transaction: (isolationLevel, inside) => db.transaction(inside, { isolationLevel, connection }),
      openSnapshot: async () => {
        const trx = await db.transaction({ isolationLevel: 'repeatable read', connection });
        return {
          trx,
          close: async () => {
            if (!trx.isCompleted()) await trx.rollback();
          },
        };
      },
    });
  } finally {
    await db.client.releaseConnection(connection);
  }
}
