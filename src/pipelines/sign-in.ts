import { createHash, createHmac, randomBytes } from 'node:crypto';
import { isPassword } from '../crypto/passwords.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/connect.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';
import {
  countFailure,
  deleteOldFailures,
  forgetFailures,
  type LockRule,
  lockedUntil,
} from '../store/sign-in-failures.ts';
import {
  deleteEndedSessions,
  deleteSession,
  extendSession,
  findSession,
  insertSession,
} from '../store/web-sessions.ts';
import { findWebUser, noteSignIn, readPassword, type WebUser } from '../store/web-users.ts';

const IDLE = { minutes: 30 } as const;
const LONGEST = { hours: 12 } as const;
/** how often the end of an idle session is moved: a write a minute and not one a page */
const MOVED_AFTER = { minutes: 29 } as const;

/** An address stands for a whole office, so it may err more often than a name. */
const BY_NAME: LockRule = { failures: 5, minutes: 15, lockMinutes: 15 };
const BY_ADDRESS: LockRule = { failures: 20, minutes: 15, lockMinutes: 15 };

export type SignInNeeds = { readonly db: Db; readonly secretKey: string };

export type SignInAttempt = {
  readonly name: string;
  readonly password: string;
  /** of the caller, IPv6 as its /64 */
  readonly address: string;
};

export type SignInAnswer =
  | { readonly outcome: 'in'; readonly token: string; readonly user: WebUser }
  /** one answer for a wrong name, a wrong password and a disabled user */
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'locked'; readonly until: Temporal.Instant };

export async function signIn(
  { db, secretKey }: SignInNeeds,
  { name, password, address }: SignInAttempt,
  now: Temporal.Instant,
): Promise<SignInAnswer> {
  const byName = subject(secretKey, 'name', name);
  const byAddress = subject(secretKey, 'address', address);
  const until = await lockedUntil(db, [byName, byAddress], now);
  if (until !== null) return { outcome: 'locked', until };
  const user = await findWebUser(db, name);
  const right = await isPassword(password, user === null ? null : await readPassword(db, user.id));
  if (user === null || !right || user.disabledAt !== null) {
    await countFailure(db, byName, BY_NAME, now);
    await countFailure(db, byAddress, BY_ADDRESS, now);
    await deleteOldFailures(db, now.subtract({ hours: 24 }));
    return { outcome: 'refused' };
  }
  const token = randomBytes(32).toString('base64url');
  await retriedTransaction(db, async (trx) => {
    const times = { now, idleEndsAt: now.add(IDLE), endsAt: now.add(LONGEST) };
    await insertSession(trx, tokenHash(token), user.id, times);
    await noteSignIn(trx, user.id, now);
    await writeAudit(trx, { actor: `web:${user.name}`, action: 'sign-in', object: 'review pages' }, now);
  });
  await forgetFailures(db, [byName]);
  await deleteEndedSessions(db, now);
  return { outcome: 'in', token, user };
}

/** Who holds this cookie; null = nobody any more. */
export async function whoIsSignedIn(db: Db, token: string, now: Temporal.Instant): Promise<WebUser | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const hash = tokenHash(token);
  const found = await findSession(db, hash, now);
  if (found === null) return null;
  if (Temporal.Instant.compare(found.idleEndsAt, now.add(MOVED_AFTER)) < 0)
    await extendSession(db, hash, now.add(IDLE));
  return found.user;
}

export async function signOut(db: Db, token: string): Promise<void> {
  await deleteSession(db, tokenHash(token));
}

function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Neither names that were mistyped (they may be passwords) nor addresses are kept in clear. */
function subject(secretKey: string, kind: 'name' | 'address', text: string): Buffer {
  const key = createHmac('sha256', secretKey).update('sign-in failures 1').digest();
  return createHmac('sha256', key).update(`${kind}\n${text}`).digest();
}
