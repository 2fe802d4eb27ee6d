import type { MetricId } from '../metrics/catalogue.ts';
import type { Proportion } from '../stats/newcombe-interval.ts';
import { wilsonInterval } from '../stats/wilson-interval.ts';
import { count, type Figure, type Phrase, range, rate, say } from './figure.ts';

/**
 * How many people or messages lie between a rate and the one it should have, with the 95 % limits of chance between
 * people: "Worth 150 to 215 fewer opt-outs among as many contacts, if their rate were 0.60 %."
 */
export function sayRateWorth(id: MetricId, { successes, n }: Proportion, target: number): Phrase {
  const { lower, upper } = wilsonInterval(successes, n);
  const isMore = successes / n < target;
  const number = countRange(
    isMore ? (target - upper) * n : (lower - target) * n,
    isMore ? (target - lower) * n : (upper - target) * n,
  );
  return WORDS[id]?.(number, rate(target)) ?? UNPRICED;
}

export const UNPRICED = say`Worth not known: nothing in the data prices this figure.`;

type Words = (number: Figure, target: Figure) => Phrase;

const converting: Words = (number, target) =>
  say`Worth ${number} more who convert among as many contacts, if the rate were ${target}.`;
const delivered: Words = (number, target) =>
  say`Worth ${number} more delivered of as many messages, if the rate were ${target}.`;

const WORDS: Partial<Record<MetricId, Words>> = {
  'delivery-rate': delivered,
  'delivery-rate-known': delivered,
  'unknown-share': (number, target) =>
    say`Worth ${number} more answers on as many messages, if the share were ${target}.`,
  'click-through': (number, target) =>
    say`Worth ${number} more who click among as many contacts, if the rate were ${target}.`,
  'conversion-rate': converting,
  'click-to-conversion': converting,
  'opt-out-rate': (number, target) =>
    say`Worth ${number} fewer opt-outs among as many contacts, if the rate were ${target}.`,
};

/** Whole people or messages, never fewer than none; one number where both ends are the same. */
export function countRange(lower: number, upper: number): Figure {
  const [from, to] = [Math.max(0, Math.floor(lower)), Math.max(0, Math.ceil(upper))];
  return from === to ? count(to) : range(count(from), count(to));
}
