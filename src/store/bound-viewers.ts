import { textsFromColumn, toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

/** Who may see some brands only on the pages; `name` = as they sign in, in lower case. */
export type BoundViewer = { readonly name: string; readonly brands: readonly string[] };

const TABLE = 'bound_viewers';

export async function listBoundViewers(db: Db): Promise<readonly BoundViewer[]> {
  const rows = await db(TABLE).orderBy('name').select('name', 'brands');
  return rows.map((row) => ({ name: String(row.name), brands: textsFromColumn(row.brands) }));
}

/** null = not bound by name. */
export async function findBoundViewer(db: Db, name: string): Promise<BoundViewer | null> {
  const row = await db(TABLE).where({ name }).first('name', 'brands');
  return row === undefined ? null : { name: String(row.name), brands: textsFromColumn(row.brands) };
}

/** null = not bound by name any more. */
export async function setBoundViewer(
  trx: Db,
  name: string,
  brands: readonly string[] | null,
  now: Temporal.Instant,
): Promise<void> {
  await trx(TABLE).where({ name }).delete();
  if (brands === null) return;
  await trx(TABLE).insert({ name, brands: JSON.stringify(brands), updated_at: toColumn(now) });
}
