import type { Cell, Column, TableSection } from '../core/reports/report-model.ts';
import { type CsvFormat, type CsvValue, csvText, csvValues, csvWords } from './csv-cell.ts';

/**
 * One column per column of the table and unit (amounts of two currencies become two columns), a further one
 * where cells carry a note. All rows, also those the mail leaves out.
 */
export function csvOfTable(
  section: TableSection,
  format: CsvFormat,
  title: string = csvText(section.title),
): readonly (readonly string[])[] {
  const rows = [...section.rows, ...(section.rest ?? [])];
  const columns = section.columns.flatMap((column, position) =>
    csvColumns(
      column,
      rows.map((row) => row[position]),
      format,
    ),
  );
  return [
    ['section', ...columns.map((column) => column.head)],
    ...rows.map((_, at) => [title, ...columns.map((column) => column.values[at] ?? '')]),
  ];
}

type CsvColumn = { readonly head: string; readonly values: readonly string[] };

function csvColumns(
  column: Column,
  cells: readonly (Cell | undefined)[],
  format: CsvFormat,
): readonly CsvColumn[] {
  const label = csvWords(column.label, format);
  const values = cells.map((cell) => (cell === undefined ? [] : csvValues(cell.figure, format.decimal)));
  const units = unitsOf(values);
  const figures = units.map((unit, at) => ({
    head: unit === '' ? label : `${label} (${unit})`,
    values: values.map((all) => pick(all, unit, at === 0)),
  }));
  const notes = cells.map((cell) => (cell?.note === undefined ? '' : format.phrase(cell.note)));
  return notes.every((note) => note === '')
    ? figures
    : [...figures, { head: `${label}: counts`, values: notes }];
}

/** Units in order of the alphabet; a column of texts, counts or nothing but "n/a" has the one unit "". */
function unitsOf(values: readonly (readonly CsvValue[])[]): readonly string[] {
  const units = new Set(values.flat().map((value) => value.unit));
  units.delete('');
  return units.size === 0 ? [''] : Array.from(units).toSorted();
}

/** "n/a (why)" has no unit: it stands in the first column. */
function pick(all: readonly CsvValue[], unit: string, isFirst: boolean): string {
  const found = all.filter((value) => value.unit === unit || (isFirst && value.unit === ''));
  return found.map((value) => value.value).join(' / ');
}
