import type { Db } from './connect.ts';
import { statement } from './roll-up/statement.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Bindings = Readonly<Record<string, number | string>>;

/** Runs `src/store/sql/<name>.sql`; its rows, or none when it is no SELECT. */
export async function selectRows(db: Db, name: string, bindings: Bindings = {}): Promise<readonly Row[]> {
  return rowsOf(await db.raw(statement(name), bindings));
}

/** The drivers answer [rows or result header, fields]. */
export function rowsOf(answer: unknown): readonly Row[] {
  const rows: unknown = Array.isArray(answer) ? answer[0] : [];
  return Array.isArray(rows) ? rows : [];
}
