import { Failure } from '../../core/failure.ts';
import type { SourceKind } from '../../core/source-kind.ts';
import type { Db } from '../connect.ts';

/** A table or view of the source database. */
export type SourceTable = {
  readonly kind: SourceKind;
  /** column to whether it holds a moment */
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
    `SELECT TABLE_NAME AS table_name, COLUMN_NAME AS column_name, DATA_TYPE AS data_type,
       IS_NULLABLE AS is_nullable
     FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN (${kinds.map(() => '?').join(',')})`,
    [...kinds],
  );
  const rows: unknown = Array.isArray(answer) ? answer[0] : null;
  if (!Array.isArray(rows)) throw new Failure('internal', 'the source does not list its columns');
  const tables = new Map<SourceKind, { columns: Map<string, 'moment' | 'other'>; nullable: Set<string> }>();
  for (const { table_name, column_name, data_type, is_nullable } of rows) {
    const kind = kinds.find((known) => known === table_name);
    if (kind === undefined) continue;
    const table = tables.get(kind) ?? { columns: new Map(), nullable: new Set() };
    table.columns.set(String(column_name), MOMENTS.has(String(data_type).toLowerCase()) ? 'moment' : 'other');
    if (is_nullable === 'YES') table.nullable.add(String(column_name));
    tables.set(kind, table);
  }
  return new Map([...tables].map(([kind, table]) => [kind, { kind, ...table }]));
}

export type CursorColumn = 'seq' | 'updated_at';

/** `seq` grows with each insert and each change; else `updated_at` is the moment of the last change. */
export function cursorColumn({ columns }: SourceTable): CursorColumn | null {
  if (columns.has('seq')) return 'seq';
  return columns.get('updated_at') === 'moment' ? 'updated_at' : null;
}
