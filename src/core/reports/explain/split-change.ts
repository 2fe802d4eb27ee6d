import type { Proportion } from '../../stats/newcombe-interval.ts';
import { normalQuantile } from '../../stats/special.ts';

/** One part of the sending, such as a segment, in two windows; nobody in one of them: n = 0. */
export type Part = { readonly now: Proportion; readonly before: Proportion };

/** A share of a change of a rate, in units of 1, and its standard error. */
export type Share = { readonly value: number; readonly standardError: number };

export type SplitChange = {
  readonly total: number;
  /** who was written to: parts of the sending are larger or smaller than before */
  readonly mix: Share;
  /** what people of the same part did */
  readonly rate: Share;
  /** of `rate`, what each part brought */
  readonly rates: readonly Share[];
};

/**
 * Splits the difference of two rates into what the mix of the parts brought and what the rates inside the parts brought.
 *
 * Answers: "more people clicked: because others were written to, or because the same people clicked more?" (In words
 * only "together with": what was not randomised is no cause.)
 * Formula: mix = Σ (w1 - w0)(r1 + r0)/2, rate = Σ (r1 - r0)(w1 + w0)/2, with w the share of a part in its window; both
 * windows have the same weight, so that it does not matter which is the base, and nothing is left over.
 * Source: Kitagawa, JASA 50 (1955) 1168-1194, two components; the same as Oaxaca's (International Economic Review 14
 * (1973) 693-709) with symmetric weights. Standard errors by the delta method for given shares: Var r = r (1 - r) / n,
 * r with half a success and half a failure added, so that 0 of n is not certain.
 * A part of one window only has no rate in the other: its own rate stands for it, so that all of it counts as mix.
 *
 * @returns null when one of the windows is empty
 */
export function splitChange(parts: readonly Part[]): SplitChange | null {
  const nowN = sum(parts, ({ now }) => now.n);
  const beforeN = sum(parts, ({ before }) => before.n);
  if (nowN <= 0 || beforeN <= 0) return null;
  const split = parts.map(({ now, before }) => {
    const [w1, w0] = [now.n / nowN, before.n / beforeN];
    const r1 = now.n > 0 ? now.successes / now.n : before.successes / Math.max(1, before.n);
    const r0 = before.n > 0 ? before.successes / before.n : r1;
    const chance = (now.n > 0 ? varianceOf(now) : 0) + (before.n > 0 ? varianceOf(before) : 0);
    const isMatched = now.n > 0 && before.n > 0;
    return {
      mix: ((w1 - w0) * (r1 + r0)) / 2,
      mixVariance: ((w1 - w0) / 2) ** 2 * (isMatched ? chance : 4 * chance),
      rate: {
        value: isMatched ? ((r1 - r0) * (w1 + w0)) / 2 : 0,
        standardError: isMatched ? ((w1 + w0) / 2) * Math.sqrt(chance) : 0,
      },
    };
  });
  return {
    total: rateOf(parts, 'now') - rateOf(parts, 'before'),
    mix: {
      value: sum(split, ({ mix }) => mix),
      standardError: Math.sqrt(sum(split, ({ mixVariance }) => mixVariance)),
    },
    rate: {
      value: sum(split, ({ rate }) => rate.value),
      standardError: Math.sqrt(sum(split, ({ rate }) => rate.standardError ** 2)),
    },
    rates: split.map(({ rate }) => rate),
  };
}

/**
 * What each part of one window brought to the difference from a level: its share times how far its rate is from the
 * level. They add up to the whole difference, also where the parts of two windows have nothing in common, as one-off
 * campaigns have not.
 */
export function contributionsOf(parts: readonly Proportion[], level: Proportion): readonly number[] {
  const n = sum(parts, (part) => part.n);
  const before = level.successes / level.n;
  return parts.map((part) => (part.n > 0 ? (part.n / n) * (part.successes / part.n - before) : 0));
}

/** Beyond chance at 5 %, two-sided, when the largest of so many was looked for. */
export function isBeyondChance({ value, standardError }: Share, among: number): boolean {
  return Math.abs(value) > criticalValue(among) * standardError;
}

/** Of the standard normal distribution, 5 % two-sided, shared by so many comparisons (Bonferroni). */
export function criticalValue(among: number): number {
  return normalQuantile(1 - 0.025 / Math.max(1, among)) ?? Number.POSITIVE_INFINITY;
}

function varianceOf({ successes, n }: Proportion): number {
  const rate = (successes + 0.5) / (n + 1);
  return (rate * (1 - rate)) / n;
}

function rateOf(parts: readonly Part[], window: keyof Part): number {
  return sum(parts, (part) => part[window].successes) / sum(parts, (part) => part[window].n);
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
