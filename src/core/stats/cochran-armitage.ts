import type { Proportion } from './newcombe-interval.ts';
import { logTwoSidedTail, twoSidedTail } from './special.ts';

export type Trend = {
  /** above 0: the rate rises with the score */
  readonly z: number;
  /** change of the rate per unit of score, weighted least squares */
  readonly slope: number;
  readonly p: number;
  /** ln p: exists where p is too small for a number */
  readonly logP: number;
};

/**
 * Cochran-Armitage test of a trend over ordered groups.
 *
 * Answers: "5, 10 and 15 % off: do more people buy with each step?", asked once. A detail line for ordered variants.
 * Valid for independent groups; the scores are chosen before looking.
 * Formula: z = Σ tᵢ (xᵢ - nᵢ p̄) / √(p̄ (1 - p̄) Σ nᵢ (tᵢ - t̄)²), t̄ the mean score of all contacts.
 * Source: Armitage, Biometrics 11 (1955) 375-386, eq. 4; Agresti, Categorical Data Analysis, 3rd ed. (2013), 5.3.5.
 * z² is the statistic of R's prop.trend.test.
 * Reference values: test/core/stats/reference/classical-r.json (R prop.trend.test).
 *
 * @param scores one an arm, any unit and zero
 * @returns null with fewer than two groups, an empty one, scores all alike, or where nobody or everybody succeeded
 */
export function cochranArmitage(arms: readonly Proportion[], scores: readonly number[]): Trend | null {
  if (arms.length < 2 || arms.length !== scores.length || arms.some(({ n }) => !(n > 0))) return null;
  const n = sum(arms.map((arm) => arm.n));
  const pooled = sum(arms.map(({ successes }) => successes)) / n;
  const failing = sum(arms.map((arm) => arm.n - arm.successes)) / n;
  const middle = sum(arms.map((arm, place) => arm.n * (scores[place] ?? 0))) / n;
  const centred = scores.map((score) => score - middle);
  const spread = sum(arms.map((arm, place) => arm.n * (centred[place] ?? 0) ** 2));
  if (!(pooled > 0 && failing > 0 && spread > 0)) return null;
  const sumOfProducts = sum(
    arms.map((arm, place) => (centred[place] ?? 0) * arm.n * (arm.successes / arm.n - pooled)),
  );
  const z = sumOfProducts / Math.sqrt(pooled * failing * spread);
  const p = twoSidedTail(z);
  const logP = logTwoSidedTail(z);
  return p === null || logP === null ? null : { z, slope: sumOfProducts / spread, p, logP };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
