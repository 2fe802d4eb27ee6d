import { jsonFromColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';

export const PUSH_ACTION = 'suppressions-push';

/** The moment the last push that reached its end was true for; null = none did. The audit log is its memory. */
export async function lastPushAt(db: Db, platform: string): Promise<Temporal.Instant | null> {
  const [row]: readonly Row[] = await db('audit_log')
    .where({ action: PUSH_ACTION, object: platform })
    .orderBy('id', 'desc')
    .limit(1)
    .select('at', 'detail');
  if (row === undefined) return null;
  const detail = jsonFromColumn(row['detail']);
  const asOf: unknown = typeof detail === 'object' && detail !== null ? Reflect.get(detail, 'asOf') : null;
  return typeof asOf === 'string' ? Temporal.Instant.from(asOf) : readRow(row).time('at');
}

export type NumberFix = {
  /** of the sending platform */
  readonly contactId: string;
  readonly candidateEnc: Buffer;
};

/** Approved and applied corrections of numbers that hold, changed since. */
export async function readNumberFixes(db: Db, since: Temporal.Instant | null): Promise<readonly NumberFix[]> {
  const query = db('contact_changes as k')
    .join('contacts as c', 'c.id', 'k.contact_id')
    .join('apply_batches as b', (on) => void on.on('b.id', 'k.batch_id').andOnVal('b.state', 'done'))
    .leftJoin('apply_batches as u', (on) => void on.on('u.id', 'k.undo_batch_id').andOnVal('u.state', 'done'))
    .where('k.kind', 'fix_number')
    .whereNull('u.id')
    .whereNotNull('k.candidate_enc')
    .orderBy('k.id')
    .select('c.contact_id', 'k.candidate_enc');
  if (since !== null) void query.where('b.finished_at', '>=', new Date(since.epochMilliseconds));
  const rows: readonly Row[] = await query;
  return rows.flatMap((row) => {
    const sealed = row['candidate_enc'];
    return Buffer.isBuffer(sealed)
      ? [{ contactId: readRow(row).text('contact_id'), candidateEnc: sealed }]
      : [];
  });
}
