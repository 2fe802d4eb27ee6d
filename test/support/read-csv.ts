import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

export type CsvRow = Readonly<Record<string, string>>;

/** All rows of a small CSV file by column name; an empty cell is ''. */
export function readCsv(path: string): readonly CsvRow[] {
  return parse(readFileSync(path), { columns: true });
}
