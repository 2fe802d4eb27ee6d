import type { HeatMapSection } from '../core/reports/chart-model.ts';
import { type CsvFormat, csvText, csvValues } from './csv-cell.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A line per hour of the week with a message. */
export function csvOfHeatMap(
  section: HeatMapSection,
  { decimal, phrase }: CsvFormat,
): readonly (readonly string[])[] {
  const title = csvText(section.title);
  return [
    ['section', 'weekday', 'hour', 'value', 'unit', 'counts', 'enough to say'],
    ...section.cells.map(({ hour, figure, counts, shade }) => {
      const [measured] = csvValues(figure, decimal);
      return [
        title,
        DAYS[Math.floor(hour / 24)] ?? '',
        String(hour % 24),
        measured?.value ?? '',
        measured?.unit ?? '',
        phrase(counts),
        shade === 0 ? 'no' : 'yes',
      ];
    }),
  ];
}
