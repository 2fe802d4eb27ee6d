import type { Proportion } from './newcombe-interval.ts';
import { chiSquareTail, logChiSquareTail } from './special.ts';

export type ChiSquare = {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** ln p: exists where p is too small for a number */
  readonly logP: number;
};

/**
 * Chi-square test that k groups share one rate.
 *
 * Answers: "do the four texts differ at all?", asked once. A detail line: it does not say which, and looking every day
 * breaks it.
 * Valid with independent groups and, as a rule of thumb, at least 5 expected successes and failures in each.
 * Formula: X² = Σ nᵢ (pᵢ - p̄)² / (p̄ (1 - p̄)), df = k - 1; for two groups z² of two-proportions.ts.
 * Source: Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, 3rd ed. (2003), eq. 9.4.
 * Reference values: test/core/stats/reference/classical-r.json (R chisq.test) and facts/stats-cases.json (scipy).
 *
 * @returns null with fewer than two groups, an empty one, or where nobody or everybody succeeded
 */
export function chiSquareSamples(arms: readonly Proportion[]): ChiSquare | null {
  if (arms.length < 2 || arms.some(({ n }) => !(n > 0))) return null;
  const n = sum(arms.map((arm) => arm.n));
  const pooled = sum(arms.map(({ successes }) => successes)) / n;
  const failing = sum(arms.map((arm) => arm.n - arm.successes)) / n;
  if (!(pooled > 0 && failing > 0)) return null;
  const squares = arms.map((arm) => arm.n * (arm.successes / arm.n - pooled) ** 2);
  return tail(sum(squares) / (pooled * failing), arms.length - 1);
}

/**
 * Chi-square test that counts follow given shares.
 *
 * Answers: "70, 20 and 10 % were meant; is this that?" For one look at final counts; at least 5 expected in each.
 * Formula: X² = Σ (xᵢ - n wᵢ)² / (n wᵢ), df = k - 1.
 * Source: Pearson, Philosophical Magazine 50 (1900) 157-175.
 * Reference values: test/core/stats/reference/classical-r.json (R chisq.test) and facts/stats-cases.json (scipy).
 *
 * @param weights shares in the order of the counts, any scale
 * @returns null with fewer than two counts, nobody counted, or a share that is not above 0
 */
export function chiSquareFit(observed: readonly number[], weights: readonly number[]): ChiSquare | null {
  const n = sum(observed);
  const scale = sum(weights);
  if (observed.length < 2 || observed.length !== weights.length || !(n > 0)) return null;
  if (weights.some((weight) => !(weight > 0))) return null;
  const squares = weights.map((weight, place) => {
    const expected = (n * weight) / scale;
    return ((observed[place] ?? 0) - expected) ** 2 / expected;
  });
  return tail(sum(squares), observed.length - 1);
}

function tail(chiSquare: number, df: number): ChiSquare | null {
  const p = chiSquareTail(chiSquare, df);
  const logP = logChiSquareTail(chiSquare, df);
  return p === null || logP === null ? null : { chiSquare, df, p, logP };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
