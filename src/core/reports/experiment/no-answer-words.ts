import type { JudgedTest } from '../../experiments/judged-test.ts';
import { say } from '../figure.ts';
import { sayJudged } from './judge-words.ts';
import type { Sentences, VerdictOf } from './sentences.ts';
import { saySplit } from './split-words.ts';

/** Counts and planned split; no winner and no lift. */
export function describeSplitOff({ plan, judgement }: JudgedTest): Sentences {
  const split = judgement.split;
  return {
    sentence:
      split === null
        ? say`Contacts were not split as planned.`
        : say`Contacts were not split as planned: ${saySplit(plan, split)}.`,
    why:
      plan.split === 'quota'
        ? say`The audience was cut by quota, where any deviation beyond rounding is a fault and not chance.`
        : say`Chance alone gives such a split less than once in a thousand tests: somebody was left out, added or counted twice.`,
    next: say`Use no figure of this test. Find out how contacts were assigned, then run it again.`,
  };
}

export function describeInvalidData({ reason }: VerdictOf<'invalid_data'>): Sentences {
  return {
    sentence: say`The data of this test cannot be judged: ${sayJudged(reason)}.`,
    why: say`A number made from wrong counts misleads more than no number.`,
    next: say`Have the data put right; the next report judges again.`,
  };
}

export function describeNoTest({ reason }: VerdictOf<'not_a_test'>): Sentences {
  return {
    sentence: say`There is nothing to compare: ${sayJudged(reason)}.`,
    why: say`A test needs at least two arms with contacts.`,
    next: say`Nothing to do; give the next campaign a second variant to learn something.`,
  };
}
