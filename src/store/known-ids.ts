import type { Knex } from 'knex';
import type { Db } from './connect.ts';

/** Which of these ids of the sending platform we have never seen. */
export async function unknownIds(
  db: Db,
  kind: 'campaign' | 'segment',
  ids: readonly string[],
): Promise<readonly string[]> {
  const column = `${kind}_id`;
  const rows = await db(`${kind}s`)
    .whereIn(column, [...ids])
    .select(column);
  const known = new Set(rows.map((row) => String(row[column])));
  return ids.filter((id) => !known.has(id));
}

/** Which of these campaigns are of none of the brands, or of nobody we have seen. */
export async function campaignsOutside(
  db: Db,
  ids: readonly string[],
  brands: readonly string[],
): Promise<readonly string[]> {
  const rows = await db('campaigns')
    .whereIn('campaign_id', [...ids])
    .whereIn('brand', [...brands])
    .select('campaign_id');
  const inside = new Set(rows.map((row) => String(row.campaign_id)));
  return ids.filter((id) => !inside.has(id));
}

/** Which of these brands or tags no campaign has; with `brands`, no campaign of these. */
export async function unknownNames(
  db: Db,
  kind: 'brand' | 'tag',
  names: readonly string[],
  brands?: readonly string[],
): Promise<readonly string[]> {
  const unknown: string[] = [];
  for (const name of names) {
    const [row] = await db('campaigns')
      .where((query) => whereNamed(query, kind, [name]))
      .modify((query) => {
        if (brands !== undefined) whereNamed(query, 'brand', brands);
      })
      .limit(1)
      .select('id');
    if (row === undefined) unknown.push(name);
  }
  return unknown;
}

/** Ids of the sending platform of all campaigns of these brands that have one of these tags; absent = any. */
export async function campaignsOfScope(
  db: Db,
  { brands, tags }: { readonly brands?: readonly string[]; readonly tags?: readonly string[] },
): Promise<readonly string[]> {
  const query = db('campaigns').orderBy('id').select('campaign_id');
  if (brands !== undefined) void query.where((one) => whereNamed(one, 'brand', brands));
  if (tags !== undefined) void query.where((one) => whereNamed(one, 'tag', tags));
  const rows = await query;
  return rows.map((row) => String(row.campaign_id));
}

/** Tags stand in one column, separated by |. An empty list selects nothing. */
function whereNamed(query: Knex.QueryBuilder, kind: 'brand' | 'tag', names: readonly string[]): void {
  if (kind === 'brand') {
    void query.whereIn('brand', [...names]);
    return;
  }
  void query.whereRaw('1 = 0');
  for (const name of names)
    void query.orWhereRaw("LOCATE(CONCAT('|', ?, '|'), CONCAT('|', tags, '|')) > 0", [name]);
}
