import { createHash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.ts';
import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

export type AuditEntry = {
  readonly actor: string;
  readonly action: string;
  readonly object: string;
  /** before and after; no phone number */
  readonly detail?: unknown;
};

const TABLE = 'audit_log';
/** What the first row has for a row before it. */
export const GENESIS = Buffer.alloc(32);

/**
 * In the transaction of the change itself. Each row hashes the one before, and writers follow one another; the unique
 * key on `prev_hash` makes a fork of the chain an error (1062): only two that write its very first row can meet it.
 * Returns the id of the row.
 */
export async function writeAudit(trx: Db, entry: AuditEntry, now: Temporal.Instant): Promise<number> {
  const previous = await lockHead(trx);
  const detail = entry.detail === undefined ? null : canonicalJson(entry.detail);
  const [id] = await trx(TABLE).insert({
    at: toColumn(now),
    actor: entry.actor,
    action: entry.action,
    object: entry.object,
    detail,
    prev_hash: previous,
    hash: hashOf(previous, { ...entry, detail }, now),
  });
  return Number(id);
}

/** Whoever waited for the last row got it from one who wrote another behind it: only a second look finds that one. */
async function lockHead(trx: Db): Promise<Buffer> {
  let head = await lockLast(trx);
  for (;;) {
    const seen = head;
    head = await lockLast(trx);
    if (head.equals(seen)) return head;
  }
}

async function lockLast(trx: Db): Promise<Buffer> {
  const [last] = await trx(TABLE).orderBy('id', 'desc').limit(1).forUpdate().select('hash');
  return last?.hash ?? GENESIS;
}

/** `detail` is canonical JSON as text. */
export function hashOf(
  previous: Buffer,
  { actor, action, object, detail }: AuditEntry,
  now: Temporal.Instant,
): Buffer {
  const row = canonicalJson([toColumn(now).toISOString(), actor, action, object, detail]);
  return createHash('sha256').update(previous).update(row).digest();
}
