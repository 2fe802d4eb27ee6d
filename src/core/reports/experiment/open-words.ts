import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { PairComparison } from '../../experiments/judgement.ts';
import { count, type Phrase, say, sayCounted } from '../figure.ts';
import { joinPhrases, joinWith } from '../words.ts';
import { sayShare, valueFigure } from './arm-counts-words.ts';
import { armName, armNames } from './arm-name.ts';
import { leadingArm, type SeenPair, sayDifference, seenFrom } from './effect.ts';
import { sayNeed, sayWhatMatters } from './need-words.ts';
import { outcomeWords } from './outcome-words.ts';
import { isSoFar } from './randomised.ts';
import { sayRefusal } from './refusal-words.ts';
import type { Sentences, VerdictOf } from './sentences.ts';
import { sayLead } from './winner-words.ts';

export function describeTooEarly(
  test: JudgedTest,
  { need, promising }: VerdictOf<'not_enough_data'>,
): Sentences {
  const needed = sayNeed(need);
  const more: Phrase = needed.length === 0 ? say`more contacts or time` : needed;
  if (promising !== null) {
    const [name, lead] = [armName(test.plan, promising), sayLead(test, promising)];
    return {
      sentence: isSoFar(test)
        ? say`${name} is promising, not proven so far: ${lead}.`
        : say`${name} is promising, not proven: ${lead}.`,
      why: say`One look alone would call it; a report that looks every time may not.`,
      next: say`Do not pick a winner yet. Keep the test going: it needs ${more}.`,
    };
  }
  return {
    sentence: say`Too early to tell: ${sayStanding(test)}.`,
    why: whyTooEarly(test),
    next: say`Do not pick a winner yet. The test needs ${more}.`,
  };
}

function whyTooEarly({ judgement }: JudgedTest): Phrase {
  const gates = new Set(judgement.pairs.flatMap(({ refusal }) => (refusal === null ? [] : [refusal])));
  const [first] = gates;
  if (first !== undefined && judgement.pairs.every(({ refusal }) => refusal !== null))
    return say`There is too little to compare yet (${sayRefusal(first)}).`;
  return say`The range still holds 0 and differences that would matter.`;
}

/** What is known so far: the leader, or every arm's value where nobody leads. */
function sayStanding(test: JudgedTest): Phrase {
  const leader = leadingArm(test);
  const isComparable = test.judgement.pairs.some(
    ({ difference, refusal }) => difference !== null && refusal === null,
  );
  if (leader === null || !isComparable) return sayArms(test);
  const [name, lead] = [armName(test.plan, leader), sayLead(test, leader)];
  return isSoFar(test) ? say`${name} leads so far, ${lead}` : say`${name} leads, ${lead}`;
}

/** "Variant A 2.0 % (300 of 15,000) and Variant B 2.1 % (310 of 15,000) clicked". */
export function sayArms(test: JudgedTest): Phrase {
  const { primary } = test.plan;
  const { arms } = test.judgement;
  if (arms.every(({ assigned }) => assigned === 0)) return say`nobody is assigned yet`;
  // a holdout has contacts and cannot click: nothing to say of it
  const told = arms.filter(({ value, assigned }) => value !== null || assigned === 0);
  const each = told.map((arm): Phrase => {
    const name = armName(test.plan, arm.variantId);
    if (arm.value === null) return say`${name} (nobody assigned)`;
    return [name, ' ', valueFigure(test, primary, arm), ' (', ...sayShare(arm), ')'];
  });
  const [told_, { did }] = [joinPhrases(each), outcomeWords(primary)];
  return isSoFar(test) ? say`${told_} ${did} so far` : say`${told_} ${did}`;
}

export function describeNoDifference(test: JudgedTest): Sentences {
  const widest = widestPair(test);
  const leader = widest === null ? null : seenFrom(widest, widest.second);
  const said = joinWith('; ', [leader === null ? [] : sayPair(test, leader), sayArms(test)]);
  return {
    sentence: isSoFar(test)
      ? say`No difference worth having so far: ${said}.`
      : say`No difference worth having: ${said}.`,
    why: say`The whole range lies inside ${sayWhatMatters(test.plan)}.`,
    next: say`Take the one that costs less or reads better, and test something bolder.`,
  };
}

/** "+0.1 pt (range −0.2 pt to +0.4 pt) in clicks for Variant B against Variant A". */
function sayPair(test: JudgedTest, seen: SeenPair): Phrase {
  const { plan } = test;
  const [arm, against] = [armName(plan, seen.arm), armName(plan, seen.against)];
  const { noun } = outcomeWords(plan.primary);
  return say`${sayDifference(test, plan.primary, seen)} in ${noun} for ${arm} against ${against}`;
}

function widestPair({ judgement }: JudgedTest): PairComparison | null {
  const size = ({ interval }: PairComparison) =>
    interval === null ? 0 : Math.max(Math.abs(interval.lower), Math.abs(interval.upper));
  return judgement.pairs.toSorted((a, b) => size(b) - size(a))[0] ?? null;
}

export function describeTie(test: JudgedTest, { leaders, losers }: VerdictOf<'tie'>): Sentences {
  const { plan } = test;
  const [leading, beaten] = [armNames(plan, leaders), armNames(plan, losers)];
  const standing = joinWith('; ', [
    isSoFar(test)
      ? say`${leading} lead so far and cannot be told apart`
      : say`${leading} lead and cannot be told apart`,
    losers.length === 0 ? [] : sayCounted(losers.length, '{0} is beaten', '{0} are beaten', [beaten]),
  ]);
  return {
    sentence: [...standing, ': ', ...sayArms(test), '.'],
    why: say`Among the leaders no range leaves out 0; against the beaten ones it does.`,
    next: joinWith(' ', [
      losers.length === 0 ? [] : say`Drop ${beaten}.`,
      say`Use any of the ${count(leaders.length)} leaders, or go on with these alone.`,
    ]),
  };
}

export function describeInconclusive(test: JudgedTest, { need }: VerdictOf<'inconclusive'>): Sentences {
  const needed = sayNeed(need);
  return {
    sentence: say`The test is over without an answer: ${sayStanding(test)}.`,
    why: say`Every window has ended, and the range still holds 0 and differences that would matter.`,
    next:
      needed.length === 0
        ? say`Do not pick a winner. Repeat it with more contacts, or test a bolder difference.`
        : say`Do not pick a winner. Repeat it with ${needed}, or test a bolder difference.`,
  };
}
