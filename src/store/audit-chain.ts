import { canonicalJson } from '../core/canonical-json.ts';
import { GENESIS, hashOf } from './audit.ts';
import type { Db } from './connect.ts';
import { auditOf } from './read-audit.ts';
import type { Row } from './select-rows.ts';

export type AuditProof = {
  readonly rows: number;
  /** hex of the last row that is right; null = none */
  readonly head: string | null;
  /** first row that is not as it was written; null = all are */
  readonly broken: { readonly id: number; readonly because: string } | null;
  /** whether the hash that was asked for is in the chain; null = none was */
  readonly hasExpected: boolean | null;
};

const TABLE = 'audit_log';
const AT_ONCE = 1_000;

/**
 * Computes the whole chain again from its first row. A changed, removed or inserted row breaks it there; a chain cut at
 * its end does not show by itself, so keep `head` elsewhere and ask for it later (`expected`, hex).
 */
export async function verifyAudit(db: Db, expected: string | null): Promise<AuditProof> {
  let previous: Buffer = GENESIS;
  let after = 0;
  let count = 0;
  let hasExpected = expected === null ? null : false;
  const head = (): string | null => (count === 0 ? null : previous.toString('hex'));
  for (;;) {
    const rows: readonly Row[] = await db(TABLE)
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_ONCE)
      .select('id', 'at', 'actor', 'action', 'object', 'detail', 'prev_hash', 'hash');
    for (const row of rows) {
      const { id } = auditOf(row);
      const because = faultOf(row, previous);
      if (because !== null) return { rows: count, head: head(), broken: { id, because }, hasExpected };
      previous = bytes(row['hash']);
      count += 1;
      after = id;
      if (expected !== null && previous.toString('hex') === expected) hasExpected = true;
    }
    if (rows.length < AT_ONCE) return { rows: count, head: head(), broken: null, hasExpected };
  }
}

function faultOf(row: Row, previous: Buffer): string | null {
  if (!bytes(row['prev_hash']).equals(previous))
    return 'does not follow the row before it: a row was removed, inserted or changed';
  const { actor, action, object, at, detail } = auditOf(row);
  const text = detail === null ? null : canonicalJson(detail);
  const hash = hashOf(previous, { actor, action, object, detail: text }, at);
  return bytes(row['hash']).equals(hash) ? null : 'was changed after it was written';
}

function bytes(value: unknown): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}
