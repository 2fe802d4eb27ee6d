import type { Proportion } from './newcombe-interval.ts';
import { Z_95 } from './wilson-interval.ts';

export type GroupedRate = Proportion & { readonly group: number };

export type ShrunkRate = {
  readonly mean: number;
  /** two-sided 95 %, by the normal approximation of the posterior */
  readonly lower: number;
  readonly upper: number;
};

/** With fewer rates there is no telling how much of their spread is chance. */
const LEAST_RATES = 3;

/**
 * Each rate drawn towards the mean of its group (of all, where the group has fewer than three), the more the fewer stand
 * behind it: beta-binomial, empirical Bayes by moments. All are the same where chance alone explains how far they lie
 * apart. Same order as given; `n` > 0 each. Fewer than three are left alone.
 */
export function shrinkRates(rates: readonly GroupedRate[]): readonly ShrunkRate[] {
  const strength = rates.length < LEAST_RATES ? 0 : strengthOf(rates);
  const groups = Map.groupBy(rates, ({ group }) => group);
  return rates.map(({ successes, n, group }) => {
    if (strength === Number.POSITIVE_INFINITY) return around(meanOf(rates), n + strength);
    const own = groups.get(group) ?? [];
    const prior = meanOf(own.length < LEAST_RATES ? rates : own);
    return around((successes + strength * prior) / (n + strength), n + strength);
  });
}

function around(mean: number, n: number): ShrunkRate {
  const margin = Z_95 * Math.sqrt((mean * (1 - mean)) / n);
  return { mean, lower: Math.max(0, mean - margin), upper: Math.min(1, mean + margin) };
}

/** Observations the mean is worth: p(1 - p) / variance between the rates - 1; infinite when chance alone explains them. */
function strengthOf(rates: readonly Proportion[]): number {
  const mean = meanOf(rates);
  const noise = mean * (1 - mean);
  const all = sum(rates.map(({ n }) => n));
  const squares = sum(rates.map(({ successes, n }) => n * (successes / n - mean) ** 2));
  const weight = all - sum(rates.map(({ n }) => n * n)) / all;
  const between = (squares - (rates.length - 1) * noise) / weight;
  return between <= 0 ? Number.POSITIVE_INFINITY : Math.max(0, noise / between - 1);
}

function meanOf(rates: readonly Proportion[]): number {
  return sum(rates.map(({ successes }) => successes)) / sum(rates.map(({ n }) => n));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
