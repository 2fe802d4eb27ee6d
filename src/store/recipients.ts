import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

/** An address in lower case, or `@domain` for all of a domain. */
export type AllowedRecipient = { readonly pattern: string; readonly origin: string };

const TABLE = 'allowed_recipients';

export async function listAllowedRecipients(db: Db): Promise<readonly AllowedRecipient[]> {
  const rows = await db(TABLE).orderBy('pattern').select('pattern', 'origin');
  return rows.map((row) => ({ pattern: String(row.pattern), origin: String(row.origin) }));
}

/** Returns the patterns that were not there yet. */
export async function allowRecipients(
  db: Db,
  patterns: readonly string[],
  origin: string,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  if (patterns.length === 0) return [];
  const known = await patternsAmong(db, patterns);
  const added = [...new Set(patterns)].filter((pattern) => !known.has(pattern));
  if (added.length === 0) return [];
  const rows = added.map((pattern) => ({ pattern, origin, added_at: toColumn(now) }));
  await db(TABLE).insert(rows).onConflict().merge(['pattern']);
  return added;
}

/** false = it was not on the list. */
export async function disallowRecipient(db: Db, pattern: string): Promise<boolean> {
  return (await db(TABLE).where({ pattern }).delete()) === 1;
}

/** Of the address keys (lower case), those that neither stand on the list nor belong to a domain on it. */
export async function notAllowed(db: Db, keys: readonly string[]): Promise<readonly string[]> {
  if (keys.length === 0) return [];
  const known = await patternsAmong(db, [...keys, ...keys.map(domainPattern)]);
  return keys.filter((key) => !known.has(key) && !known.has(domainPattern(key)));
}

async function patternsAmong(db: Db, patterns: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db(TABLE)
    .whereIn('pattern', [...patterns])
    .select('pattern');
  return new Set(rows.map((row) => String(row.pattern)));
}

function domainPattern(key: string): string {
  return key.slice(key.lastIndexOf('@'));
}
