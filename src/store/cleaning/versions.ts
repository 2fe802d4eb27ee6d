import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';

/** Versions as they are now; an id that does not exist has none. */
export async function versionsOf(
  db: Db,
  named: readonly { readonly id: number }[],
): Promise<ReadonlyMap<number, number>> {
  if (named.length === 0) return new Map();
  const ids = named.map(({ id }) => id);
  const rows: readonly Row[] = await db('recommendations').whereIn('id', ids).select('id', 'version');
  return new Map(
    rows.map((row) => {
      const read = readRow(row);
      return [read.number('id'), read.number('version')];
    }),
  );
}
