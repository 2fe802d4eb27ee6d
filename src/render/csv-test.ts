import { text } from '../core/reports/figure.ts';
import type { TableSection, TestEffect, TestSection, TestsSection } from '../core/reports/report-model.ts';
import { type CsvFormat, csvText } from './csv-cell.ts';
import { csvOfTable } from './csv-table.ts';

type Line = readonly string[];

/** The verdict, then every table of the test and all its pairs; the campaign's name stands in each section name. */
export function csvOfTest(section: TestSection, format: CsvFormat): readonly Line[] {
  const { phrase } = format;
  const title = csvText(section.title);
  const named = (table: TableSection): TableSection => ({
    ...table,
    title: `${section.title}: ${table.title}`,
  });
  const effects = [...section.effects, ...section.restOfEffects];
  return [
    HEAD,
    [
      title,
      csvText(section.id),
      csvText(section.title),
      csvText(section.verdict),
      csvText(section.word),
      phrase(section.sentence),
      phrase(section.next),
    ],
    ...(effects.length === 0 ? [] : csvOfTable(named(tableOfEffects(section, effects)), format)),
    ...section.tables.flatMap((table) => csvOfTable(named(table), format)),
  ];
}

/** A line per test, those left out of the mail too. */
export function csvOfTests(section: TestsSection, { phrase }: CsvFormat): readonly Line[] {
  return [
    HEAD,
    ...[...section.items, ...section.rest].map((item) => [
      csvText(section.title),
      csvText(item.id),
      csvText(item.name),
      csvText(item.verdict),
      csvText(item.word),
      phrase(item.sentence),
      phrase(item.next),
    ]),
  ];
}

const HEAD: Line = ['section', 'campaign id', 'campaign', 'verdict', 'in words', 'sentence', 'what to do'];

function tableOfEffects({ effectsTitle }: TestSection, effects: readonly TestEffect[]): TableSection {
  return {
    kind: 'table',
    id: 'effects',
    title: effectsTitle,
    columns: [
      { key: 'pair', label: 'Pair', numeric: false },
      { key: 'difference', label: 'Difference', numeric: true },
      { key: 'range', label: 'Range', numeric: true },
      { key: 'lift', label: 'Relative', numeric: true },
      { key: 'p', label: 'Always-valid p', numeric: true },
      { key: 'adjusted', label: 'p over all pairs', numeric: true },
      { key: 'word', label: 'In words', numeric: false },
    ],
    rows: effects.map((effect) => [
      { figure: text(effect.label) },
      { figure: effect.difference },
      { figure: effect.range },
      { figure: effect.lift },
      { figure: effect.p },
      { figure: effect.adjustedP },
      { figure: text(effect.word) },
    ]),
    omitted: 0,
  };
}
