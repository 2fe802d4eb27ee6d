import type { Db } from './connect.ts';

/** Ids of a run's dispatches that wait to be sent. */
export async function listQueuedDispatches(db: Db, runId: number): Promise<readonly number[]> {
  const rows = await db('report_dispatches')
    .where({ run_id: runId, state: 'queued' })
    .orderBy('id')
    .select('id');
  return rows.map((row) => Number(row.id));
}

export async function countDispatchesByState(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db('report_dispatches').groupBy('state').select('state', db.raw('COUNT(*) AS n'));
  const counted = new Map(rows.map((row) => [String(row.state), Number(row.n)]));
  return new Map(
    ['queued', 'sending', 'sent', 'failed', 'held'].map((state) => [state, counted.get(state) ?? 0]),
  );
}
