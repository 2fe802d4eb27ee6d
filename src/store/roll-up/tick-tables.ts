import type { Db } from '../connect.ts';
import { statement } from './statement.ts';

/** Where the work tables of a tick live. MEMORY is a quarter faster, but bounded, and some servers forbid it. */
export type TickEngine = 'MEMORY' | 'InnoDB';

/** Bytes a work table may take in memory; a tick that needs more goes on with InnoDB. */
const MEMORY_LIMIT = 128 * 1024 * 1024;

const CREATE = statement('roll-up/create-tick-tables')
  .split(/;\s*\n/)
  .map((sql) => sql.trim());
const NAMES = CREATE.map((sql) => /^CREATE TEMPORARY TABLE (\w+)/.exec(sql)?.[1] ?? '');

/** Empty work tables on this connection; those a failed tick left are dropped. */
export async function createTickTables(trx: Db, engine: TickEngine): Promise<void> {
  await dropTickTables(trx);
  await trx.raw('SET SESSION max_heap_table_size = ?, SESSION tmp_table_size = ?', [
    MEMORY_LIMIT,
    MEMORY_LIMIT,
  ]);
  for (const sql of CREATE) await trx.raw(sql.endsWith(')') ? `${sql} ENGINE=${engine}` : sql);
}

export async function dropTickTables(trx: Db): Promise<void> {
  await trx.raw(`DROP TEMPORARY TABLE IF EXISTS ${NAMES.join(', ')}`);
}

/** The table is full, or the server does not have or allow the engine. */
export function isEngineError(error: unknown): boolean {
  return error instanceof Error && 'errno' in error && ENGINE_ERRORS.has(Number(error.errno));
}

const ENGINE_ERRORS = new Set([1114, 1286, 3161, 4158]);
