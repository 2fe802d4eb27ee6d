import { type Figure, term, type Words } from '../core/reports/figure.ts';
import type { TableSection, TestEffect, TestSection, TestsSection } from '../core/reports/report-model.ts';
import { type CsvFormat, csvText, csvWords } from './csv-cell.ts';
import { csvOfTable } from './csv-table.ts';

type Line = readonly string[];

/** The verdict, then every table of the test and all its pairs; the campaign's name stands in each section name. */
export function csvOfTest(section: TestSection, format: CsvFormat): readonly Line[] {
  const { phrase } = format;
  const title = csvText(section.title);
  const named = (table: Words): string => csvText(`${section.title}: ${csvWords(table, format)}`);
  const effects = [...section.effects, ...section.restOfEffects];
  return [
    HEAD,
    [
      title,
      csvText(section.id),
      csvText(section.title),
      csvText(section.verdict),
      csvWords(section.word, format),
      phrase(section.sentence),
      phrase(section.next),
    ],
    ...(effects.length === 0 ? [] : csvOfTable(tableOfEffects(effects), format, named(section.effectsTitle))),
    ...section.tables.flatMap((table) => csvOfTable(table, format, named(table.title))),
  ];
}

/** A line per test, those left out of the mail too. */
export function csvOfTests(section: TestsSection, format: CsvFormat): readonly Line[] {
  return [
    HEAD,
    ...[...section.items, ...section.rest].map((item) => [
      csvText(section.title),
      csvText(item.id),
      csvText(item.name),
      csvText(item.verdict),
      csvWords(item.word, format),
      format.phrase(item.sentence),
      format.phrase(item.next),
    ]),
  ];
}

const HEAD: Line = ['section', 'campaign id', 'campaign', 'verdict', 'in words', 'sentence', 'what to do'];

function tableOfEffects(effects: readonly TestEffect[]): TableSection {
  return {
    kind: 'table',
    id: 'effects',
    title: 'Effects',
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
      { figure: figureOf(effect.label) },
      { figure: effect.difference },
      { figure: effect.range },
      { figure: effect.lift },
      { figure: effect.p },
      { figure: effect.adjustedP },
      { figure: figureOf(effect.word) },
    ]),
    omitted: 0,
  };
}

function figureOf(words: Words): Figure {
  return typeof words === 'string' ? term(words) : { kind: 'say', words: '{0}', parts: [words] };
}
