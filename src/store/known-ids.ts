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
