import type { CountedAgainst } from './campaign-rates.ts';

type Counted = Pick<CountedAgainst, 'count' | 'of' | 'expected'>;

/** Logit of the rate less that of the expected one; half a click more on both sides, so that no click has a value. */
export function effectOf({ count, of, expected }: Counted): number {
  return logitOf(count, of) - logitOf(expected, of);
}

export function logitOf(count: number, of: number): number {
  return Math.log((count + 0.5) / (Math.max(0, of - count) + 0.5));
}

/** Variance of the effect by chance of counts. */
export function samplingOf({ of, expected }: Counted): number {
  return 1 / (expected + 0.5) + 1 / (Math.max(0, of - expected) + 0.5);
}

/** What was expected, moved on the logit. */
export function expectMore(of: number, expected: number, more: number): number {
  const odds = ((expected + 0.5) / (Math.max(0, of - expected) + 0.5)) * Math.exp(more);
  return more === 0 ? expected : Math.max(0, ((of + 1) * odds) / (1 + odds) - 0.5);
}
