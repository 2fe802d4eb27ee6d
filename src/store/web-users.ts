import { Failure } from '../core/failure.ts';
import { isWebRole, type WebRole } from '../core/web-role.ts';
import { fromColumn, fromNullableColumn, toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

export type WebUser = {
  readonly id: number;
  readonly name: string;
  readonly role: WebRole;
  readonly passwordAt: Temporal.Instant;
  /** null = may sign in */
  readonly disabledAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly signedInAt: Temporal.Instant | null;
  /** where test sends go; null = nobody set one */
  readonly email: string | null;
};

/** scrypt, with the cost it was made with */
export type StoredPassword = {
  readonly hash: Buffer;
  readonly salt: Buffer;
  readonly n: number;
  readonly r: number;
  readonly p: number;
};

const TABLE = 'web_users';

export async function listWebUsers(db: Db): Promise<readonly WebUser[]> {
  const rows = await db(TABLE).orderBy('name').select();
  return rows.map(userFrom);
}

export async function countEnabledUsers(db: Db): Promise<number> {
  const [row] = await db(TABLE).whereNull('disabled_at').count({ n: '*' });
  return Number(row?.n ?? 0);
}

export async function findWebUser(db: Db, name: string): Promise<WebUser | null> {
  const row = await db(TABLE).where({ name }).first();
  return row === undefined ? null : userFrom(row);
}

export async function readPassword(db: Db, userId: number): Promise<StoredPassword | null> {
  const row = await db(TABLE)
    .where({ id: userId })
    .first('password_hash', 'password_salt', 'scrypt_n', 'scrypt_r', 'scrypt_p');
  if (row === undefined) return null;
  return {
    hash: row.password_hash,
    salt: row.password_salt,
    n: row.scrypt_n,
    r: row.scrypt_r,
    p: row.scrypt_p,
  };
}

type NewUser = { readonly name: string; readonly role: WebRole; readonly password: StoredPassword };

export async function insertWebUser(
  trx: Db,
  { name, role, password }: NewUser,
  now: Temporal.Instant,
): Promise<void> {
  const at = toColumn(now);
  await trx(TABLE).insert({ name, role, ...passwordColumns(password, now), created_at: at });
}

/** Whoever is signed in with the old password is signed out. */
export async function setWebPassword(
  trx: Db,
  userId: number,
  password: StoredPassword,
  now: Temporal.Instant,
): Promise<void> {
  await trx(TABLE).where({ id: userId }).update(passwordColumns(password, now));
  await endSessionsOf(trx, userId);
}

export async function setWebRole(trx: Db, userId: number, role: WebRole): Promise<void> {
  await trx(TABLE).where({ id: userId }).update({ role });
}

/** null = takes it away. */
export async function setWebEmail(trx: Db, userId: number, email: string | null): Promise<void> {
  await trx(TABLE).where({ id: userId }).update({ email });
}

/** null = may sign in again; else whoever is signed in is signed out. */
export async function setWebUserDisabled(
  trx: Db,
  userId: number,
  since: Temporal.Instant | null,
): Promise<void> {
  await trx(TABLE)
    .where({ id: userId })
    .update({ disabled_at: since === null ? null : toColumn(since) });
  if (since !== null) await endSessionsOf(trx, userId);
}

export async function noteSignIn(trx: Db, userId: number, now: Temporal.Instant): Promise<void> {
  await trx(TABLE)
    .where({ id: userId })
    .update({ signed_in_at: toColumn(now) });
}

async function endSessionsOf(trx: Db, userId: number): Promise<void> {
  await trx('web_sessions').where({ user_id: userId }).delete();
}

function passwordColumns({ hash, salt, n, r, p }: StoredPassword, now: Temporal.Instant): object {
  return {
    password_hash: hash,
    password_salt: salt,
    scrypt_n: n,
    scrypt_r: r,
    scrypt_p: p,
    password_at: toColumn(now),
  };
}

type UserRow = {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly password_at: Date;
  readonly disabled_at: Date | null;
  readonly created_at: Date;
  readonly signed_in_at: Date | null;
  readonly email: string | null;
};

export function userFrom(row: UserRow): WebUser {
  return {
    id: row.id,
    name: row.name,
    role: storedRole(row.role),
    passwordAt: fromColumn(row.password_at),
    disabledAt: fromNullableColumn(row.disabled_at),
    createdAt: fromColumn(row.created_at),
    signedInAt: fromNullableColumn(row.signed_in_at),
    email: row.email,
  };
}

function storedRole(text: string): WebRole {
  if (isWebRole(text)) return text;
  throw new Failure('internal', 'a user has a role this program does not know');
}
