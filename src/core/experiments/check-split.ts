import { fixedSampleRatio, sequentialSampleRatio } from '../stats/sample-ratio.ts';
import type { TestCounts } from './arm-counts.ts';
import type { SplitCheck } from './judgement.ts';
import type { ExperimentPlan } from './plan.ts';

/** p below which the chi-square alarms at its one look, and warns at many (statistics.md 2). */
const CHI_SQUARE_ALARM = 0.001;

/**
 * Did everybody assigned fall to the arms as planned? Counts of assigned contacts against planned shares, never
 * delivered ones or clickers; the holdout is part of the split. Source: statistics.md 2; Lindon & Malek 2022;
 * Fabijan et al. 2019.
 *
 * Three methods: an exact quota is compared as it is; a finished assignment has one look, so the chi-square may
 * decide; while it grows, only the sequential test keeps its false alarms at 0.1 % over all looks.
 *
 * `observed` and `planned` stand in the order of `plan.arms`.
 */
export function checkSplit(plan: ExperimentPlan, counts: TestCounts): SplitCheck {
  const sum = plan.arms.reduce((shares, arm) => shares + arm.share, 0);
  const planned = plan.arms.map((arm) => arm.share / sum);
  const observed = plan.arms.map(
    ({ variantId }) => counts.arms.find((arm) => arm.variantId === variantId)?.assigned ?? 0,
  );
  const split = { observed, planned, deviation: largestDeviation(observed, planned) };
  // in the order of ids: sums of logarithms differ in their last digit when arms change places
  const order = plan.arms
    .map(({ variantId }, place) => ({ variantId, place }))
    .sort((a, b) => (a.variantId < b.variantId ? -1 : 1));
  const counted = order.map(({ place }) => observed[place] ?? 0);
  const shares = order.map(({ place }) => plan.arms[place]?.share ?? 0);
  const fixed = fixedSampleRatio(counted, shares);
  const sequential = sequentialSampleRatio(counted, shares);
  const numbers = {
    logBayesFactor: sequential.logBayesFactor,
    chiSquare: fixed?.chiSquare ?? null,
    p: fixed?.p ?? null,
  };
  if (plan.split === 'quota') {
    const isAlarm = !isWithinRounding(observed, planned, counts.crossedOver);
    return { ...split, ...numbers, method: 'quota', isAlarm, isWarning: false };
  }
  const isBelow = fixed !== null && fixed.p < CHI_SQUARE_ALARM;
  // null = fewer than 5 contacts expected in an arm: then only the sequential test, which needs no minimum
  if (counts.isAssignmentFinal && fixed !== null)
    return { ...split, ...numbers, method: 'chi-square', isAlarm: isBelow, isWarning: false };
  const { isAlarm } = sequential;
  return { ...split, ...numbers, method: 'sequential', isAlarm, isWarning: isBelow && !isAlarm };
}

/** The share farthest from its plan, signed: +0.02 = two points too many. 0 where nobody is assigned. */
function largestDeviation(observed: readonly number[], planned: readonly number[]): number {
  const n = observed.reduce((sum, count) => sum + count, 0);
  if (n === 0) return 0;
  const deviations = planned.map((share, arm) => (observed[arm] ?? 0) / n - share);
  // of two as far, the surplus: so that the order of arms never shows
  return deviations.toSorted((a, b) => Math.abs(b) - Math.abs(a) || b - a)[0] ?? 0;
}

/** A cut rounds each arm by less than one; a contact found in two arms is missing from both. */
function isWithinRounding(
  observed: readonly number[],
  planned: readonly number[],
  crossedOver: number,
): boolean {
  const n = observed.reduce((sum, count) => sum + count, 0);
  return planned.every((share, arm) => Math.abs((observed[arm] ?? 0) - n * share) <= 1 + crossedOver);
}
