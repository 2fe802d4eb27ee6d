import type { Db } from './connect.ts';
import { statement } from './roll-up/statement.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Bindings = Readonly<Record<string, number | string>>;

/** Runs one statement, `?` for each value; its rows as lists of columns. */
export type ReadRows = (
  sql: string,
  values?: readonly (number | string)[],
) => Promise<readonly (readonly unknown[])[]>;

export function readerOn(db: Db): ReadRows {
  return async (sql, values = []) => {
    const answer: unknown = await db.raw(sql, [...values]).options({ rowsAsArray: true });
    const rows: unknown = Array.isArray(answer) ? answer[0] : [];
    return Array.isArray(rows) ? rows : [];
  };
}

/** Runs `src/store/sql/<name>.sql`; its rows, or none when it is no SELECT. */
export async function selectRows(db: Db, name: string, bindings: Bindings = {}): Promise<readonly Row[]> {
  return rowsOf(await db.raw(statement(name), bindings));
}

/** The drivers answer [rows or result header, fields]. */
export function rowsOf(answer: unknown): readonly Row[] {
  const rows: unknown = Array.isArray(answer) ? answer[0] : [];
  return Array.isArray(rows) ? rows : [];
}
