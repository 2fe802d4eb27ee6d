import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { PairComparison } from '../../experiments/judgement.ts';
import { type Tone, term } from '../figure.ts';
import type { Cell, Column, TableSection } from '../report-model.ts';
import { outcomeOf } from './effect.ts';
import { effectFigures, pairLabel, pValueOf } from './effects.ts';
import { outcomeWords } from './outcome-words.ts';

/** Rows of one table a reader still takes in; the CSV has all (judgement). */
const MOST_ROWS = 6;

const GUARDED: ReadonlySet<string> = new Set(['opt-out', 'non-delivery']);

/** Every other outcome; null when there is none. */
export function composeExploratory(test: JudgedTest): TableSection | null {
  // the guardrails have a table of their own
  const others = test.judgement.exploratory.filter(({ outcome }) => !GUARDED.has(outcome));
  return tableOf(test, others, {
    id: 'exploratory',
    title: 'Other outcomes (exploratory)',
    intro: 'To look at, not to decide on: nobody asked this before the test.',
    p: 'q',
  });
}

/** What the message itself brought, against those who got none; null without a holdout. */
export function composeIncrementality(test: JudgedTest): TableSection | null {
  const pairs = test.judgement.incrementality.flatMap(({ comparisons }) => comparisons);
  const isPrimary = ({ outcome }: PairComparison): number => (outcome === test.judgement.primary ? 0 : 1);
  return tableOf(
    test,
    pairs.toSorted((a, b) => isPrimary(a) - isPrimary(b)),
    {
      id: 'incrementality',
      title: 'Against no message at all',
      intro: 'What came on top of what contacts without a message did anyway.',
      p: 'Always-valid p',
    },
  );
}

type Told = { readonly id: string; readonly title: string; readonly intro: string; readonly p: string };

function tableOf(
  test: JudgedTest,
  pairs: readonly PairComparison[],
  { id, title, intro, p }: Told,
): TableSection | null {
  if (pairs.length === 0) return null;
  const rows = pairs.map((pair) => rowOf(test, pair, p === 'q'));
  const rest = rows.slice(MOST_ROWS);
  return {
    kind: 'table',
    id,
    title,
    intro: [term(intro)],
    columns: columnsOf(p),
    rows: rows.slice(0, MOST_ROWS),
    omitted: rest.length,
    ...(rest.length === 0 ? {} : { rest }),
  };
}

function columnsOf(p: string): readonly Column[] {
  return [
    { key: 'outcome', label: 'Outcome', numeric: false },
    { key: 'difference', label: 'Difference', numeric: true },
    { key: 'range', label: 'Range', numeric: true },
    { key: 'lift', label: 'Relative', numeric: true },
    { key: 'p', label: p, numeric: true, ...(p === 'q' ? {} : { csvOnly: true as const }) },
  ];
}

function rowOf(test: JudgedTest, pair: PairComparison, isExploratory: boolean): readonly Cell[] {
  const { difference, range, lift } = effectFigures(test, pair);
  return [
    { figure: outcomeWords(outcomeOf(test, pair.outcome)).label, note: pairLabel(test, pair) },
    isExploratory ? { figure: difference } : { figure: difference, tone: toneOf(pair) },
    { figure: range },
    { figure: lift },
    { figure: pValueOf(isExploratory ? pair.adjustedP : pair.alwaysValidP) },
  ];
}

/** Is the message better than none, beyond chance? */
function toneOf({ better, second }: PairComparison): Tone {
  if (better === null) return 'neutral';
  return better === second ? 'good' : 'bad';
}
