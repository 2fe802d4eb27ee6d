import type { Asked, DefinitionsSection, NoteSection, Section } from '../core/reports/report-model.ts';
import { sectionId } from '../core/reports/section-id.ts';
import type { Formatter } from './format.ts';
import { viewHeatMap } from './heat-map-view.ts';
import { viewHours } from './hours-view.ts';
import { inLocale } from './in-locale.ts';
import { nullPrototype } from './null-prototype.ts';
import { viewRanges } from './ranges-view.ts';
import { safeUrl } from './safe-url.ts';
import { viewScorecard } from './scorecard-view.ts';
import { viewTable } from './table-view.ts';
import { viewTest, viewTests } from './test-view.ts';
import type { Picture } from './trend-picture.ts';
import { viewTrend } from './trend-view.ts';

/** The pair of partials of each section kind, by their names in templates/. */
export const PARTIALS = {
  scorecard: pair('scorecard'),
  table: pair('table'),
  hours: pair('hours'),
  'heat-map': pair('heat-map'),
  ranges: pair('ranges'),
  trend: pair('trend'),
  note: pair('note'),
  test: pair('test'),
  tests: pair('tests'),
  definitions: pair('definitions'),
} as const satisfies Record<Section['kind'], Partials>;

type Partials = { readonly html: string; readonly text: string };

function pair(kind: Section['kind']): Partials {
  return { html: `sections/${kind}.html`, text: `sections/${kind}.text` };
}

/** A section ready to print: the names of its two partials and its fields. */
export type SectionView = Readonly<{ html: string; text: string; title: string; anchor: string | null }>;

type SectionOptions = {
  readonly tableRows: number;
  readonly hasBars: boolean;
  readonly picture: Picture | null;
  /** the report on the web in the language of the mail; null = it is on none */
  readonly page: string | null;
  /** true = a page of ours, whose address may name a section */
  readonly hasAnchors: boolean;
};

export function viewSection(section: Section, format: Formatter, options: SectionOptions): SectionView {
  const fields = viewFields(section, format, options);
  const anchor = options.hasAnchors ? anchorOf(section) : null;
  return nullPrototype({ ...PARTIALS[section.kind], title: titleOf(section, format), anchor, ...fields });
}

/** A test is called like its campaign: a foreign name. */
function titleOf({ kind, title }: Section, { text, words }: Formatter): string {
  return kind === 'test' ? text(title) : words(title);
}

function viewFields(section: Section, format: Formatter, options: SectionOptions): object {
  switch (section.kind) {
    case 'scorecard':
      return viewScorecard(section, format, options.hasBars);
    case 'table':
      return viewTable(section, format, options.tableRows);
    case 'hours':
      return viewHours(section, format);
    case 'heat-map':
      return viewHeatMap(section, format);
    case 'ranges':
      return viewRanges(section, format, options.tableRows);
    case 'trend':
      return viewTrend(section, format, options.picture);
    case 'note':
      return viewNote(section, format, options.page);
    case 'test':
      return viewTest(section, format, options.tableRows);
    case 'tests':
      return viewTests(section, format);
    case 'definitions':
      return viewDefinitions(section, format);
  }
}

function viewNote({ id, lines, link, asked = [] }: NoteSection, format: Formatter, page: string | null) {
  // what the reader is asked to decide stands out
  const asks = id === 'decisions';
  return {
    asks,
    lines: lines.map(format.phrase),
    decisions: asks
      ? lines.map((line, at) =>
          nullPrototype({ line: format.phrase(line), ...viewAsked(asked[at], format, page) }),
        )
      : [],
    link:
      link === undefined
        ? null
        : nullPrototype({
            label: format.words(link.label),
            safeUrl: safeUrl(inLocale(link.url, format.locale)),
          }),
  };
}

function viewAsked(asked: Asked | undefined, format: Formatter, page: string | null) {
  const url = asked?.link === undefined ? null : addressOf(asked.link, format, page);
  return {
    worth: asked === undefined ? null : format.phrase(asked.worth),
    link:
      asked?.link === undefined || url === null
        ? null
        : nullPrototype({ label: format.words(asked.link.label), safeUrl: safeUrl(url) }),
  };
}

function addressOf(
  link: NonNullable<Asked['link']>,
  { locale }: Formatter,
  page: string | null,
): string | null {
  if ('url' in link) return inLocale(link.url, locale);
  return page === null ? null : `${page}#${anchorName(link.section)}`;
}

function anchorOf(section: Section): string | null {
  const id = sectionId(section);
  return id === undefined ? null : anchorName(id);
}

/** Apart from the ids of the page around it. */
function anchorName(id: string): string {
  return `report-${id}`;
}

function viewDefinitions({ items, notes }: DefinitionsSection, format: Formatter) {
  return {
    items: items.map((item) =>
      nullPrototype({ label: format.words(item.label), sentence: format.words(item.sentence) }),
    ),
    notes: notes.map(format.phrase),
  };
}
