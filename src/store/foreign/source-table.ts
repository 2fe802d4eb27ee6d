import { Failure } from '../../core/failure.ts';
import type { SourceKind } from '../../core/source-kind.ts';
import type { Db } from '../connect.ts';

/** A table or view of the source database. */
export type SourceTable = {
  readonly kind: SourceKind;
  /** column to whether it holds a moment; empty = a view over something that is gone */
  readonly columns: ReadonlyMap<string, 'moment' | 'other'>;
  /** columns that may hold nothing */
  readonly nullable: ReadonlySet<string>;
};

const MOMENTS = new Set(['datetime', 'timestamp']);

/** Tables and views named like our kinds; views count as tables. */
export async function listSourceTables(
  source: Db,
  kinds: readonly SourceKind[],
): Promise<ReadonlyMap<SourceKind, SourceTable>> {
  const answer: unknown = await source.raw(
    `SELECT t.TABLE_NAME AS table_name, c.COLUMN_NAME AS column_name, c.DATA_TYPE AS data_type,
       c.IS_NULLABLE AS is_nullable
     FROM information_schema.TABLES t
     LEFT JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
     WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME IN (${kinds.map(() => '?').join(',')})`,
    [...kinds],
  );
  const rows: unknown = Array.isArray(answer) ? answer[0] : null;
  if (!Array.isArray(rows)) throw new Failure('internal', 'the source does not list its columns');
  const tables = new Map<SourceKind, { columns: Map<string, 'moment' | 'other'>; nullable: Set<string> }>();
  for (const { table_name, column_name, data_type, is_nullable } of rows) {
    const kind = kinds.find((known) => known === table_name);
    if (kind === undefined) continue;
    const table = tables.get(kind) ?? { columns: new Map(), nullable: new Set() };
    tables.set(kind, table);
    // a view over something that is gone has no columns
    if (typeof column_name !== 'string' || column_name === '') continue;
    table.columns.set(column_name, MOMENTS.has(String(data_type).toLowerCase()) ? 'moment' : 'other');
    if (is_nullable === 'YES') table.nullable.add(column_name);
  }
  return new Map([...tables].map(([kind, table]) => [kind, { kind, ...table }]));
}

export type CursorColumn = 'seq' | 'updated_at';

/** `seq` grows with each insert and each change; else `updated_at` is the moment of the last change. */
export function cursorColumn({ columns }: SourceTable): CursorColumn | null {
  if (columns.has('seq')) return 'seq';
  return columns.get('updated_at') === 'moment' ? 'updated_at' : null;
}
