import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

export type LockRule = {
  /** wrong passwords within `minutes` that lock */
  readonly failures: number;
  readonly minutes: number;
  readonly lockMinutes: number;
};

const TABLE = 'web_sign_in_failures';

/** null = may try. */
export async function lockedUntil(
  db: Db,
  subjects: readonly Buffer[],
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const row = await db(TABLE)
    .whereIn('subject', [...subjects])
    .where('locked_until', '>', toColumn(now))
    .max({ until: 'locked_until' })
    .first();
  const until: unknown = row?.until;
  return until instanceof Date ? Temporal.Instant.fromEpochMilliseconds(until.getTime()) : null;
}

/** Counts one more; the count starts anew when the first is older than the rule's minutes. */
export async function countFailure(
  db: Db,
  subject: Buffer,
  rule: LockRule,
  now: Temporal.Instant,
): Promise<void> {
  const at = toColumn(now);
  const since = toColumn(now.subtract({ minutes: rule.minutes }));
  const until = toColumn(now.add({ minutes: rule.lockMinutes }));
  // assignments run from left to right: failures is the new count where locked_until looks at it
  await db.raw(
    `INSERT INTO ${TABLE} (subject, failures, first_at, locked_until) VALUES (?, 1, ?, NULL)
     ON DUPLICATE KEY UPDATE
       failures = CASE WHEN first_at < ? THEN 1 ELSE failures + 1 END,
       locked_until = CASE WHEN failures >= ? THEN ? ELSE locked_until END,
       first_at = CASE WHEN first_at < ? THEN ? ELSE first_at END`,
    [subject, at, since, rule.failures, until, since, at],
  );
}

export async function forgetFailures(db: Db, subjects: readonly Buffer[]): Promise<void> {
  await db(TABLE)
    .whereIn('subject', [...subjects])
    .delete();
}

export async function deleteOldFailures(db: Db, before: Temporal.Instant): Promise<void> {
  await db(TABLE).where('first_at', '<', toColumn(before)).limit(100).delete();
}
