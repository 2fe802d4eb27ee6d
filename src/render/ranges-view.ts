import type { RangeRow, RangesSection } from '../core/reports/chart-model.ts';
import { shorten } from './clean-text.ts';
import type { Formatter } from './format.ts';
import { nullPrototype } from './null-prototype.ts';
import { rangeCells } from './range-cells.ts';

const LONGEST_LABEL = 60;

export function viewRanges({ intro, rows, rest, ends }: RangesSection, format: Formatter, most: number) {
  const shown = rows.slice(0, Math.max(1, most));
  const omitted = rows.length - shown.length + rest.length;
  return {
    intro: format.phrase(intro),
    rows: shown.map((row) => viewRow(row, format)),
    ends:
      ends === null ? null : nullPrototype({ from: format.figure(ends.from), to: format.figure(ends.to) }),
    more:
      omitted === 0
        ? null
        : format.say(
            '{0} more row is in the CSV of this report.|{0} more rows are in the CSV of this report.',
            [format.figure({ kind: 'count', value: omitted })],
            omitted,
          ),
  };
}

function viewRow({ label, about, figure, range, counts, word, tone, bar }: RangeRow, format: Formatter) {
  return nullPrototype({
    label: shorten(format.words(label), LONGEST_LABEL),
    about: format.phrase(about),
    figure: format.figure(figure),
    range: range.kind === 'none' ? null : format.figure(range),
    counts: format.phrase(counts),
    word: format.words(word),
    tone,
    bar: bar === null ? null : rangeCells(bar, tone),
  });
}
