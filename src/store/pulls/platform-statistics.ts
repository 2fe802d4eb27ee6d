import { hash } from 'node:crypto';
import { canonicalJson } from '../../core/canonical-json.ts';
import { fromColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';

export type StoredStatistics = {
  readonly statid: string;
  readonly answer: unknown;
  readonly fetchedAt: Temporal.Instant;
  readonly changedAt: Temporal.Instant;
};

const TABLE = 'platform_statistics';

/** true = the platform says something else than before, or for the first time. */
export async function saveStatistics(trx: Db, statid: string, answer: unknown): Promise<boolean> {
  const text = canonicalJson(answer);
  const answer_hash = hash('sha256', text, 'buffer');
  const fetched_at = trx.raw('UTC_TIMESTAMP(3)');
  const known = await trx(TABLE).where({ statid, answer_hash }).update({ fetched_at });
  if (known > 0) return false;
  const fresh = { answer: text, answer_hash, fetched_at, changed_at: fetched_at };
  await trx(TABLE)
    .insert({ statid, ...fresh })
    .onConflict('statid')
    .merge(fresh);
  return true;
}

export async function listStatistics(
  db: Db,
  statids: readonly string[],
): Promise<ReadonlyMap<string, StoredStatistics>> {
  const rows = await db(TABLE)
    .whereIn('statid', [...statids])
    .select('*');
  return new Map(
    rows.map((row) => [
      String(row.statid),
      {
        statid: String(row.statid),
        answer: JSON.parse(row.answer),
        fetchedAt: fromColumn(row.fetched_at),
        changedAt: fromColumn(row.changed_at),
      },
    ]),
  );
}
