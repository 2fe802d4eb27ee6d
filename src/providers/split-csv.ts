import { parse } from 'csv-parse/sync';
import type { SplitPayload } from './split-payload.ts';

/** A row that is none; its place counts, so that an operator finds it. */
export const OPEN_QUOTE: Readonly<Record<string, unknown>> = Object.freeze({});

/** Records hold every column: a line of a million commas would make as many fields of each row. */
const MOST_COLUMNS = 500;

/**
 * The rows of a CSV file as records by the names of its first line, which also tells the delimiter (comma, semicolon
 * or tab). Places count the rows below that line, empty ones left out. A row with other than the named cells keeps the
 * ones it has.
 */
export function splitCsv(body: string): SplitPayload {
  const text = body.replace(/^\uFEFF?[\r\n]*/, '');
  if (text.trim() === '') return { ok: false, reason: 'is empty' };
  const { sign, count } = delimiterOf(text.slice(0, text.search(/[\r\n]|$/)));
  if (count > MOST_COLUMNS) {
    return { ok: false, reason: `has ${count} columns, at most ${MOST_COLUMNS} are allowed` };
  }
  const [names, ...records] = readRows(text, sign);
  if (names === undefined || names === null) {
    return { ok: false, reason: 'is not CSV: its first line names no columns' };
  }
  return {
    ok: true,
    items: records.map((cells, at) => ({
      index: at + 1,
      value: cells === null ? OPEN_QUOTE : recordOf(names, cells),
      envelope: null,
    })),
  };
}

function recordOf(names: readonly string[], cells: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name, column) => [name.trim(), cells[column] ?? null]));
}

/** A quotation mark that is never closed would swallow all rows behind it: then each line is read for itself. */
function readRows(text: string, delimiter: string): readonly (readonly string[] | null)[] {
  const rows = tryRows(text, delimiter);
  if (rows !== null) return rows;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) =>
    line.includes('"') ? (tryRows(line, delimiter)?.[0] ?? null) : line.split(delimiter),
  );
}

function tryRows(text: string, delimiter: string): readonly (readonly string[])[] | null {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch {
    return null;
  }
}

function delimiterOf(header: string): { readonly sign: string; readonly count: number } {
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: header.split(sign).length }));
  return counts.reduce((most, next) => (next.count > most.count ? next : most));
}
