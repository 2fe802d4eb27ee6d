import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { isWebRole, WEB_ROLES, type WebRole } from '../core/web-role.ts';
import { hashPassword } from '../crypto/passwords.ts';
import { parseAddress } from '../mail/address.ts';
import { writeAudit } from '../store/audit.ts';
import { findBoundViewer, setBoundViewer } from '../store/bound-viewers.ts';
import type { Db } from '../store/connect.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';
import { isDuplicateKey } from '../store/retryable-error.ts';
import {
  findWebUser,
  insertWebUser,
  setWebEmail,
  setWebPassword,
  setWebRole,
  setWebUserDisabled,
  type WebUser,
} from '../store/web-users.ts';

export type ManageUsersNeeds = {
  readonly db: Db;
  readonly now: Temporal.Instant;
  readonly actor: string;
};

const NAME = /^[a-z0-9][a-z0-9._-]{1,62}$/;

/** Throws `bad-input` for a name, role or password that is not allowed, `bad-state` when the name is taken. */
export async function addUser(
  { db, now, actor }: ManageUsersNeeds,
  user: { readonly name: string; readonly role: string; readonly password: string },
): Promise<void> {
  const name = userName(user.name);
  const role = roleOf(user.role);
  const password = await hashPassword(user.password);
  if (user.password.toLowerCase().includes(name))
    throw new Failure('bad-input', 'password: must not contain the name');
  try {
    await retriedTransaction(db, async (trx) => {
      await insertWebUser(trx, { name, role, password }, now);
      await writeAudit(trx, { actor, action: 'user-add', object: `user ${name}`, detail: { role } }, now);
    });
  } catch (cause) {
    if (!isDuplicateKey(cause)) throw cause;
    throw new Failure('bad-state', `there is a user ${name} already`, { cause });
  }
}

/** Whoever is signed in under the name is signed out. */
export async function changePassword(
  { db, now, actor }: ManageUsersNeeds,
  name: string,
  password: string,
): Promise<void> {
  const user = await requireUser(db, name);
  const hashed = await hashPassword(password);
  await retriedTransaction(db, async (trx) => {
    await setWebPassword(trx, user.id, hashed, now);
    await writeAudit(trx, { actor, action: 'user-password', object: `user ${user.name}` }, now);
  });
}

/** null = may sign in again. Throws `bad-state` when it is so already. */
export async function disableUser(
  { db, now, actor }: ManageUsersNeeds,
  name: string,
  isDisabled: boolean,
): Promise<void> {
  const user = await requireUser(db, name);
  if ((user.disabledAt !== null) === isDisabled)
    throw new Failure('bad-state', `user ${user.name} is ${isDisabled ? 'disabled' : 'enabled'} already`);
  await retriedTransaction(db, async (trx) => {
    await setWebUserDisabled(trx, user.id, isDisabled ? now : null);
    const action = isDisabled ? 'user-disable' : 'user-enable';
    await writeAudit(trx, { actor, action, object: `user ${user.name}` }, now);
  });
}

export async function changeRole(
  { db, now, actor }: ManageUsersNeeds,
  name: string,
  role: string,
): Promise<void> {
  const user = await requireUser(db, name);
  const next = roleOf(role);
  if (user.role === next) throw new Failure('bad-state', `user ${user.name} is ${next} already`);
  await retriedTransaction(db, async (trx) => {
    await setWebRole(trx, user.id, next);
    const detail = { from: user.role, to: next };
    await writeAudit(trx, { actor, action: 'user-role', object: `user ${user.name}`, detail }, now);
  });
}

/** Where test sends of the user go; empty takes it away. Throws `bad-input` for what is no address. */
export async function changeEmail(
  { db, now, actor }: ManageUsersNeeds,
  name: string,
  email: string,
): Promise<void> {
  const user = await requireUser(db, name);
  const next = email.trim() === '' ? null : parseAddress(email.trim(), 'email').address;
  await retriedTransaction(db, async (trx) => {
    await setWebEmail(trx, user.id, next);
    const detail = { from: user.email, to: next };
    await writeAudit(trx, { actor, action: 'user-email', object: `user ${user.name}`, detail }, now);
  });
}

/**
 * Whose reports somebody is shown besides what is bound to their address; null = not bound by name. `isProxied` takes a
 * name that only a proxy knows. Throws `bad-input` for no name of a person.
 */
export async function changeBrands(
  { db, now, actor }: ManageUsersNeeds,
  name: string,
  brands: readonly string[] | null,
  isProxied = false,
): Promise<void> {
  const key = await boundName(db, name, isProxied);
  const next = brands === null ? null : [...new Set(brands.map(brandName))].toSorted();
  await retriedTransaction(db, async (trx) => {
    const before = await findBoundViewer(trx, key);
    await setBoundViewer(trx, key, next, now);
    const detail = { from: before?.brands ?? null, to: next };
    await writeAudit(trx, { actor, action: 'user-brands', object: `user ${key}`, detail }, now);
  });
}

async function boundName(db: Db, text: string, isProxied: boolean): Promise<string> {
  const name = text.trim().toLowerCase();
  if (!isProxied) return (await requireUser(db, name)).name;
  if (PROXIED_NAME.test(name)) return name;
  throw new Failure('bad-input', 'name: must be 1 to 64 of a-z, 0-9, . _ @ + -, as the proxy says it');
}

const PROXIED_NAME = /^[\w.@+-]{1,64}$/;
const LONGEST_BRAND = 64;

function brandName(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= LONGEST_BRAND) return name;
  throw new Failure('bad-input', `brands: each must have 1 to ${LONGEST_BRAND} characters`);
}

function userName(text: string): string {
  const name = text.trim().toLowerCase();
  if (NAME.test(name)) return name;
  throw new Failure('bad-input', 'name: must be 2 to 63 of a-z, 0-9, . _ -, the first a letter or digit');
}

function roleOf(text: string): WebRole {
  if (isWebRole(text)) return text;
  throw new Failure('bad-input', `role: must be one of ${WEB_ROLES.join(', ')}`);
}

async function requireUser(db: Db, name: string): Promise<WebUser> {
  const user = await findWebUser(db, name.trim().toLowerCase());
  if (user !== null) return user;
  throw new Failure('bad-input', `there is no user ${shownText(name)}; users list names them`);
}
