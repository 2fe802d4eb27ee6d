import { Failure } from '../../core/failure.ts';
import type { Db } from '../connect.ts';
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

/** Rows past the cursor in its order, some at a time. */
export async function* readSource(source: Db, read: SourceRead): AsyncGenerator<SourceBatch, void> {
  const by = cursorColumn(read.table);
  if (by === null)
    throw new Failure(
      'bad-state',
      `source table ${read.table.kind}: has neither a column seq nor a column updated_at to follow it by`,
    );
  const select = selectText(read, by);
  let from: Place | null = await startOf(source, by, read.position);
  for (;;) {
    const rows: readonly (readonly unknown[])[] = await selectRows(source, select, by, from, read);
    const last = rows.at(-1);
    if (last === undefined) return;
    const [position, id, ...rest] = last.map(cellText);
    if (position === undefined || id === undefined || rest.length === 0) return;
    yield { rows: rows.map((row) => row.slice(2).map(cellText)), position };
    if (rows.length < read.rowsAtMost) return;
    from = { position, id, isAfter: true };
  }
}

type Place = { readonly position: string; readonly id: string; readonly isAfter: boolean };

async function startOf(source: Db, by: CursorColumn, position: string | null): Promise<Place | null> {
  if (position === null) return null;
  if (by === 'seq') {
    return { position: String(Math.max(0, Number(position) - READ_AGAIN_ROWS)), id: '', isAfter: false };
  }
  const [rows] = await source.raw('SELECT CAST(? - INTERVAL ? SECOND AS CHAR) AS position', [
    position,
    READ_AGAIN_SECONDS,
  ]);
  return { position: String(rows[0]?.position), id: '', isAfter: false };
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

async function selectRows(
  source: Db,
  select: string,
  by: CursorColumn,
  from: Place | null,
  read: SourceRead,
): Promise<readonly (readonly unknown[])[]> {
  const id = idText(read);
  const where =
    from === null
      ? ''
      : from.isAfter
        ? `WHERE ${by} >= :position AND (${by} > :position OR ${id} > :id)`
        : `WHERE ${by} >= :position`;
  const bindings = from === null ? {} : { position: from.position, id: from.id };
  const answer: unknown = await source
    .raw(`${select} ${where} ORDER BY ${by}, ${id} LIMIT ${read.rowsAtMost}`, bindings)
    .options({ rowsAsArray: true });
  const rows: unknown = Array.isArray(answer) ? answer[0] : [];
  return Array.isArray(rows) ? rows : [];
}

/** Everything is cast to text by the select. */
function cellText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
