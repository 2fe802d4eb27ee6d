import type { JudgedTest } from '../../experiments/judged-test.ts';
import { isHigherBetter } from '../../experiments/outcome.ts';
import { type Phrase, text } from '../figure.ts';
import { sayCounts } from './arm-counts-words.ts';
import { armName } from './arm-name.ts';
import { closestRival, sayDifference } from './effect.ts';
import { sayUnknown } from './guardrail-words.ts';
import { sayWhatMatters } from './need-words.ts';
import { outcomeWords, testedThing } from './outcome-words.ts';
import { isRandomised, soFar } from './randomised.ts';
import type { Sentences, VerdictOf } from './sentences.ts';

/** "Variant B wins: +1.2 pt clicks (range +0.6 pt to +1.8 pt), 480 of 15,000 clicked against 300 of 15,000." */
export function describeWinner(test: JudgedTest, verdict: VerdictOf<'winner'>): Sentences {
  const { plan } = test;
  const name = text(armName(plan, verdict.arm));
  return {
    sentence: [
      name,
      ' wins',
      soFar(test),
      ': ',
      ...sayLead(test, verdict.arm),
      '.',
      ...sayBelow(test, verdict),
    ],
    why: whyWinner(test),
    next: ['Use ', name, ...sayCaution(test, verdict.arm), '.'],
  };
}

/** The difference to the closest rival, with what was counted; names the rival when there are several. */
export function sayLead(test: JudgedTest, arm: string): Phrase {
  const rival = closestRival(test, arm);
  if (rival === null) return ['no comparison'];
  const { primary } = test.plan;
  const counts = sayCounts(test, arm, rival.against);
  const isOnlyPair = test.judgement.pairs.length === 1;
  const lower = isHigherBetter(primary) ? '' : ', fewer is better';
  return [
    ...sayDifference(test, primary, rival),
    ` in ${outcomeWords(primary).noun}${lower}`,
    ...(isOnlyPair ? [] : [' over the next best, ', text(armName(test.plan, rival.against))]),
    ...(counts.length === 0 ? [] : ['; ', ...counts]),
  ];
}

function sayBelow(test: JudgedTest, { isBelowMde }: VerdictOf<'winner'>): Phrase {
  return isBelowMde ? [' The gain is real but smaller than ', ...sayWhatMatters(test.plan), '.'] : [];
}

function whyWinner(test: JudgedTest): Phrase {
  const thing = testedThing(test.plan);
  return isRandomised(test)
    ? [`Who got which was left to chance and the range leaves out 0, so this is because of ${thing}.`]
    : [
        `The range leaves out 0, but nobody recorded who was to get which: the difference came together with ${thing} and may have another reason.`,
      ];
}

function sayCaution(test: JudgedTest, arm: string): Phrase {
  const unknown = sayUnknown(test, arm);
  return unknown.length === 0
    ? [' from now on']
    : [', and keep an eye on what is not yet known: ', ...unknown];
}
