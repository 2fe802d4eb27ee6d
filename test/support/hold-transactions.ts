import type { Db } from '../../src/store/connect.ts';

export type HeldTransactions = {
  readonly db: Db;
  /** the first one is to begin */
  readonly asked: Promise<void>;
  readonly release: () => void;
};

/** A database whose transactions wait before they begin, until a test lets all of them go. */
export function holdTransactions(db: Db): HeldTransactions {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const transaction = async (work: (trx: Db) => Promise<unknown>): Promise<unknown> => {
    ask();
    await released;
    return db.transaction(work);
  };
  const get = (target: Db, key: string | symbol): unknown =>
    key === 'transaction' ? transaction : Reflect.get(target, key);
  return { db: new Proxy(db, { get }), asked, release };
}
