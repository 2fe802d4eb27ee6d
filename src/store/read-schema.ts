import type { Db } from './connect.ts';
import { plainDefault, plainExpression, plainFormula, plainType } from './plain-sql.ts';

export type ColumnShape = {
  readonly name: string;
  /** upper case, without the display width of integers; JSON on both engines */
  readonly type: string;
  readonly isNullable: boolean;
  /** as written in SQL; null = none */
  readonly defaultSql: string | null;
  readonly isAutoIncrement: boolean;
  /** `STORED: expression` or `VIRTUAL: expression`; null = an ordinary column */
  readonly generated: string | null;
  /** only where it is not the table's */
  readonly collation: string | null;
  readonly comment: string;
};

export type IndexShape = {
  readonly name: string;
  readonly isUnique: boolean;
  readonly columns: readonly string[];
};

export type TableShape = {
  readonly name: string;
  readonly collation: string;
  readonly comment: string;
  readonly columns: readonly ColumnShape[];
  /** PRIMARY first, then by name */
  readonly indexes: readonly IndexShape[];
  readonly checks: readonly { readonly name: string; readonly expression: string }[];
};

type Row = Readonly<Record<string, string | number | null>>;

/** Tables of the current database by name, the same from MariaDB and MySQL; the migrator's own are left out. */
export async function readSchema(db: Db): Promise<readonly TableShape[]> {
  const rows = async (sql: string): Promise<readonly Row[]> => (await db.raw(sql))[0];
  const [tables, columns, indexes, checks] = [
    await rows(TABLES),
    await rows(COLUMNS),
    await rows(INDEXES),
    await rows(CHECKS),
  ];
  const shapes = tables.map((table) => {
    const of = (all: readonly Row[]): readonly Row[] =>
      all.filter((row) => row['table_name'] === table['table_name']);
    const own = of(checks).map((row) => ({
      name: text(row['name']),
      expression: plainExpression(text(row['clause'])),
    }));
    const jsonColumns = own.flatMap(({ expression }) => /^json_valid (\w+)$/.exec(expression)?.[1] ?? []);
    return {
      name: text(table['table_name']),
      collation: text(table['collation']),
      comment: text(table['comment']),
      columns: of(columns).map((row) => columnOf(row, text(table['collation']), jsonColumns)),
      indexes: indexesOf(of(indexes)),
      checks: own.filter(({ expression }) => !/^json_valid \w+$/.test(expression)),
    };
  });
  return shapes.sort((left, right) => byCodePoint(left.name, right.name));
}

/** Not left to the servers: their collations put `_` in different places. */
function byCodePoint(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function columnOf(row: Row, tableCollation: string, jsonColumns: readonly string[]): ColumnShape {
  const name = text(row['column_name']);
  const extra = text(row['extra']).toUpperCase();
  const isJson = jsonColumns.includes(name) || text(row['type']) === 'json';
  const kind = /(STORED|VIRTUAL) GENERATED/.exec(extra)?.[1];
  const collation = isJson || row['collation'] === null ? null : text(row['collation']);
  const type = isJson ? 'JSON' : plainType(text(row['type']));
  return {
    name,
    type,
    isNullable: row['nullable'] === 'YES',
    defaultSql: kind === undefined ? plainDefault(row['default_value'] ?? null, type) : null,
    isAutoIncrement: extra.includes('AUTO_INCREMENT'),
    generated: kind === undefined ? null : `${kind}: ${plainFormula(text(row['generation']))}`,
    collation: collation === tableCollation ? null : collation,
    comment: text(row['comment']),
  };
}

function indexesOf(rows: readonly Row[]): readonly IndexShape[] {
  const names = [...new Set(rows.map((row) => text(row['index_name'])))];
  const rank = (name: string): string => (name === 'PRIMARY' ? '' : name);
  return names
    .sort((left, right) => byCodePoint(rank(left), rank(right)))
    .map((name) => {
      const parts = rows.filter((row) => row['index_name'] === name);
      return { name, isUnique: Number(parts[0]?.['non_unique']) === 0, columns: parts.map(partOf) };
    });
}

function partOf(row: Row): string {
  const length = row['sub_part'] === null ? '' : `(${row['sub_part']})`;
  return `${text(row['column_name'])}${length}${row['direction'] === 'D' ? ' DESC' : ''}`;
}

function text(value: string | number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

const OURS = "table_schema = DATABASE() AND table_name NOT LIKE 'schema\\_migrations%'";

const TABLES = `SELECT table_name AS table_name, table_collation AS collation, table_comment AS comment
  FROM information_schema.tables WHERE ${OURS} AND table_type = 'BASE TABLE' ORDER BY table_name`;

const COLUMNS = `SELECT table_name AS table_name, column_name AS column_name, column_type AS type, is_nullable AS nullable,
    column_default AS default_value, extra AS extra, generation_expression AS generation,
    collation_name AS collation, column_comment AS comment
  FROM information_schema.columns WHERE ${OURS} ORDER BY table_name, ordinal_position`;

const INDEXES = `SELECT table_name AS table_name, index_name AS index_name, non_unique AS non_unique,
    column_name AS column_name, sub_part AS sub_part, collation AS direction
  FROM information_schema.statistics WHERE ${OURS} ORDER BY table_name, index_name, seq_in_index`;

const CHECKS = `SELECT t.table_name AS table_name, c.constraint_name AS name, c.check_clause AS clause
  FROM information_schema.check_constraints c
  JOIN information_schema.table_constraints t
    ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name
   AND t.constraint_type = 'CHECK'
  WHERE c.constraint_schema = DATABASE() ORDER BY t.table_name, c.constraint_name`;
