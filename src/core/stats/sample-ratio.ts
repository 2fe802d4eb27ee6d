import { type ChiSquare, chiSquareFit } from './chi-square.ts';
import { dirichletEvidence } from './dirichlet-evidence.ts';

/**
 * Sequential sample-ratio test: are the contacts split as planned, asked at every look?
 *
 * Answers: "half and half was planned; can 5,110 and 4,890 be chance?" When it alarms, the assignment is broken and no
 * difference between the arms means anything.
 * Valid for counts of **assigned** contacts, never of delivered ones or clickers, under any number of looks; needs no
 * minimum, keeps no state. kappa 1000 was chosen by simulation (facts in statistics.md 2): a share of .53 at 5,000
 * contacts is found with .51, at kappa 10,000 with .01; false alarms stay below .0003.
 * Formula and accuracy: dirichlet-evidence.ts with the prior κ w; alarm from BF = 1/0.001 on.
 * Source: Lindon & Malek, NeurIPS 35 (2022), arXiv 2011.03567, Bayes factor of a Dirichlet(κ w) mixture against the
 * planned multinomial. Alarm bound: Ville's inequality.
 * Reference values: facts/stats-cases.json and test/core/stats/reference/sequential.json (mpmath).
 *
 * @param observed whole numbers, one an arm
 * @param weights planned shares in the same order, any scale
 * @returns an infinite Bayes factor when an arm of share 0 has contacts: the plan cannot make them
 */
export function sequentialSampleRatio(observed: readonly number[], weights: readonly number[]): SampleRatio {
  const shares = normalised(weights);
  if (hasUnplanned(observed, shares)) return { logBayesFactor: Number.POSITIVE_INFINITY, isAlarm: true };
  // nobody is no evidence, to the last digit
  if (sum(observed) === 0) return { logBayesFactor: 0, isAlarm: false };
  const planned = plannedOnly(observed, shares);
  const alpha = planned.shares.map((share) => CONCENTRATION * share);
  const logBayesFactor = dirichletEvidence(planned.observed, planned.shares, alpha);
  return { logBayesFactor, isAlarm: logBayesFactor >= ALARM };
}

export type SampleRatio = { readonly logBayesFactor: number; readonly isAlarm: boolean };

/** Prior weight of the plan in contacts, statistics.md 2. */
const CONCENTRATION = 1000;
/** ln(1/0.001): at most one false alarm in a thousand tests. */
const ALARM = Math.log(1000);

/**
 * Fixed sample-ratio test: the chi-square test of the split, for one look at final counts.
 *
 * Valid when assignment is over, so that later looks see the same counts, and at least 5 contacts are expected in each
 * arm. Read at each of 20 looks of a growing test its .001 becomes .007-.009.
 * Formula: chiSquareFit of chi-square.ts over the arms of share above 0.
 * Source: Pearson (1900); Fabijan et al., KDD 2019, for its use. Reference values: scipy.stats.chisquare.
 *
 * @returns null with fewer than two arms of share above 0 or fewer than 5 expected in one; p = 0 and an infinite X² when
 *   an arm of share 0 has contacts; any other p too small for a number is the smallest number, 5e-324, and ln p tells
 */
export function fixedSampleRatio(
  observed: readonly number[],
  weights: readonly number[],
): FixedSampleRatio | null {
  const shares = normalised(weights);
  const df = shares.filter((share) => share > 0).length - 1;
  if (hasUnplanned(observed, shares))
    return { chiSquare: Number.POSITIVE_INFINITY, df, p: 0, logP: Number.NEGATIVE_INFINITY };
  const n = sum(observed);
  if (df < 1 || shares.some((share) => share > 0 && share * n < SMALLEST_EXPECTED)) return null;
  const planned = plannedOnly(observed, shares);
  const fit = chiSquareFit(planned.observed, planned.shares);
  return fit === null ? null : { ...fit, p: Math.max(fit.p, Number.MIN_VALUE) };
}

export type FixedSampleRatio = ChiSquare;

/** Below it the chi-square distribution is no good picture of X² (Cochran 1954). */
const SMALLEST_EXPECTED = 5;

function plannedOnly(observed: readonly number[], shares: readonly number[]) {
  const arms = shares
    .map((share, arm) => ({ share, count: observed[arm] ?? 0 }))
    .filter(({ share }) => share > 0);
  return { observed: arms.map(({ count }) => count), shares: arms.map(({ share }) => share) };
}

function normalised(weights: readonly number[]): readonly number[] {
  const total = sum(weights);
  return weights.map((weight) => (total > 0 ? weight / total : 0));
}

function hasUnplanned(observed: readonly number[], shares: readonly number[]): boolean {
  return observed.some((count, arm) => count > 0 && !((shares[arm] ?? 0) > 0));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
