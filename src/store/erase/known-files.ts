import { jsonFromColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';

/** Files with numbers that we wrote, by the audit log; the newest first, each once. */
export async function exportedFiles(db: Db): Promise<readonly string[]> {
  const rows: readonly Row[] = await db('audit_log')
    .where({ action: 'suppressions-export' })
    .orderBy('id', 'desc')
    .select('detail');
  const paths = rows.flatMap((row): readonly string[] => {
    const detail = jsonFromColumn(row['detail']);
    const path: unknown = typeof detail === 'object' && detail !== null ? Reflect.get(detail, 'path') : null;
    return typeof path === 'string' ? [path] : [];
  });
  return [...new Set(paths)];
}

/** Files with numbers that were read; they lie where the operator has them. */
export async function importedFiles(db: Db): Promise<readonly string[]> {
  const rows: readonly Row[] = await db('imports')
    .whereIn('kind', ['contacts', 'inbound', 'opt_outs', 'events'])
    .orderBy('source')
    .distinct('source');
  return rows.map((row) => readRow(row).text('source'));
}
