import type { Db } from '../../connect.ts';
import { statement } from '../../roll-up/statement.ts';
import type { Bindings } from '../../select-rows.ts';
import { fillMarks } from '../marks.ts';

/** Rows of `src/store/sql/findings/<name>.sql` as lists of columns: for many rows, and as things stand now. */
export async function readLists(
  db: Db,
  name: string,
  bindings: Bindings,
): Promise<readonly (readonly unknown[])[]> {
  const sql = fillMarks(statement(`findings/${name}`), 'now');
  const answer: unknown = await db.raw(sql, bindings).options({ rowsAsArray: true });
  const rows: unknown = Array.isArray(answer) ? answer[0] : [];
  return Array.isArray(rows) ? rows : [];
}
