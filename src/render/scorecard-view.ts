import type { Figure } from '../core/reports/figure.ts';
import type { Change } from '../core/reports/report-model.ts';
import type { ScorecardSection } from '../core/reports/scorecard-model.ts';
import type { Formatter } from './format.ts';
import { nullPrototype } from './null-prototype.ts';
import { viewSpark } from './spark-view.ts';

export function viewScorecard(section: ScorecardSection, format: Formatter, hasBars: boolean) {
  return {
    // without a label there is nothing to compare with, and no column
    previousLabel: section.previousLabel === undefined ? null : format.words(section.previousLabel),
    medianLabel: section.medianLabel === undefined ? null : format.words(section.medianLabel),
    noPast: format.words('There is nothing earlier to compare with.'),
    rows: section.rows.map((row) =>
      nullPrototype({
        label: format.words(row.label),
        value: format.figure(row.value),
        size: sizeOf(row.value),
        counts: format.phrase(row.counts),
        beside: row.beside === undefined ? null : format.phrase(row.beside),
        expected: row.expected === undefined ? null : format.phrase(row.expected),
        previous: format.figure(row.previous),
        median: format.figure(row.median),
        spark: viewSpark(row, format, hasBars),
        ...viewChange(row.change, format),
      }),
    ),
  };
}

/** Words and several amounts do not fit in the size of one number. */
function sizeOf({ kind }: Figure): 'big' | 'many' | 'nil' {
  if (kind === 'none') return 'nil';
  return kind === 'list' || kind === 'text' || kind === 'say' ? 'many' : 'big';
}

const ARROWS = { up: '▲', down: '▼', flat: '●', unclear: '○', unknown: '○' } as const;
/** The tone is said in a word too: colour never carries it alone. */
function viewChange({ direction, tone, words }: Change, format: Formatter) {
  const said = format.phrase(words);
  const verdict = tone === 'neutral' ? null : format.say(tone === 'good' ? 'better' : 'worse');
  return {
    arrow: ARROWS[direction],
    tone,
    change: verdict === null || said.includes(verdict) ? said : `${said}, ${verdict}`,
  };
}
