import type { Proportion } from './newcombe-interval.ts';
import { logTwoSidedTail, twoSidedTail } from './special.ts';

export type TwoProportions = {
  readonly z: number;
  readonly pTwoSided: number;
  /** ln p: exists where p is too small for a number */
  readonly logP: number;
};

/**
 * Pooled two-proportion z-test, b against a.
 *
 * Answers: "would chance alone part these two rates so far?", asked once, at one moment. It is not the test of an
 * A/B campaign, which is looked at every day.
 * Valid for independent groups; as a rule of thumb with at least 5 expected successes and failures in each.
 * Formula: z = (pb - pa) / √(p̄ (1 - p̄) (1/na + 1/nb)), p̄ = all successes / all.
 * Source: Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, 3rd ed. (2003), eq. 3.5 without the
 * continuity correction; the same as R prop.test(correct = FALSE) with z = √X².
 * Accuracy: relative error of z below 1e-13 where the two rates differ by more than 1e-3 of their size; of p, see special.ts.
 * Reference values: facts/stats-cases.json (statsmodels) and test/core/stats/reference.json (scipy).
 *
 * @returns null when nobody or everybody succeeded: then there is no variance and no test
 */
export function twoProportions(a: Proportion, b: Proportion): TwoProportions | null {
  const pooled = (a.successes + b.successes) / (a.n + b.n);
  const variance = pooled * (1 - pooled) * (1 / a.n + 1 / b.n);
  if (!(variance > 0)) return null;
  const z = (b.successes / b.n - a.successes / a.n) / Math.sqrt(variance);
  const pTwoSided = twoSidedTail(z);
  const logP = logTwoSidedTail(z);
  return pTwoSided === null || logP === null ? null : { z, pTwoSided, logP };
}
