import { Failure } from '../failure.ts';
import { type MetricId, metricById } from '../metrics/catalogue.ts';
import type { Metric } from '../metrics/metric.ts';
import { shownText } from '../shown-text.ts';
import { type Amount, amountText, parseAmount } from './amount.ts';

export const SIDES = ['at-least', 'at-most'] as const;

/** What the sender wants to reach or not to pass. */
export type Goal = {
  /** '' = of the whole account */
  readonly brand: string;
  readonly metric: MetricId;
  readonly side: (typeof SIDES)[number];
  readonly amount: Amount;
  /** month = the sum of a calendar month; null = of the window of a report */
  readonly period: 'month' | null;
};

/**
 * "at most 1.5 %", "at least 6 %", "at most 5000 EUR a month". An amount that adds up needs its month: a report may be of
 * a day. Throws `bad-input` with one line.
 */
export function parseGoal(brand: string, metricId: MetricId, text: string): Goal {
  const metric = metricById(metricId);
  const [, side, amount, month] = /^\s*at (least|most)\s+(.+?)(\s+a\s+month)?\s*$/u.exec(text) ?? [];
  if (side === undefined || amount === undefined)
    throw new Failure('bad-input', `${shownText(text)} is not "at least AMOUNT" or "at most AMOUNT"`);
  const parsed = parseAmount(metric, amount);
  if (isSum(metric) && month === undefined)
    throw new Failure('bad-input', `${shownText(text)}: ${metricId} adds up; write "${text.trim()} a month"`);
  if (!isSum(metric) && month !== undefined)
    throw new Failure('bad-input', `${shownText(text)}: ${metricId} does not add up; leave out "a month"`);
  return {
    brand,
    metric: metricId,
    side: side === 'least' ? 'at-least' : 'at-most',
    amount: parsed,
    period: month === undefined ? null : 'month',
  };
}

/** As it is written in the file. */
export function goalText({ metric, side, amount, period }: Goal): string {
  const words = side === 'at-least' ? 'at least' : 'at most';
  const month = period === null ? '' : ' a month';
  return `${words} ${amountText(metricById(metric), amount)}${month}`;
}

function isSum(metric: Metric): boolean {
  return metric.unit === 'money' && metric.denominator === null;
}
