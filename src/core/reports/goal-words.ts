import { figureOfAmount } from '../goals/amount.ts';
import { type Figure, type Phrase, rate, say } from './figure.ts';
import type { GoalReading } from './goal-reading.ts';
import type { Reading } from './reading.ts';

/** "1.1 % of 1.5 % allowed", "€3,210 of €5,000 in 1–22 Nov 2026, 64 %". */
export function sayGoal(reading: Reading, one: GoalReading): Phrase {
  const { goal, verdict } = one;
  const [value, limit] = figuresOf(one);
  if (goal.period === 'month') {
    const share = rate(one.value / goal.amount.value);
    return verdict === 'missed' && goal.side === 'at-most'
      ? say`${value} of ${limit} in ${monthOf(reading)}, over your limit (${share})`
      : say`${value} of ${limit} in ${monthOf(reading)}, ${share}`;
  }
  if (goal.side === 'at-most') {
    if (verdict === 'kept') return say`${value} of ${limit} allowed`;
    return verdict === 'open' ? say`above your limit of ${limit} so far` : say`above your limit of ${limit}`;
  }
  if (verdict === 'kept') return say`goal of ${limit} reached`;
  return verdict === 'open' ? say`${value} so far of ${limit} wanted` : say`below your goal of ${limit}`;
}

/** The value, and what was set. */
export function figuresOf({ goal, metric, value }: GoalReading): readonly [Figure, Figure] {
  return [
    figureOfAmount(metric, { value, currency: goal.amount.currency }),
    figureOfAmount(metric, goal.amount),
  ];
}

/** From the first of the month to the end of the report's window. */
export function monthOf({ input }: Reading): Figure {
  const { from, to } = input.month?.window ?? input.window;
  return { kind: 'window', from: from.toString(), to: to.toString() };
}
