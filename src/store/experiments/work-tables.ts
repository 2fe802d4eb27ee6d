import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';

const TABLES = ['persons', 'conversions', 'messages', 'receipts', 'clicks'].map(
  (name) => `experiment_${name}`,
);

/** Empty work tables of this connection; what an earlier test left is gone. */
export async function createWorkTables(trx: Db): Promise<void> {
  await dropWorkTables(trx);
  await create(trx, 'create-experiment-tables');
}

export async function createPastTables(trx: Db): Promise<void> {
  await create(trx, 'create-past-tables');
}

export async function dropWorkTables(trx: Db): Promise<void> {
  await trx.raw(`DROP TEMPORARY TABLE IF EXISTS ${TABLES.join(', ')}`);
}

async function create(trx: Db, name: string): Promise<void> {
  for (const sql of statement(`experiments/${name}`).split(/;\s*\n/)) await trx.raw(sql);
}
