import { fromNullableColumn, toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';

export type StoredRun = {
  readonly statid: string;
  /** `list:24` */
  readonly foundBy: string;
  readonly newsletterId: string | null;
  readonly name: string | null;
  readonly startedAt: Temporal.Instant | null;
};

const TABLE = 'platform_runs';

/** How many were not known; of a known one what was not told before is filled in. */
export async function saveRuns(
  trx: Db,
  runs: readonly StoredRun[],
  seenAt: Temporal.Instant,
): Promise<number> {
  let added = 0;
  for (const { statid, foundBy, newsletterId, name, startedAt } of runs) {
    const told = {
      newsletter_id: newsletterId,
      name: name === null ? null : Array.from(name).slice(0, 200).join(''),
      started_at: startedAt === null ? null : toColumn(startedAt),
    };
    const known = await trx(TABLE)
      .where({ statid })
      .update({
        newsletter_id: trx.raw('COALESCE(?, newsletter_id)', [told.newsletter_id]),
        name: trx.raw('COALESCE(?, name)', [told.name]),
        started_at: trx.raw('COALESCE(?, started_at)', [told.started_at]),
      });
    if (known > 0) continue;
    await trx(TABLE).insert({ statid, found_by: foundBy, ...told, first_seen_at: toColumn(seenAt) });
    added += 1;
  }
  return added;
}

/** Runs that started (or were first seen) after `after`, the oldest first. */
export async function listRuns(db: Db, after: Temporal.Instant): Promise<readonly StoredRun[]> {
  const rows = await db(TABLE)
    .whereRaw('COALESCE(started_at, first_seen_at) > ?', [toColumn(after)])
    .orderBy('statid')
    .select('statid', 'found_by', 'newsletter_id', 'name', 'started_at');
  return rows.map((row) => ({
    statid: String(row.statid),
    foundBy: String(row.found_by),
    newsletterId: row.newsletter_id === null ? null : String(row.newsletter_id),
    name: typeof row.name === 'string' ? row.name : null,
    startedAt: fromNullableColumn(row.started_at instanceof Date ? row.started_at : null),
  }));
}
