import type { Reach } from '../core/crash-points.ts';
import type { OwnWords } from '../core/own-opt-out-words.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { keepRefusedEvents } from '../store/provider-events/refused-events.ts';
import type { GroupCommitNeeds } from './group-commit.ts';
import type { PhoneSecret } from './open-phone-keys.ts';
import { takeEvents } from './take-events.ts';

/**
 * One transaction of the group commit; the time of arrival is the database's. What could not be read is kept last: a
 * request that must come again is counted once.
 */
export function storeHookEvents({
  db,
  secretKey,
  ownWords,
  reach,
}: {
  readonly db: Db;
  readonly secretKey: PhoneSecret;
  readonly ownWords?: OwnWords;
  /** for tests; left out, a request without a readable event opens no transaction */
  readonly reach?: Reach | undefined;
}): GroupCommitNeeds['store'] {
  const alongside = reach === undefined ? undefined : async () => reach('hook.before_commit');
  return async (provider, events, unread) => {
    const receivedAt = await databaseNow(db);
    const taken = await takeEvents({ db, secretKey, provider, events, receivedAt, ownWords, alongside });
    if (unread.length > 0) await keepRefusedEvents(db, unread, receivedAt);
    reach?.('hook.after_commit');
    return taken;
  };
}
