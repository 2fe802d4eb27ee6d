import { stringify } from 'csv-stringify/sync';
import { csvText } from '../csv-cell.ts';

/** Lines of RFC 4180; text that a spreadsheet would run gets an apostrophe, numbers stay numbers, null is empty. */
export function csvLines(rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? csvText(cell) : cell)));
  return stringify(cells, { record_delimiter: '\r\n' });
}
