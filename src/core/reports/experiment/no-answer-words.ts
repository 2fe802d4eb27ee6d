import type { JudgedTest } from '../../experiments/judged-test.ts';
import { text } from '../figure.ts';
import type { Sentences, VerdictOf } from './sentences.ts';
import { saySplit } from './split-words.ts';

/** Counts and planned split; no winner and no lift. */
export function describeSplitOff({ plan, judgement }: JudgedTest): Sentences {
  const split = judgement.split;
  return {
    sentence: [
      'Contacts were not split as planned',
      ...(split === null ? [] : [': ', ...saySplit(plan, split)]),
      '.',
    ],
    why: [
      plan.split === 'quota'
        ? 'The audience was cut by quota, where any deviation beyond rounding is a fault and not chance.'
        : 'Chance alone gives such a split less than once in a thousand tests: somebody was left out, added or counted twice.',
    ],
    next: ['Use no figure of this test. Find out how contacts were assigned, then run it again.'],
  };
}

export function describeInvalidData({ reason }: VerdictOf<'invalid_data'>): Sentences {
  return {
    sentence: ['The data of this test cannot be judged: ', text(reason), '.'],
    why: ['A number made from wrong counts misleads more than no number.'],
    next: ['Have the data put right; the next report judges again.'],
  };
}

export function describeNoTest({ reason }: VerdictOf<'not_a_test'>): Sentences {
  return {
    sentence: ['There is nothing to compare: ', text(reason), '.'],
    why: ['A test needs at least two arms with contacts.'],
    next: ['Nothing to do; give the next campaign a second variant to learn something.'],
  };
}
