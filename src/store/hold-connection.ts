import { Failure } from '../core/failure.ts';
import { type Db, dbOn } from './connect.ts';
import type { ReadRows } from './select-rows.ts';

/** One connection for several transactions, one after the other: its temporary tables live through all of them. */
export type HeldConnection = {
  readonly transaction: <T>(isolation: Isolation, work: (trx: Db) => Promise<T>) => Promise<T>;
  /** A transaction that only reads and lasts as long as the connection is held; the same one whenever asked. */
  readonly openSnapshot: () => Snapshot;
};

/** All reads see the state of the first. */
export type Snapshot = {
  /** Straight to the driver: what knex does for a query costs more than a small cube. */
  readonly read: ReadRows;
  /** Whatever else knex can ask. */
  readonly db: () => Db;
};

type Isolation = 'read committed' | 'repeatable read';

/**
 * Takes one connection of the pool while `work` runs. Whoever needs more than one transaction asks for them here, not
 * for a second connection: with each waiting for another's second, a pool would stand still.
 */
export async function holdConnection<T>(db: Db, work: (held: HeldConnection) => Promise<T>): Promise<T> {
  const connection: unknown = await db.client.acquireConnection();
  const opened: { one?: Opened } = {};
  try {
    return await work({
      transaction: (isolationLevel, inside) => db.transaction(inside, { isolationLevel, connection }),
      openSnapshot: () => (opened.one ??= openOn(connection)).snapshot,
    });
  } finally {
    const giveBack = (): unknown => db.client.releaseConnection(connection);
    if (opened.one === undefined) await giveBack();
    else closeLater(opened.one, giveBack);
  }
}

/**
 * The next transaction is REPEATABLE READ and begins with its first read; one round trip, where SET TRANSACTION and BEGIN
 * are two. Each server passes over the other's name.
 */
const OPEN =
  "SET /*M!100100 @@tx_isolation */ /*!80000 @@transaction_isolation */ = 'REPEATABLE-READ', autocommit = 0";

type Opened = {
  readonly snapshot: Snapshot;
  readonly refuseMore: () => void;
  readonly close: () => Promise<unknown>;
};

/** Nobody waits for the end of a snapshot, nor for its being sent: it has changed nothing. */
function closeLater({ refuseMore, close }: Opened, giveBack: () => unknown): void {
  refuseMore();
  setImmediate(() => void close().then(giveBack, giveBack));
}

/** The driver sends one statement after the other: the first read goes out behind the one that opens, unasked. */
function openOn(connection: unknown): Opened {
  const driver = driverOf(connection);
  const send = readerOf(driver);
  let isOver = false;
  // the connection may be somebody else's by then
  const refuseLate = (): void => {
    if (isOver) throw new Failure('internal', 'a read after the end of its snapshot');
  };
  const ask: ReadRows = async (sql, values) => {
    refuseLate();
    return send(sql, values);
  };
  const opening = ask(OPEN);
  // told to whoever reads
  opening.catch(() => {});
  let db: Db | null = null;
  return {
    snapshot: {
      read: async (sql, values) => {
        const [rows] = await Promise.all([ask(sql, values), opening]);
        return rows;
      },
      db: () => (db ??= dbOn(connection, () => opening.then(refuseLate))),
    },
    refuseMore: () => {
      isOver = true;
    },
    close: async () => {
      try {
        await Promise.all([send('ROLLBACK'), send('SET autocommit = 1')]);
      } catch {
        // whoever gets it next would write what never lasts: the pool lends no destroyed connection
        driver.destroy();
      }
    },
  };
}

/** What is used of a connection of mysql2. */
type Driver = {
  query(
    asked: { readonly sql: string; readonly values?: readonly unknown[]; readonly rowsAsArray: true },
    done: (error: Error | null, rows: unknown) => void,
  ): unknown;
  destroy(): void;
};

function driverOf(connection: unknown): Driver {
  if (!isDriver(connection)) throw new TypeError('a connection that is none of mysql2');
  return connection;
}

function readerOf(connection: Driver): ReadRows {
  return (sql, values = []) =>
    new Promise((resolve, reject) => {
      connection.query({ sql, values, rowsAsArray: true }, (error, rows) => {
        if (error === null) resolve(Array.isArray(rows) ? rows : []);
        else reject(error);
      });
    });
}

function isDriver(connection: unknown): connection is Driver {
  return (
    typeof connection === 'object' && connection !== null && 'query' in connection && 'destroy' in connection
  );
}
