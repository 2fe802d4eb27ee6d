import type { SourceKind } from '../../core/source-kind.ts';
import type { Db } from '../connect.ts';
import type { CursorColumn } from './source-table.ts';

/** What `imports.source` says of rows that were mirrored. */
export const FOREIGN = 'SOURCE_DATABASE_URL';

/** null = nothing is mirrored yet, or by another column. */
export async function findCursor(db: Db, kind: SourceKind, by: CursorColumn): Promise<string | null> {
  const row: unknown = await db('foreign_cursors').where({ kind, by_column: by }).first('position');
  return typeof row === 'object' && row !== null && 'position' in row ? String(row.position) : null;
}

export async function saveCursor(
  trx: Db,
  kind: SourceKind,
  by: CursorColumn,
  position: string,
): Promise<void> {
  await trx('foreign_cursors').insert({ kind, by_column: by, position }).onConflict('kind').merge();
}

/** Kinds of which rows were mirrored before. */
export async function followedKinds(db: Db): Promise<ReadonlySet<string>> {
  return new Set(await db('foreign_cursors').pluck<string[]>('kind'));
}

/** Rows of each kind that were refused since the source is mirrored, also those that were right later. */
export async function refusedOfSource(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows: readonly { readonly kind: string; readonly rejected_rows: number }[] = await db('imports')
    .where({ source: FOREIGN })
    .where('rejected_rows', '>', 0)
    .select('kind', 'rejected_rows');
  return new Map(rows.map(({ kind, rejected_rows }) => [kind, Number(rejected_rows)]));
}
