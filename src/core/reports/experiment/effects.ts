import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { PairComparison } from '../../experiments/judgement.ts';
import { type Figure, none, type Phrase, pValue, range, relative, say } from '../figure.ts';
import type { TestEffect } from '../report-model.ts';
import { armName } from './arm-name.ts';
import { differenceFigure, outcomeOf } from './effect.ts';
import { sayRefusal } from './refusal-words.ts';

/** The pairs of the primary outcome, each "second against first", with their bars on one scale. */
export function composeEffects(test: JudgedTest): readonly TestEffect[] {
  const { pairs } = test.judgement;
  const scale = scaleOf(pairs);
  return pairs.map((pair) => ({
    label: pairLabel(test, pair),
    ...effectFigures(test, pair),
    p: pValueOf(pair.alwaysValidP),
    adjustedP: pValueOf(pair.adjustedP),
    ...wordOf(test, pair),
    bar: barOf(pair, scale),
  }));
}

export function pairLabel({ plan }: JudgedTest, { first, second }: PairComparison): Phrase {
  return say`${armName(plan, second)} against ${armName(plan, first)}`;
}

export function effectFigures(
  test: JudgedTest,
  pair: PairComparison,
): { readonly difference: Figure; readonly range: Figure; readonly lift: Figure } {
  const outcome = outcomeOf(test, pair.outcome);
  const why = none(pair.refusal === null ? 'no data' : sayRefusal(pair.refusal));
  const { difference, interval, refusal, relative: lift } = pair;
  const at = (value: number): Figure => differenceFigure(test, outcome, value);
  return {
    difference: difference === null ? why : at(difference),
    range:
      interval === null
        ? none(refusal === null ? '' : sayRefusal(refusal))
        : range(at(interval.lower), at(interval.upper)),
    lift: lift === null ? none('') : relative(lift.lift),
  };
}

export function pValueOf(p: number | null): Figure {
  return p === null ? none('') : pValue(p);
}

function wordOf(test: JudgedTest, { better, refusal }: PairComparison): Pick<TestEffect, 'word' | 'tone'> {
  if (better !== null) return { word: say`${armName(test.plan, better)} is better`, tone: 'good' };
  if (refusal !== null) return { word: say`no comparison yet: ${sayRefusal(refusal)}`, tone: 'neutral' };
  return { word: 'not told apart', tone: 'neutral' };
}

type Scale = { readonly from: number; readonly to: number };

/** From the lowest to the highest limit with 0 on it, and a little air. */
function scaleOf(pairs: readonly PairComparison[]): Scale {
  const ends = pairs.flatMap(({ interval }) => (interval === null ? [] : [interval.lower, interval.upper]));
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const air = (high - low) * AIR;
  return { from: low - air, to: high + air };
}

const AIR = 0.06;

function barOf({ difference, interval }: PairComparison, { from, to }: Scale): TestEffect['bar'] {
  if (difference === null || interval === null || to <= from) return null;
  const place = (value: number): number => rounded((value - from) / (to - from));
  return {
    lower: place(interval.lower),
    upper: place(interval.upper),
    estimate: place(difference),
    zero: place(0),
  };
}

/** A bar of 200 pixels shows no more; and the stored report stays readable. */
function rounded(share: number): number {
  return Math.round(share * 1_000) / 1_000;
}
