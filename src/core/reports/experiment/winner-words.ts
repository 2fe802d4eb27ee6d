import type { JudgedTest } from '../../experiments/judged-test.ts';
import { isHigherBetter } from '../../experiments/outcome.ts';
import { type Phrase, say } from '../figure.ts';
import { joinWith } from '../words.ts';
import { sayCounts } from './arm-counts-words.ts';
import { armName } from './arm-name.ts';
import { closestRival, sayDifference } from './effect.ts';
import { sayUnknown } from './guardrail-words.ts';
import { sayWhatMatters } from './need-words.ts';
import { outcomeWords, testedThing } from './outcome-words.ts';
import { isRandomised, isSoFar } from './randomised.ts';
import type { Sentences, VerdictOf } from './sentences.ts';

/** "Variant B wins: +1.2 pt clicks (range +0.6 pt to +1.8 pt), 480 of 15,000 clicked against 300 of 15,000." */
export function describeWinner(test: JudgedTest, verdict: VerdictOf<'winner'>): Sentences {
  const { plan } = test;
  const [name, lead] = [armName(plan, verdict.arm), sayLead(test, verdict.arm)];
  return {
    sentence: joinWith(' ', [
      isSoFar(test) ? say`${name} wins so far: ${lead}.` : say`${name} wins: ${lead}.`,
      verdict.isBelowMde ? say`The gain is real but smaller than ${sayWhatMatters(plan)}.` : [],
    ]),
    why: whyWinner(test),
    next: sayNext(test, verdict.arm),
  };
}

/** The difference to the closest rival, with what was counted; names the rival when there are several. */
export function sayLead(test: JudgedTest, arm: string): Phrase {
  const rival = closestRival(test, arm);
  if (rival === null) return say`no comparison`;
  const { primary } = test.plan;
  const { noun } = outcomeWords(primary);
  const difference = sayDifference(test, primary, rival);
  const lead = isHigherBetter(primary)
    ? say`${difference} in ${noun}`
    : say`${difference} in ${noun}, fewer is better`;
  const isOnlyPair = test.judgement.pairs.length === 1;
  return joinWith('; ', [
    isOnlyPair ? lead : say`${lead} over the next best, ${armName(test.plan, rival.against)}`,
    sayCounts(test, arm, rival.against),
  ]);
}

function whyWinner(test: JudgedTest): Phrase {
  const thing = testedThing(test.plan);
  return isRandomised(test)
    ? say`Who got which was left to chance and the range leaves out 0, so this is because of ${thing}.`
    : say`The range leaves out 0, but nobody recorded who was to get which: the difference came together with ${thing} and may have another reason.`;
}

function sayNext(test: JudgedTest, arm: string): Phrase {
  const [name, unknown] = [armName(test.plan, arm), sayUnknown(test, arm)];
  return unknown.length === 0
    ? say`Use ${name} from now on.`
    : say`Use ${name}, and keep an eye on what is not yet known: ${unknown}.`;
}
