import { stringify } from 'csv-stringify/sync';
import type { Figure, Phrase } from '../core/reports/figure.ts';
import type { ReportModel, Section } from '../core/reports/report-model.ts';
import { type CsvFormat, csvJoined, csvText } from './csv-cell.ts';
import { csvOfHeatMap } from './csv-heat-map.ts';
import { csvOfRanges } from './csv-ranges.ts';
import { csvOfScorecard } from './csv-scorecard.ts';
import { csvOfTable } from './csv-table.ts';
import { csvOfTest, csvOfTests } from './csv-test.ts';
import { createFormatter } from './format.ts';
import { numberFormat } from './format-number.ts';

type Line = readonly string[];

/**
 * Everything the report shows and every row of its tables, one block per section, the section's name in the
 * first column of each line. UTF-8 with BOM and CRLF: a spreadsheet opens it with a double click. Locales
 * that write a decimal comma get semicolons between the fields, as their spreadsheets expect.
 */
export function csvOfReport(model: ReportModel): string {
  const decimal = numberFormat(model.locale, { minimumFractionDigits: 1 })(0.5).includes(',') ? ',' : '.';
  const formatter = createFormatter(model.locale, model.window.timezone);
  const phrase = (words: Phrase) => csvText(formatter.phrase(words).replace(/[\u00a0\u202f]/gu, ' '));
  const format: CsvFormat = { decimal, phrase };
  const lines = [
    ...aboutLines(model, format),
    ...model.sections.flatMap((section) => sectionLines(section, format)),
  ];
  const width = Math.max(...lines.map((line) => line.length));
  // every line has the same number of fields: strict readers refuse anything else
  const padded = lines.map((line) => [...line, ...Array<string>(width - line.length).fill('')]);
  return `\ufeff${stringify(padded, { delimiter: decimal === ',' ? ';' : ',', record_delimiter: '\r\n' })}`;
}

/** "performance-2026-11-16.csv": the report and the first local day of its window. */
export function csvFileName(model: ReportModel): string {
  const day = Temporal.Instant.from(model.window.from)
    .toZonedDateTimeISO(model.window.timezone)
    .toPlainDate();
  const name = model.report
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${name}-${day.toString()}.csv`;
}

function aboutLines(model: ReportModel, { phrase }: CsvFormat): readonly Line[] {
  const about = (item: string, value: string): Line => ['Report', item, value];
  return [
    ['section', 'item', 'value'],
    about('title', csvText(model.title)),
    about('from', model.window.from),
    about('to', model.window.to),
    about('time zone', model.window.timezone),
    about('compared from', model.comparedWith?.from ?? ''),
    about('compared to', model.comparedWith?.to ?? ''),
    about('data as of', model.asOf),
    about('run', csvText(model.footer.runId)),
    ...model.marks.map((mark) => about('mark', mark)),
    ...model.banners.map((banner) => about('banner', phrase(banner.text))),
  ];
}

function sectionLines(section: Section, format: CsvFormat): readonly Line[] {
  const title = csvText(section.title);
  const { decimal, phrase } = format;
  switch (section.kind) {
    case 'scorecard':
      return csvOfScorecard(section, format);
    case 'table':
      return csvOfTable(section, format);
    case 'hours':
      return [
        ['section', 'hour', 'value', 'unit', 'counts', 'enough to say'],
        ...section.hours.map((hour) => [
          title,
          String(hour.hour),
          csvJoined(hour.figure, decimal, 'value'),
          csvJoined(hour.figure, decimal, 'unit'),
          phrase(hour.counts),
          hour.known ? 'yes' : 'no',
        ]),
      ];
    case 'heat-map':
      return csvOfHeatMap(section, format);
    case 'ranges':
      return csvOfRanges(section, format);
    case 'trend':
      return [
        ['section', 'day', 'value', 'unit', 'n'],
        ...section.points.map(({ day, value, count }) => {
          const figure: Figure =
            value === null ? { kind: 'none', reason: '' } : { kind: section.unit, value };
          return [
            title,
            day,
            csvJoined(figure, decimal, 'value'),
            csvJoined(figure, decimal, 'unit'),
            String(count),
          ];
        }),
      ];
    case 'test':
      return csvOfTest(section, format);
    case 'tests':
      return csvOfTests(section, format);
    case 'note':
      return section.figures === undefined ? [] : csvOfTable(section.figures, format);
    // sentences, no figures of their own
    case 'definitions':
      return [];
  }
}
