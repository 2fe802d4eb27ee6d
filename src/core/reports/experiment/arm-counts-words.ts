import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { ArmOutcome } from '../../experiments/judgement.ts';
import type { Outcome } from '../../experiments/outcome.ts';
import { count, type Figure, none, type Phrase, rate, say } from '../figure.ts';
import { amount, currencyOf } from './effect.ts';
import { sayJudged } from './judge-words.ts';
import { outcomeWords } from './outcome-words.ts';

/** "480 of 15,000 clicked against 300 of 15,000"; of revenue the amounts stand before their buyers. */
export function sayCounts(test: JudgedTest, arm: string, against: string): Phrase {
  const { arms } = test.judgement;
  const one = arms.find(({ variantId }) => variantId === arm);
  const other = arms.find(({ variantId }) => variantId === against);
  if (one === undefined || other === undefined) return [];
  const outcome = test.plan.primary;
  const { did } = outcomeWords(outcome);
  if (outcome.kind !== 'revenue') return say`${sayShare(one)} ${did} against ${sayShare(other)}`;
  const [mine, theirs] = [valueFigure(test, outcome, one), valueFigure(test, outcome, other)];
  return say`${mine} a contact against ${theirs}; ${sayShare(one)} and ${sayShare(other)} ${did}`;
}

export function sayShare({ contacts, assigned }: ArmOutcome): Phrase {
  return say`${count(contacts)} of ${count(assigned)}`;
}

/** The value of one arm: a rate, or an amount a contact. */
export function valueFigure(test: JudgedTest, outcome: Outcome, { value, reason }: ArmOutcome): Figure {
  if (value === null) return none(reason === null ? 'no data' : sayJudged(reason));
  return outcome.kind === 'revenue' ? amount(currencyOf(test, outcome.of), value) : rate(value);
}
