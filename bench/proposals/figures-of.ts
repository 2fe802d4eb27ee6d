import type { CleaningRun } from '../../src/pipelines/propose-cleaning.ts';
import type { Figure } from '../results.ts';

/** Wall clock, and processor time of server and this process together. */
export type Cost = { readonly ms: number; readonly seconds: number };
export type Search = Cost & { readonly run: CleaningRun; readonly mb: number };

export type Measured = {
  /** the query for R1, and the one for all rules */
  readonly plain: Cost;
  readonly rules: Cost;
  readonly first: Search;
  readonly unchanged: Search;
  readonly days: readonly (readonly [percent: number, search: Search])[];
  readonly weekly: Search;
};

/** Plain query beside a search, from the issue. */
const ASK = 50;
/** The list may grow tenfold and the process not by more. */
const MOST_MB = 60;

export function figuresOf(measured: Measured, contacts: number): readonly Figure[] {
  const { first, unchanged, days, weekly } = measured;
  return [
    asked(measured, 'nothing changed', unchanged, 'a night without sending'),
    ...days.map(([percent, day]) =>
      asked(
        measured,
        `a day, campaign to ${percent} % of the list`,
        day,
        `${day.run.counts.read} persons read, ${day.run.counts.judged} judged`,
      ),
    ),
    asked(measured, 'every candidate, once a week', weekly, `${weekly.run.counts.judged} judged`),
    {
      ...figure(measured, 'the first search, and --full', first),
      note: `everybody read from the facts, ${first.run.counts.proposed} proposed, with evidence, outages and all rules; ${processors(measured, first)}`,
    },
    {
      ...figure(measured, 'memory of the first search', first),
      oursMs: null,
      rawMs: null,
      ask: `< ${MOST_MB} MB more`,
      isMet: first.mb < MOST_MB,
      ratio: `${Math.round(first.mb)} MB`,
      note: `in use over that at the start, garbage collected before each sample, ${contacts} contacts`,
    },
  ];
}

function asked(measured: Measured, name: string, ours: Search, note: string): Figure {
  return {
    ...figure(measured, name, ours),
    ask: `1/${ASK} of raw (issue)`,
    isMet: measured.plain.ms >= ours.ms * ASK,
    note: `${note}; ${processors(measured, ours)}`,
  };
}

function figure({ plain }: Measured, name: string, { ms }: Cost): Figure {
  const ratio = `${(plain.ms / ms).toFixed(1)}x`;
  return {
    name: `proposals: ${name}`,
    oursMs: ms,
    rawMs: plain.ms,
    duckMs: null,
    ratio,
    ask: '',
    isMet: null,
    note: '',
  };
}

function processors({ plain, rules }: Measured, { seconds }: Cost): string {
  const times = (other: Cost): string =>
    `${other.seconds.toFixed(1)} s (${(other.seconds / seconds).toFixed(1)}x)`;
  return `processor ${seconds.toFixed(1)} s against ${times(plain)}, of all rules ${times(rules)}`;
}
