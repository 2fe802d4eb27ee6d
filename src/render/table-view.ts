import type { Phrase, Tone } from '../core/reports/figure.ts';
import type { Cell, Column, TableSection } from '../core/reports/report-model.ts';
import { breakable, shorten } from './clean-text.ts';
import type { Formatter } from './format.ts';
import { NBSP } from './format-number.ts';
import { nullPrototype } from './null-prototype.ts';

/** The first column names the row; columns meant for the CSV alone are left out. */
export function viewTable(section: TableSection, format: Formatter, most: number) {
  const columns = section.columns.map((column, position) => ({ column, position }));
  const shown = columns.slice(1).filter(({ column }) => column.csvOnly !== true);
  const rows = section.rows.slice(0, most);
  const omitted = section.rows.length - rows.length + section.omitted;
  return {
    intro: section.intro === undefined ? null : format.phrase(section.intro),
    corner: format.words(columns[0]?.column.label ?? ''),
    heads: shown.map(({ column }) =>
      nullPrototype({ label: format.words(column.label), numeric: column.numeric }),
    ),
    rows: rows.map((cells) => viewRow(cells, shown, format)),
    omitted: omitted > 0 ? format.figure({ kind: 'count', value: omitted }) : null,
    omittedCount: omitted,
    isEmpty: rows.length === 0,
    // the intro has said it already, or the number of those in the CSV does
    isSaid: rows.length === 0 && (section.intro !== undefined || omitted > 0),
    isAllOmitted: rows.length === 0 && omitted > 0,
  };
}

type Shown = readonly { readonly column: Column; readonly position: number }[];

function viewRow(cells: readonly Cell[], shown: Shown, format: Formatter) {
  return nullPrototype({
    ...viewCell(cells[0], format),
    cells: shown.map(({ column, position }) =>
      nullPrototype({
        ...viewCell(cells[position], format),
        label: format.words(column.label),
        numeric: column.numeric,
      }),
    ),
  });
}

const LONGEST_NAME = 80;
const LONGEST_NOTE = 160;

/** A colour never says anything alone. */
function toneWordOf(tone: Tone, { say }: Formatter): string | null {
  if (tone === 'neutral') return null;
  return tone === 'good' ? say('good') : say('attention');
}

function viewCell(cell: Cell | undefined, format: Formatter) {
  if (cell === undefined) return { value: '', note: null, tone: 'neutral', toneWord: null };
  const tone = cell.tone ?? 'neutral';
  return {
    value: breakable(shorten(format.figure(cell.figure), LONGEST_NAME)),
    note: cell.note === undefined ? null : viewNote(cell.note, format),
    tone,
    toneWord: toneWordOf(tone, format),
  };
}

/** "6,034 of 58,752" breaks before "of", if at all: two lines in a narrow column, never three. */
function viewNote(note: Phrase, format: Formatter): string {
  const of = format.say('{0} of {1}', ['', '']).trim();
  return shorten(format.phrase(note), LONGEST_NOTE)
    .split(` ${of} `)
    .reduce((before, after) => `${before} ${of}${/^\d/.test(after) ? NBSP : ' '}${after}`);
}
