import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';

const TABLES = ['persons', 'conversions', 'messages', 'receipts', 'clicks'].map(
  (name) => `experiment_${name}`,
);

/** MEMORY counts a million persons three times as fast; a test that does not fit goes on with InnoDB. */
export type WorkEngine = 'MEMORY' | 'InnoDB';

/** Bytes one work table, and one grouping of the server, may take in memory: some 2 million persons. */
const MEMORY_LIMIT = 128 * 1024 * 1024;

/** Empty work tables of this connection; what an earlier test left is gone. */
export async function createWorkTables(trx: Db, engine: WorkEngine): Promise<void> {
  await dropWorkTables(trx);
  await trx.raw('SET SESSION max_heap_table_size = ?, SESSION tmp_table_size = ?', [
    MEMORY_LIMIT,
    MEMORY_LIMIT,
  ]);
  await create(trx, 'create-experiment-tables', engine);
}

export async function createPastTables(trx: Db, engine: WorkEngine): Promise<void> {
  await create(trx, 'create-past-tables', engine);
}

export async function dropWorkTables(trx: Db): Promise<void> {
  await trx.raw(`DROP TEMPORARY TABLE IF EXISTS ${TABLES.join(', ')}`);
}

async function create(trx: Db, name: string, engine: WorkEngine): Promise<void> {
  for (const sql of statement(`experiments/${name}`).split(/;\s*\n/))
    await trx.raw(`${sql} ENGINE=${engine}`);
}
