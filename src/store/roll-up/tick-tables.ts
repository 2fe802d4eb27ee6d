import type { Db } from '../connect.ts';
import { statement } from './statement.ts';

const CREATE = statement('roll-up/create-tick-tables')
  .split(/;\s*\n/)
  .map((sql) => sql.trim());
const NAMES = CREATE.map((sql) => /^CREATE TEMPORARY TABLE (\w+)/.exec(sql)?.[1] ?? '');

/** Empty work tables on this connection; those a failed tick left are dropped. */
export async function createTickTables(trx: Db): Promise<void> {
  await dropTickTables(trx);
  for (const sql of CREATE) await trx.raw(sql);
}

export async function dropTickTables(trx: Db): Promise<void> {
  await trx.raw(`DROP TEMPORARY TABLE IF EXISTS ${NAMES.join(', ')}`);
}
