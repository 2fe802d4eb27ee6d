import type { RangeRow, RangesSection } from '../core/reports/chart-model.ts';
import { type CsvFormat, csvJoined, csvText, csvWords } from './csv-cell.ts';

const HEAD = ['section', 'row', 'about', 'value', 'unit', 'from', 'to', 'counts', 'word'];

/** A line per row, those left out of the mail too. */
export function csvOfRanges(section: RangesSection, format: CsvFormat): readonly (readonly string[])[] {
  const title = csvText(section.title);
  return [HEAD, ...[...section.rows, ...section.rest].map((row) => [title, ...lineOf(row, format)])];
}

function lineOf(
  { label, about, figure, range, counts, word }: RangeRow,
  format: CsvFormat,
): readonly string[] {
  const { decimal, phrase } = format;
  const [from, to] =
    range.kind === 'range'
      ? [csvJoined(range.from, decimal, 'value'), csvJoined(range.to, decimal, 'value')]
      : ['', ''];
  return [
    csvWords(label, format),
    phrase(about),
    csvJoined(figure, decimal, 'value'),
    csvJoined(figure, decimal, 'unit'),
    from,
    to,
    phrase(counts),
    csvWords(word, format),
  ];
}
