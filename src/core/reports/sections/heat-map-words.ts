import type { ShrunkRate } from '../../stats/shrink-rates.ts';
import type { Window } from '../../time/window.ts';
import type { HeatCell } from '../chart-model.ts';
import { count, type Figure, type Phrase, rate, say, sayCounted } from '../figure.ts';
import { joinPhrases, joinWith } from '../words.ts';

export type KnownCell = {
  readonly cell: HeatCell;
  readonly successes: number;
  readonly n: number;
  /** drawn towards the mean, the more the fewer contacts */
  readonly shrunk: ShrunkRate;
};

const HOURS_OF_WEEK = 168;
/** Hours of one sentence; the CSV has all. */
const MOST_NAMED = 6;

export const NOTE: Phrase = say`Observed, not randomised: the hours had different campaigns. Hours with few contacts are shaded nearer to the mean.`;

/** The hour that is surely high and the one surely low, or that they differ no more than by chance. `known`: the best first. */
export function describeHours({ from, to }: Window, known: readonly KnownCell[]): Phrase {
  const window: Figure = { kind: 'window', from: from.toString(), to: to.toString() };
  const where = say`Click-through by weekday and hour of sending, in the contacts' own time, ${window}.`;
  const [highest] = known;
  const [lowest] = known.toSorted((a, b) => a.shrunk.upper - b.shrunk.upper);
  if (highest === undefined || lowest === undefined) return where;
  if (highest.shrunk.mean === lowest.shrunk.mean) return joinWith(' ', [where, describeAlike(known)]);
  const best = say`Highest: ${describeCell(highest.cell)}.`;
  const worst = say`Lowest of ${count(known.length)} hours with enough contacts: ${describeCell(lowest.cell)}.`;
  return joinWith(' ', [where, best, worst]);
}

function describeAlike(known: readonly KnownCell[]): Phrase {
  const successes = known.reduce((sum, one) => sum + one.successes, 0);
  const n = known.reduce((sum, one) => sum + one.n, 0);
  return say`The ${count(known.length)} hours with enough contacts differ no more than by chance: together ${rate(successes / n)} (${count(successes)} of ${count(n)} contacts).`;
}

function describeCell({ hour, figure, counts }: HeatCell): Phrase {
  return say`${hourOf(hour)}, ${figure} (${counts})`;
}

/** Which hours nobody can judge, and in how many nothing was sent. */
export function describeUnknown(cells: readonly HeatCell[]): Phrase {
  const few = cells.filter(({ shade }) => shade === 0);
  const silent = HOURS_OF_WEEK - cells.length;
  return joinWith(' ', [
    few.length === 0
      ? []
      : sayCounted(
          few.length,
          'Too few contacts to say anything in {0} hour: {1}.',
          'Too few contacts to say anything in {0} hours: {1}.',
          [count(few.length), nameHours(few)],
        ),
    silent === 0
      ? []
      : sayCounted(
          silent,
          'Nothing was sent in {0} hour of the week.',
          'Nothing was sent in {0} hours of the week.',
        ),
  ]);
}

function nameHours(cells: readonly HeatCell[]): Phrase {
  const named = cells.slice(0, MOST_NAMED).map(({ hour }): Phrase => [hourOf(hour)]);
  const more = cells.length - named.length;
  return joinPhrases(more === 0 ? named : [...named, sayCounted(more, '{0} more', '{0} more')]);
}

function hourOf(hour: number): Figure {
  return { kind: 'week-hour', hour };
}
