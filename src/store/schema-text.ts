import { quoted } from './plain-sql.ts';
import type { ColumnShape, IndexShape, TableShape } from './read-schema.ts';

/** Every table as CREATE TABLE: what `migrations/` make, whichever engine they ran on. */
export function schemaSql(tables: readonly TableShape[]): string {
  return `${HEAD}\n\n${tables.map(createTable).join('\n\n')}\n`;
}

const HEAD =
  '-- All tables as the migrations make them. Written by `npm run schema`, held by a test; change migrations instead.';

/** A Markdown table of tables, for `migrations/README.md`. */
export function tableOfTables(tables: readonly TableShape[]): string {
  const rows = tables.map(({ name, comment, columns }) => `| \`${name}\` | ${columns.length} | ${comment} |`);
  return ['| table | columns | one row is |', '|---|---|---|', ...rows].join('\n');
}

function createTable(table: TableShape): string {
  const lines = [
    ...table.columns.map(columnLine),
    ...table.indexes.map(indexLine),
    ...table.checks.map(({ name, expression }) => `CONSTRAINT ${name} CHECK (${expression})`),
  ];
  const charset = table.collation.split('_')[0] ?? '';
  return [
    `CREATE TABLE ${table.name} (`,
    lines.map((line) => `  ${line}`).join(',\n'),
    `) ENGINE=InnoDB DEFAULT CHARSET=${charset} COLLATE=${table.collation} COMMENT=${quoted(table.comment)};`,
  ].join('\n');
}

function columnLine(column: ColumnShape): string {
  const [kind, expression] = column.generated?.split(': ', 2) ?? [];
  return [
    column.name,
    column.type,
    column.collation === null ? '' : `COLLATE ${column.collation}`,
    expression === undefined ? '' : `AS (${expression}) ${kind}`,
    nullText(column),
    column.isAutoIncrement ? 'AUTO_INCREMENT' : '',
    column.defaultSql === null ? '' : `DEFAULT ${column.defaultSql}`,
    column.comment === '' ? '' : `COMMENT ${quoted(column.comment)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** MariaDB takes no NULL beside an expression. */
function nullText({ generated, isNullable }: ColumnShape): string {
  if (!isNullable) return 'NOT NULL';
  return generated === null ? 'NULL' : '';
}

function indexLine({ name, isUnique, columns }: IndexShape): string {
  const kind = name === 'PRIMARY' ? 'PRIMARY KEY' : `${isUnique ? 'UNIQUE KEY' : 'KEY'} ${name}`;
  return `${kind} (${columns.join(', ')})`;
}
