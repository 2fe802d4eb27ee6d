import { Failure } from '../../core/failure.ts';
import type { Db } from '../connect.ts';
import { rowsOf } from '../select-rows.ts';
import { type CursorColumn, cursorColumn, type SourceTable } from './source-table.ts';

export type SourceBatch = {
  /** texts in the order of the columns that were asked for; '' = null or no such column */
  readonly rows: readonly (readonly string[])[];
  /** of the last row */
  readonly position: string;
};

export type SourceRead = {
  readonly table: SourceTable;
  readonly columns: readonly string[];
  /** columns that together tell rows with the same cursor apart */
  readonly idColumns: readonly string[];
  /** cursor of the last row stored; null = from the beginning */
  readonly position: string | null;
  readonly rowsAtMost: number;
};

/**
 * Rows that commit late can have a lower cursor than rows that were read already: each time a piece before the
 * cursor is read again. What is known of it changes nothing.
 */
const READ_AGAIN_ROWS = 5_000;
const READ_AGAIN_SECONDS = 300;

/** A view over something that is gone, or that its definer may not read. */
const BROKEN_VIEW = 1356;

/**
 * Rows past the cursor in its order, some at a time: a range of its index and nothing to sort. Only where a whole
 * piece has one cursor its rows are read in the order of their ids.
 */
export async function* readSource(source: Db, read: SourceRead): AsyncGenerator<SourceBatch, void> {
  const by = cursorColumn(read.table);
  if (by === null)
    throw new Failure(
      'bad-state',
      `source table ${read.table.kind}: has neither a column seq nor a column updated_at to follow it by`,
    );
  await requireCursors(source, read.table, by);
  const select = selectText(read, by);
  const ask = (where: string, order: string, bindings: Bindings): Promise<readonly Line[]> =>
    selectLines(
      source,
      `${select} ${where} ORDER BY ${order} LIMIT ${read.rowsAtMost}`,
      bindings,
      read.table,
    );
  let start = await startOf(source, by, read.position);
  let comparison = '>=';
  for (;;) {
    const where = start === null ? '' : `WHERE ${by} ${comparison} :position`;
    const lines = await ask(where, by, start === null ? {} : { position: start });
    const edge = lines.at(-1)?.position;
    if (edge === undefined) return;
    if (lines.length < read.rowsAtMost) return yield batchOf(lines, edge);
    const before = lines.filter(({ position }) => position !== edge);
    const last = before.at(-1)?.position;
    if (last === undefined) yield* readMoment(edge, idText(read), read.rowsAtMost, ask, by);
    else yield batchOf(before, last);
    start = last ?? edge;
    comparison = '>';
  }
}

type Line = { readonly position: string; readonly id: string; readonly cells: readonly string[] };
type Bindings = Readonly<Record<string, string>>;
type Ask = (where: string, order: string, bindings: Bindings) => Promise<readonly Line[]>;

async function* readMoment(
  position: string,
  id: string,
  rowsAtMost: number,
  ask: Ask,
  by: CursorColumn,
): AsyncGenerator<SourceBatch, void> {
  let lines = await ask(`WHERE ${by} = :position`, id, { position });
  for (;;) {
    const last = lines.at(-1)?.id;
    if (last === undefined) return;
    yield batchOf(lines, position);
    if (lines.length < rowsAtMost) return;
    lines = await ask(`WHERE ${by} = :position AND ${id} > :id`, id, { position, id: last });
  }
}

function batchOf(lines: readonly Line[], position: string): SourceBatch {
  return { rows: lines.map(({ cells }) => cells), position };
}

/** A row without a cursor would never be seen. */
async function requireCursors(source: Db, { kind, nullable }: SourceTable, by: CursorColumn): Promise<void> {
  if (!nullable.has(by)) return;
  const found = await selectRows(
    source,
    `SELECT 1 FROM ${quoted(kind)} WHERE ${by} IS NULL LIMIT 1`,
    {},
    kind,
  );
  if (found.length > 0)
    throw new Failure(
      'bad-state',
      `source table ${kind}: has rows whose ${by} is null, which would never be read; fill it`,
    );
}

async function startOf(source: Db, by: CursorColumn, position: string | null): Promise<string | null> {
  if (position === null) return null;
  if (by === 'seq') return String(Math.max(0, Number(position) - READ_AGAIN_ROWS));
  const [rows] = await source.raw('SELECT CAST(? - INTERVAL ? SECOND AS CHAR) AS position', [
    position,
    READ_AGAIN_SECONDS,
  ]);
  return String(rows[0]?.position);
}

/** Texts as the source writes them: a decimal through a JS number would not be exact. */
function selectText(read: SourceRead, by: CursorColumn): string {
  const { table, columns } = read;
  const cells = columns.map((column) => {
    const kind = table.columns.get(column);
    if (kind === undefined) return "''";
    const name = quoted(column);
    return kind === 'moment' ? `DATE_FORMAT(${name}, '%Y-%m-%dT%H:%i:%s.%fZ')` : `CAST(${name} AS CHAR)`;
  });
  return `SELECT CAST(${by} AS CHAR), ${idText(read)}, ${cells.join(', ')} FROM ${quoted(table.kind)}`;
}

/** As text of the connection, so that the source's collation does not matter. */
function idText({ idColumns }: SourceRead): string {
  const parts = idColumns.map((column) => `CAST(${quoted(column)} AS CHAR)`);
  return parts.length === 1 ? parts.join('') : `CONCAT_WS('|', ${parts.join(', ')})`;
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

async function selectLines(
  source: Db,
  sql: string,
  bindings: Bindings,
  { kind }: SourceTable,
): Promise<readonly Line[]> {
  const rows = await selectRows(source, sql, bindings, kind);
  return rows.map((row) => {
    const [position = '', id = '', ...cells] = Array.isArray(row) ? row.map(cellText) : [];
    return { position, id, cells };
  });
}

async function selectRows(
  source: Db,
  sql: string,
  bindings: Bindings,
  kind: SourceTable['kind'],
): Promise<readonly unknown[]> {
  try {
    return rowsOf(await source.raw(sql, bindings).options({ rowsAsArray: true }));
  } catch (cause) {
    if (!(cause instanceof Error && 'errno' in cause && cause.errno === BROKEN_VIEW)) throw cause;
    throw new Failure(
      'bad-state',
      `source view ${kind}: refers to a table or column that is gone, or that its definer may not read`,
      { cause },
    );
  }
}

/** Everything is cast to text by the select. */
function cellText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
