import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';

/** How the recommendations of a batch stand now. */
export async function countBatchStates(db: Db, batchId: number): Promise<Readonly<Record<string, number>>> {
  const rows: readonly Row[] = await db('apply_items as i')
    .join('recommendations as r', 'r.id', 'i.recommendation_id')
    .where('i.batch_id', batchId)
    .groupBy('r.state')
    .orderBy('r.state')
    .select('r.state', db.raw('COUNT(*) AS n'));
  return Object.fromEntries(
    rows.map((row) => {
      const read = readRow(row);
      return [read.text('state'), read.number('n')];
    }),
  );
}
