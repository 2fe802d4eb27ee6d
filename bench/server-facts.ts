import { cpus, totalmem } from 'node:os';
import type { DataSet } from './data/prepare-data.ts';

const SETTINGS = ['innodb_buffer_pool_size', 'innodb_flush_log_at_trx_commit', 'log_bin', 'tmp_table_size'];
const TABLES = ['messages', 'receipts', 'clicks', 'conversions', 'opt_outs', 'message_facts'];

/** What the figures were measured on, and the shape of the data, as lines. */
export async function serverFacts({ db, shape, batches }: DataSet): Promise<readonly string[]> {
  const [[{ version }]] = await db.raw('SELECT VERSION() AS version');
  const [settings] = await db.raw(
    `SHOW VARIABLES WHERE Variable_name IN (${SETTINGS.map((one) => `'${one}'`).join(', ')})`,
  );
  const shown: readonly { readonly Variable_name: string; readonly Value: string }[] = settings;
  const [cubes] = await db.raw(
    `SELECT table_name AS name, table_rows AS n FROM information_schema.tables
    WHERE table_schema = DATABASE() AND table_name LIKE 'cube%' ORDER BY table_name`,
  );
  const estimates: readonly { readonly name: string; readonly n: number }[] = cubes;
  const counts: string[] = [];
  for (const table of TABLES) {
    const row = await db(table).count({ n: '*' }).first();
    counts.push(`${table} ${Number(row?.['n']).toLocaleString('en')}`);
  }
  const [cpu] = cpus();
  return [
    `Server ${version}; ${shown.map((one) => `${one.Variable_name} ${one.Value}`).join(', ')}`,
    `Node ${process.version}, ${cpus().length} cores (${cpu?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB; client, server and DuckDB share them`,
    `Data: seed ${shape.seed}, ${batches} later days; ${counts.join(', ')}`,
    `Cubes (rows, estimated by the server): ${estimates.map(({ name, n }) => `${name} ${Number(n).toLocaleString('en')}`).join(', ')}`,
  ];
}
