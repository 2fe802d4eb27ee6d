import { sumMoney } from '../metrics/sum-money.ts';
import { money, type Phrase, say } from './figure.ts';
import type { GoalReading } from './goal-reading.ts';
import { sayRateWorth, UNPRICED } from './rate-worth.ts';
import type { Reading } from './reading.ts';

/** What it would be worth to be where the sender wants to be. */
export function sayGoalWorth(reading: Reading, one: GoalReading): Phrase {
  const { goal, metric, value } = one;
  const { now } = reading.metric(goal.metric);
  if (goal.period === null && metric.unit === 'rate') {
    const [successes, n] = [now.numerator, now.denominator];
    return successes === null || n === null || n === 0
      ? UNPRICED
      : sayRateWorth(goal.metric, { successes, n }, goal.amount.value);
  }
  return sayMoneyWorth(reading, one, Math.abs(goal.amount.value - value)) ?? UNPRICED;
}

/** `gap` in the unit of the metric; null = it has no price, or being there costs money. */
function sayMoneyWorth({ input, metric: read }: Reading, { goal }: GoalReading, gap: number): Phrase | null {
  const { now } = read(goal.metric);
  const currency = goal.amount.currency ?? now.currency;
  if (currency === null) return null;
  const of = (micro: number) => money(currency, Math.round(micro));
  const { counts } = input.total;
  switch (`${goal.metric} ${goal.side}`) {
    case 'cost at-most':
      return say`Worth ${of(gap)}, what is spent above your limit.`;
    case 'revenue at-least':
      return say`Worth ${of(gap)}, what is missing to your goal.`;
    case 'cost-per-conversion at-most':
      return say`Worth ${of(gap * counts.conversions)}, if as many conversions had cost no more than your limit.`;
    case 'revenue-per-delivered at-least':
      return say`Worth ${of(gap * counts.delivered)} more revenue on as many delivered messages, at your goal.`;
    case 'net-roi at-least':
      return say`Worth ${of(gap * (sumMoney(input.total, 'cost', currency) ?? 0))} more revenue for the same cost, at your goal.`;
    default:
      return null;
  }
}
