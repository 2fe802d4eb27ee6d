import type { FoundInWorld } from '../find-in-world.ts';
import { numberAt } from '../world/ledger.ts';
import { NUMBERS } from '../world/people.ts';
import type { World } from '../world/send.ts';

export type NumberScore = {
  /** called bad: numbers that are, numbers that were away for some weeks, and good ones */
  readonly bad: number;
  readonly transient: number;
  readonly good: number;
  /** bad numbers planted, whether or not anything was sent to them since */
  readonly planted: number;
};

export const NO_NUMBERS: NumberScore = { bad: 0, transient: 0, good: 0, planted: 0 };

/** Nothing is scored where numbers were not searched. */
export function scoreNumbers({ people }: World, { badNumbers }: FoundInWorld): NumberScore {
  if (badNumbers === null) return NO_NUMBERS;
  const score = { bad: 0, transient: 0, good: 0, planted: 0 };
  for (let contact = 0; contact < people.count; contact += 1) {
    const kind = NUMBERS[numberAt(people.number, contact)] ?? 'good';
    const isBad = kind === 'invalid-from' || kind === 'landline';
    if (isBad) score.planted += 1;
    if (badNumbers.has(contact)) score[isBad ? 'bad' : kind === 'transient' ? 'transient' : 'good'] += 1;
  }
  return score;
}

export function addNumbers(one: NumberScore, other: NumberScore): NumberScore {
  return {
    bad: one.bad + other.bad,
    transient: one.transient + other.transient,
    good: one.good + other.good,
    planted: one.planted + other.planted,
  };
}
