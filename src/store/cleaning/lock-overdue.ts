import { STATES, statesBefore } from '../../core/cleaning/life-cycle.ts';
import { toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import type { Movable } from './move-recommendations.ts';

/** When each event of the clock is due. */
const DUE = { expire: 'expires_at', wake: 'snoozed_until' } as const;

/** Recommendations to which the clock does something now, locked until the transaction ends. */
export async function lockOverdue(
  trx: Db,
  event: keyof typeof DUE,
  now: Temporal.Instant,
  most: number,
): Promise<readonly Movable[]> {
  const rows: readonly Row[] = await trx('recommendations')
    .whereIn('state', statesBefore(event))
    .where(DUE[event], '<=', toColumn(now))
    .orderBy('id')
    .limit(most)
    .forUpdate()
    .select('id', 'version', 'state');
  return rows.map((row) => {
    const read = readRow(row);
    return { id: read.number('id'), version: read.number('version'), state: read.oneOf('state', STATES) };
  });
}
