import type { ScorecardSection } from '../core/reports/scorecard-model.ts';
import { type CsvFormat, csvJoined, csvText, csvWords } from './csv-cell.ts';

const HEAD = [
  'section',
  'metric',
  'value',
  'unit',
  'counts',
  'before',
  'own median',
  'change',
  'windows behind the median, oldest first',
];

/** A line per metric. */
export function csvOfScorecard(section: ScorecardSection, format: CsvFormat): readonly (readonly string[])[] {
  const { decimal, phrase } = format;
  const title = csvText(section.title);
  return [
    HEAD,
    ...section.rows.map((row) => [
      title,
      csvWords(row.label, format),
      csvJoined(row.value, decimal, 'value'),
      csvJoined(row.value, decimal, 'unit'),
      [row.counts, row.beside ?? []].map(phrase).filter(Boolean).join('; '),
      csvJoined(row.previous, decimal, 'value'),
      csvJoined(row.median, decimal, 'value'),
      phrase(row.change.words),
      (row.spark ?? [])
        .slice(0, -1)
        .map(({ figure }) => csvJoined(figure, decimal, 'value'))
        .join(' / '),
    ]),
  ];
}
