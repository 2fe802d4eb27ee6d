import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { PairComparison, Verdict } from '../../experiments/judgement.ts';
import type { RangeRow, RangesSection } from '../chart-model.ts';
import { outcomeOf } from '../experiment/effect.ts';
import { pairLabel } from '../experiment/effects.ts';
import { outcomeWords } from '../experiment/outcome-words.ts';
import { byUrgency } from '../experiment/test-items.ts';
import { none, range, relative, say, text } from '../figure.ts';
import { type Estimate, type RangeScale, rangeScale } from '../range-scale.ts';
import { describeTest } from '../test-words.ts';

/** One test alone has its range in its own section. */
const LEAST_TESTS = 2;
const MOST_ROWS = 12;
/** A lift of more than 100 % is drawn to the end of the scale. */
const ENDS = { least: -1, most: 1 };

type Compared = { readonly test: JudgedTest; readonly pair: PairComparison; readonly lift: Estimate | null };

/** The main outcome of every test that can be read, as lift on one scale; null for fewer than two. */
export function composeForest(tests: readonly JudgedTest[]): RangesSection | null {
  const compared = byUrgency(tests).flatMap((test) => compare(test) ?? []);
  const lifts = compared.flatMap(({ lift }) => (lift === null ? [] : [lift]));
  const scale = rangeScale(lifts, ENDS);
  if (lifts.length < LEAST_TESTS || scale === null) return null;
  const rows = compared.map((one) => composeRow(one, scale));
  return {
    kind: 'ranges',
    id: 'forest',
    title: 'Tests side by side',
    intro: say`The lift of each test's main outcome with its range, on one scale; the line marks no difference. The ranges hold however often one looks.`,
    rows: rows.slice(0, MOST_ROWS),
    rest: rows.slice(MOST_ROWS),
    ends: { from: relative(scale.from), to: relative(scale.to) },
  };
}

const UNREADABLE: readonly string[] = ['invalid_srm', 'invalid_data', 'not_a_test'];

/** The pair the verdict hangs on, seen from the arm it names; null = nothing may be read into this test, or it has none. */
function compare(test: JudgedTest): Compared | null {
  const { verdict, pairs } = test.judgement;
  if (UNREADABLE.includes(verdict.id)) return null;
  const [pair] = pairs
    .filter((one) => isAbout(verdict, one))
    .toSorted((a, b) => (verdict.id === 'winner' ? strength(a) - strength(b) : strength(b) - strength(a)));
  if (pair === undefined) return null;
  const seen = 'arm' in verdict && pair.first === verdict.arm ? turned(pair) : pair;
  const { relative: lift } = seen;
  return { test, pair: seen, lift: lift === null ? null : { estimate: lift.lift, ...lift } };
}

/** A winner is shown with the closest of its rivals, a tie between its leaders. */
function isAbout(verdict: Verdict, { first, second }: PairComparison): boolean {
  if ('arm' in verdict) return first === verdict.arm || second === verdict.arm;
  return verdict.id !== 'tie' || (verdict.leaders.includes(first) && verdict.leaders.includes(second));
}

/** The same pair with its second arm as the one that is compared with. */
function turned(pair: PairComparison): PairComparison {
  const { first, second, relative: lift } = pair;
  const other = (value: number): number => 1 / (1 + value) - 1;
  return {
    ...pair,
    first: second,
    second: first,
    relative:
      lift === null ? null : { lift: other(lift.lift), lower: other(lift.upper), upper: other(lift.lower) },
  };
}

function strength({ z }: PairComparison): number {
  return z === null ? -1 : Math.abs(z);
}

function composeRow({ test, pair, lift }: Compared, scale: RangeScale): RangeRow {
  const { word, tone } = describeTest(test);
  return {
    label: [text(test.campaign.name)],
    about: say`${pairLabel(test, pair)}: ${outcomeWords(outcomeOf(test, pair.outcome)).noun}`,
    figure: lift === null ? none('too few') : relative(lift.estimate),
    range: lift === null ? none('') : range(relative(lift.lower), relative(lift.upper)),
    counts: [],
    word,
    tone,
    bar: lift === null ? null : scale.place(lift),
  };
}
