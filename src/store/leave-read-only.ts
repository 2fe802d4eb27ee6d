import type { Db } from './connect.ts';
import { isReadOnlyError } from './retryable-error.ts';

/** What is used of knex's client: it asks before it lends a connection. */
type Lender = { validateConnection: (connection: object) => boolean };

export type ReadOnlyWatch = {
  /** a connection that was opened now */
  readonly born: (connection: object) => void;
  readonly watch: (db: Db) => void;
};

/**
 * After a failover the old primary goes on answering and takes no writes, and connections that are kept would lead to it
 * for ever: none that is older than the first such answer is lent again.
 */
export function leaveReadOnly(): ReadOnlyWatch {
  const births = new WeakMap<object, number>();
  let generation = 0;
  return {
    born: (connection) => void births.set(connection, generation),
    watch: (db) => {
      const lender: Lender = db.client;
      const isSound = lender.validateConnection.bind(lender);
      lender.validateConnection = (connection) =>
        (births.get(connection) ?? generation) === generation && isSound(connection);
      db.on('query-error', (error: unknown) => {
        if (isReadOnlyError(error)) generation += 1;
      });
    },
  };
}
