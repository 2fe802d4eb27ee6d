import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import type { GroupCommitNeeds } from './group-commit.ts';
import { takeEvents } from './take-events.ts';

/** One transaction of the group commit; the time of arrival is the database's. */
export function storeHookEvents({
  db,
  secretKey,
}: {
  readonly db: Db;
  readonly secretKey: string;
}): GroupCommitNeeds['store'] {
  return async (provider, events) =>
    takeEvents({ db, secretKey, provider, events, receivedAt: await databaseNow(db) });
}
