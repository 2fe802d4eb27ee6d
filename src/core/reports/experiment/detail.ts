import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { PairComparison } from '../../experiments/judgement.ts';
import { count, type Figure, type Phrase, pValue, rate, say } from '../figure.ts';
import type { Fact } from '../report-model.ts';
import { joinWith } from '../words.ts';
import { armName } from './arm-name.ts';
import { differenceFigure, outcomeOf } from './effect.ts';
import { pairLabel } from './effects.ts';

/** Pairs of which the single look is told (judgement). */
const MOST_PAIRS = 3;

/** What a statistician wants to see; none of it decides. Empty where the data may not be trusted. */
export function composeDetail(test: JudgedTest): readonly Fact[] {
  const { judgement } = test;
  if (judgement.verdict.id === 'invalid_srm' || judgement.verdict.id === 'invalid_data') return [];
  return [
    ...judgement.pairs.slice(0, MOST_PAIRS).flatMap((pair) => saySingleLook(test, pair)),
    ...sayOmnibus(test),
    ...sayBest(test),
    ...sayResponses(test),
  ];
}

function saySingleLook(test: JudgedTest, pair: PairComparison): readonly Fact[] {
  const { z, p, interval, fisherP } = pair.singleLook;
  if (z === null || p === null) return [];
  const outcome = outcomeOf(test, pair.outcome);
  const [zValue, at] = [ratio(z), (limit: number): Figure => differenceFigure(test, outcome, limit)];
  const seen =
    interval === null
      ? say`z ${zValue}, p ${pValue(p)}`
      : say`z ${zValue}, p ${pValue(p)}, 95 % range ${at(interval.lower)} to ${at(interval.upper)}`;
  const fisher: Phrase = fisherP === null ? [] : say`Fisher exact p ${pValue(fisherP)}`;
  return [
    {
      label: say`Single look, ${pairLabel(test, pair)}`,
      said: [...joinWith('; ', [seen, fisher]), '. ', ...say`Right only if looked at once, as planned.`],
    },
  ];
}

function sayOmnibus({ judgement }: JudgedTest): readonly Fact[] {
  const { omnibus } = judgement.detail;
  // of two arms it says what the single look says
  if (omnibus === null || judgement.pairs.length < 2) return [];
  const { chiSquare, df, p } = omnibus;
  return [
    {
      label: 'All variants at once',
      said: say`chi-square ${ratio(chiSquare)}, df ${count(df)}, p ${pValue(p)}.`,
    },
  ];
}

function sayBest({ plan, judgement }: JudgedTest): readonly Fact[] {
  const { bayes } = judgement.detail;
  if (bayes.length === 0) return [];
  const each = bayes.map(
    ({ variantId, probabilityBest }): Phrase => [armName(plan, variantId), ' ', rate(probabilityBest)],
  );
  return [
    {
      label: 'Chance to be the best (descriptive)',
      said: [...joinWith(', ', each), '. ', ...say`Not a verdict: it says too much when looked at often.`],
    },
  ];
}

function sayResponses({ plan, judgement }: JudgedTest): readonly Fact[] {
  const known = judgement.detail.responseTimes.filter(({ responded }) => responded !== null && responded > 0);
  const each = known.map(({ variantId, responded, medianSeconds, medianOfResponders }): Phrase => {
    const median: Phrase = medianSeconds === null ? [] : say`half of all within ${duration(medianSeconds)}`;
    const among: Phrase =
      medianOfResponders === null ? [] : say`half of those within ${duration(medianOfResponders)}`;
    const clicked = say`${armName(plan, variantId)} ${rate(responded ?? 0)} clicked`;
    return joinWith(', ', [clicked, median, among]);
  });
  return each.length === 0 ? [] : [{ label: 'Time to first click', said: [...joinWith('; ', each), '.'] }];
}

function ratio(value: number): Figure {
  return { kind: 'ratio', value };
}

function duration(seconds: number): Figure {
  return { kind: 'duration', seconds };
}
