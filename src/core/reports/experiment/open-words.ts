import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { PairComparison } from '../../experiments/judgement.ts';
import { count, type Phrase, text } from '../figure.ts';
import { agree, joinPhrases } from '../words.ts';
import { sayShare, valueFigure } from './arm-counts-words.ts';
import { armName, armNames } from './arm-name.ts';
import { leadingArm, sayDifference, seenFrom } from './effect.ts';
import { sayNeed, sayWhatMatters } from './need-words.ts';
import { outcomeWords } from './outcome-words.ts';
import { soFar } from './randomised.ts';
import { sayRefusal } from './refusal-words.ts';
import type { Sentences, VerdictOf } from './sentences.ts';
import { sayLead } from './winner-words.ts';

export function describeTooEarly(
  test: JudgedTest,
  { need, promising }: VerdictOf<'not_enough_data'>,
): Sentences {
  const needed = sayNeed(need);
  const more: Phrase = needed.length === 0 ? ['more contacts or time'] : needed;
  if (promising !== null) {
    const name = text(armName(test.plan, promising));
    return {
      sentence: [name, ' is promising, not proven', soFar(test), ': ', ...sayLead(test, promising), '.'],
      why: ['One look alone would call it; a report that looks every time may not.'],
      next: ['Do not pick a winner yet. Keep the test going: it needs ', ...more, '.'],
    };
  }
  return {
    sentence: ['Too early to tell: ', ...sayStanding(test), '.'],
    why: whyTooEarly(test),
    next: ['Do not pick a winner yet. The test needs ', ...more, '.'],
  };
}

function whyTooEarly({ judgement }: JudgedTest): Phrase {
  const gates = new Set(judgement.pairs.flatMap(({ refusal }) => (refusal === null ? [] : [refusal])));
  const [first] = gates;
  if (first !== undefined && judgement.pairs.every(({ refusal }) => refusal !== null))
    return ['There is too little to compare yet (', text(sayRefusal(first)), ').'];
  return ['The range still holds 0 and differences that would matter.'];
}

/** What is known so far: the leader, or every arm's value where nobody leads. */
function sayStanding(test: JudgedTest): Phrase {
  const leader = leadingArm(test);
  const isComparable = test.judgement.pairs.some(
    ({ difference, refusal }) => difference !== null && refusal === null,
  );
  if (leader === null || !isComparable) return sayArms(test);
  return [text(armName(test.plan, leader)), ' leads', soFar(test), ', ', ...sayLead(test, leader)];
}

/** "Variant A 2.0 % (300 of 15,000) and Variant B 2.1 % (310 of 15,000) clicked". */
export function sayArms(test: JudgedTest): Phrase {
  const { primary } = test.plan;
  const { arms } = test.judgement;
  if (arms.every(({ assigned }) => assigned === 0)) return ['nobody is assigned yet'];
  // a holdout has contacts and cannot click: nothing to say of it
  const told = arms.filter(({ value, assigned }) => value !== null || assigned === 0);
  const each = told.map((arm): Phrase => {
    const name = text(armName(test.plan, arm.variantId));
    if (arm.value === null) return [name, ' (nobody assigned)'];
    return [name, ' ', valueFigure(test, primary, arm), ' (', ...sayShare(arm), ')'];
  });
  return [...joinPhrases(each), ` ${outcomeWords(primary).did}${soFar(test)}`];
}

export function describeNoDifference(test: JudgedTest): Sentences {
  const widest = widestPair(test);
  const leader = widest === null ? null : seenFrom(widest, widest.second);
  const difference: Phrase =
    leader === null
      ? []
      : [
          ...sayDifference(test, test.plan.primary, leader),
          ` in ${outcomeWords(test.plan.primary).noun} for `,
          text(armName(test.plan, leader.arm)),
          ' against ',
          text(armName(test.plan, leader.against)),
          '; ',
        ];
  return {
    sentence: ['No difference worth having', soFar(test), ': ', ...difference, ...sayArms(test), '.'],
    why: ['The whole range lies inside ', ...sayWhatMatters(test.plan), '.'],
    next: ['Take the one that costs less or reads better, and test something bolder.'],
  };
}

function widestPair({ judgement }: JudgedTest): PairComparison | null {
  const size = ({ interval }: PairComparison) =>
    interval === null ? 0 : Math.max(Math.abs(interval.lower), Math.abs(interval.upper));
  return judgement.pairs.toSorted((a, b) => size(b) - size(a))[0] ?? null;
}

export function describeTie(test: JudgedTest, { leaders, losers }: VerdictOf<'tie'>): Sentences {
  const { plan } = test;
  const last = agree(losers.length, 'is beaten', 'are beaten');
  return {
    sentence: [
      ...armNames(plan, leaders),
      ' lead',
      soFar(test),
      ' and cannot be told apart',
      ...(losers.length === 0 ? [] : ['; ', ...armNames(plan, losers), ` ${last}`]),
      ': ',
      ...sayArms(test),
      '.',
    ],
    why: ['Among the leaders no range leaves out 0; against the beaten ones it does.'],
    next: [
      ...(losers.length === 0 ? [] : ['Drop ', ...armNames(plan, losers), '. ']),
      'Use any of the ',
      count(leaders.length),
      ' leaders, or go on with these alone.',
    ],
  };
}

export function describeInconclusive(test: JudgedTest, { need }: VerdictOf<'inconclusive'>): Sentences {
  const needed = sayNeed(need);
  return {
    sentence: ['The test is over without an answer: ', ...sayStanding(test), '.'],
    why: ['Every window has ended, and the range still holds 0 and differences that would matter.'],
    next: [
      'Do not pick a winner. Repeat it',
      ...(needed.length === 0 ? [' with more contacts'] : [' with ', ...needed]),
      ', or test a bolder difference.',
    ],
  };
}
