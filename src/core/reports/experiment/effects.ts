import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { PairComparison } from '../../experiments/judgement.ts';
import { type Figure, none, type Phrase, pValue, range, relative, say } from '../figure.ts';
import { type Estimate, rangeScale } from '../range-scale.ts';
import type { TestEffect } from '../report-model.ts';
import { armName } from './arm-name.ts';
import { differenceFigure, outcomeOf } from './effect.ts';
import { sayRefusal } from './refusal-words.ts';

/** The pairs of the primary outcome, each "second against first", with their bars on one scale. */
export function composeEffects(test: JudgedTest): readonly TestEffect[] {
  const { pairs } = test.judgement;
  const known = pairs.flatMap((pair) => estimateOf(pair) ?? []);
  const scale = rangeScale(known, UNLIMITED);
  return pairs.map((pair) => {
    const estimate = estimateOf(pair);
    return {
      label: pairLabel(test, pair),
      ...effectFigures(test, pair),
      p: pValueOf(pair.alwaysValidP),
      adjustedP: pValueOf(pair.adjustedP),
      ...wordOf(test, pair),
      bar: estimate === null || scale === null ? null : scale.place(estimate),
    };
  });
}

function estimateOf({ difference, interval }: PairComparison): Estimate | null {
  return difference === null || interval === null ? null : { estimate: difference, ...interval };
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

const UNLIMITED = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
