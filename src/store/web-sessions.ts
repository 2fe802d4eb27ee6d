import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';
import { userFrom, type WebUser } from './web-users.ts';

const TABLE = 'web_sessions';

export type SessionTimes = {
  readonly now: Temporal.Instant;
  readonly idleEndsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
};

export async function insertSession(
  trx: Db,
  tokenHash: Buffer,
  userId: number,
  { now, idleEndsAt, endsAt }: SessionTimes,
): Promise<void> {
  await trx(TABLE).insert({
    token_hash: tokenHash,
    user_id: userId,
    started_at: toColumn(now),
    idle_ends_at: toColumn(idleEndsAt),
    ends_at: toColumn(endsAt),
  });
}

/** null = there is none, it ended, or its user may not sign in any more. */
export async function findSession(
  db: Db,
  tokenHash: Buffer,
  now: Temporal.Instant,
): Promise<{ readonly user: WebUser; readonly idleEndsAt: Temporal.Instant } | null> {
  const at = toColumn(now);
  const row = await db(`${TABLE} AS s`)
    .join('web_users AS u', 'u.id', 's.user_id')
    .where('s.token_hash', tokenHash)
    .where('s.ends_at', '>', at)
    .where('s.idle_ends_at', '>', at)
    .whereNull('u.disabled_at')
    .first('u.*', 's.idle_ends_at');
  if (row === undefined) return null;
  const idleEndsAt = Temporal.Instant.fromEpochMilliseconds(row.idle_ends_at.getTime());
  return { user: userFrom(row), idleEndsAt };
}

export async function extendSession(db: Db, tokenHash: Buffer, idleEndsAt: Temporal.Instant): Promise<void> {
  await db(TABLE)
    .where({ token_hash: tokenHash })
    .update({ idle_ends_at: toColumn(idleEndsAt) });
}

export async function deleteSession(db: Db, tokenHash: Buffer): Promise<boolean> {
  return (await db(TABLE).where({ token_hash: tokenHash }).delete()) > 0;
}

/** Those that ended by themselves; a few at a time, as somebody signs in. */
export async function deleteEndedSessions(db: Db, now: Temporal.Instant): Promise<void> {
  await db(TABLE).where('ends_at', '<', toColumn(now)).limit(100).delete();
}
