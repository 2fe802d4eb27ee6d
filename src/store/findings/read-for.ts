import type { Db } from '../connect.ts';
import { changedRows } from '../roll-up/session.ts';
import { statement } from '../roll-up/statement.ts';
import { type Bindings, type Row, rowsOf } from '../select-rows.ts';
import { fillMarks } from './marks.ts';
import { bindingsOf, type FindingsView } from './view.ts';

/** Rows of `src/store/sql/findings/<name>.sql`. */
export async function readFor(
  db: Db,
  name: string,
  view: FindingsView,
  more: Bindings = {},
): Promise<readonly Row[]> {
  return rowsOf(await ask(db, name, view, more));
}

/** Runs `src/store/sql/findings/<name>.sql`; the number of rows it changed. */
export async function writeFor(
  db: Db,
  name: string,
  view: FindingsView,
  more: Bindings = {},
): Promise<number> {
  return changedRows(await ask(db, name, view, more));
}

async function ask(db: Db, name: string, view: FindingsView, more: Bindings): Promise<unknown> {
  const sql = fillMarks(statement(`findings/${name}`), view.known);
  return db.raw(sql, { ...bindingsOf(view), ...more });
}
