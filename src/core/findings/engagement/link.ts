import type { Outcome } from './engagement-fit.ts';

/** The scale on which effects add: the logit of a click rate, the logarithm of opt-outs per text. */
export function linkOf(outcome: Outcome, rate: number): number {
  return outcome === 'clicks' ? Math.log(rate / (1 - rate)) : Math.log(rate);
}

/** The rate of a value on that scale; never 0 and, of clicks, never 1. */
export function rateOf(outcome: Outcome, value: number): number {
  const held = Math.max(-MOST, Math.min(outcome === 'clicks' ? MOST : 0, value));
  return outcome === 'clicks' ? 1 / (1 + Math.exp(-held)) : Math.exp(held);
}

/** What a count says of the value: its linearised place and the inverse of its sampling variance (McCullagh & Nelder 1989, 2.5). */
export type WorkingValue = { readonly value: number; readonly information: number };

/** @param expected the value the model has for it; `of` = delivered, above 0 */
export function workingValue(outcome: Outcome, expected: number, count: number, of: number): WorkingValue {
  const rate = rateOf(outcome, expected);
  const information = of * rate * (outcome === 'clicks' ? 1 - rate : 1);
  // one surprising cell must not throw the fit; one event where a tenth was expected is no surprise
  const limit = Math.max(WIDEST_STEP, 4 / Math.sqrt(information));
  const step = (count - of * rate) / information;
  return { value: expected + Math.max(-limit, Math.min(limit, step)), information };
}

const MOST = 12;
const WIDEST_STEP = 3;
