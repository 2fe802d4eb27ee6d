import { Failure } from '../core/failure.ts';
import type { Db } from './connect.ts';

/** The one clock that schedules, leases and deadlines go by, whatever the clocks of the workers say. */
export async function databaseNow(db: Db): Promise<Temporal.Instant> {
  const [rows] = await db.raw('SELECT UTC_TIMESTAMP(3) AS now');
  const now: unknown = rows[0]?.now;
  if (!(now instanceof Date)) throw new Failure('internal', 'the database does not tell the time');
  return Temporal.Instant.fromEpochMilliseconds(now.getTime());
}
