import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { GuardrailCheck } from '../../experiments/judgement.ts';
import { isHigherBetter, type Outcome } from '../../experiments/outcome.ts';
import type { Interval } from '../../stats/wilson-interval.ts';
import { type Figure, type Phrase, range, say } from '../figure.ts';
import { countRange } from '../rate-worth.ts';
import { counted } from '../words.ts';
import { armName } from './arm-name.ts';
import { amount, closestRival, currencyOf } from './effect.ts';
import { guardrailFigure, guardrailNoun } from './guardrail-words.ts';
import { outcomeWords } from './outcome-words.ts';
import { isRandomised } from './randomised.ts';

/** The interval of the difference on all contacts of the test, had all got the winner. */
export function sayWinnerWorth(test: JudgedTest, arm: string): Phrase {
  const rival = closestRival(test, arm);
  if (rival === null || rival.interval === null) return NO_RANGE;
  const { primary } = test.plan;
  const { lower, upper } = rival.interval;
  const isMore = isHigherBetter(primary);
  const number = gainFigure(test, isMore ? { lower, upper } : { lower: 0 - upper, upper: 0 - lower });
  const gain = sayGain(primary, number);
  const contacts = counted(contactsOf(test), 'contact');
  const other = armName(test.plan, rival.against);
  return isRandomised(test)
    ? say`Worth ${gain}, if all ${contacts} of the test had got it instead of ${other}.`
    : say`Worth ${gain}, if all ${contacts} of the test had got it instead of ${other} and nothing else made the difference.`;
}

function sayGain(outcome: Outcome, number: Figure): Phrase {
  const { noun } = outcomeWords(outcome);
  if (outcome.kind === 'revenue') return say`${number} more revenue`;
  return isHigherBetter(outcome) ? say`${number} more ${noun}` : say`${number} fewer ${noun}`;
}

/** What a breached guardrail would have cost on all contacts of the test. */
export function sayBreachWorth(test: JudgedTest, check: GuardrailCheck | undefined): Phrase {
  if (check === undefined || check.interval === null) return NO_RANGE;
  const { guardrail, interval } = check;
  const contacts = contactsOf(test);
  const spared =
    guardrail === 'cost'
      ? spanned(interval, (value) => guardrailFigure(test, 'cost', value * contacts))
      : countRange(interval.lower * contacts, interval.upper * contacts);
  const all = counted(contacts, 'contact');
  return guardrail === 'cost'
    ? say`Worth ${spared}, what it would have cost more for all ${all} of the test.`
    : say`Worth ${spared} ${guardrailNoun(guardrail)} spared, if all ${all} of the test had got it.`;
}

const NO_RANGE = say`Worth not known: the range of the difference is not known.`;

function gainFigure(test: JudgedTest, { lower, upper }: Interval): Figure {
  const contacts = contactsOf(test);
  const { primary } = test.plan;
  if (primary.kind !== 'revenue') return countRange(lower * contacts, upper * contacts);
  const currency = currencyOf(test, primary.of);
  return spanned({ lower, upper }, (value) => amount(currency, value * contacts));
}

function spanned({ lower, upper }: Interval, figureOf: (value: number) => Figure): Figure {
  return lower === upper ? figureOf(upper) : range(figureOf(lower), figureOf(upper));
}

/** Everybody assigned to a mailing. */
function contactsOf({ plan, counts }: JudgedTest): number {
  const holdouts = plan.arms.filter(({ isHoldout }) => isHoldout).map(({ variantId }) => variantId);
  return counts.arms
    .filter(({ variantId }) => !holdouts.includes(variantId))
    .reduce((sum, { assigned }) => sum + assigned, 0);
}
