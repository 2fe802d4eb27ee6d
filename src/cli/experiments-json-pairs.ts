import type { GuardrailCheck, PairComparison, SplitCheck } from '../core/experiments/judgement.ts';
import type { PlannedArm } from '../core/experiments/plan.ts';
import type { Interval } from '../core/stats/wilson-interval.ts';

const MICRO = 1_000_000;

/** Two arms on one metric, second minus first; rates in units of 1, revenue in units of the currency a contact. */
export function comparisonJson(pair: PairComparison) {
  const unit = unitOf(pair.outcome);
  const scaled = (value: number | null): number | null => (value === null ? null : value / unit);
  return {
    metric: pair.outcome,
    first: pair.first,
    second: pair.second,
    difference: scaled(pair.difference),
    interval: intervalJson(pair.interval, unit),
    relative: pair.relative,
    better: pair.better,
    always_valid_p: pair.alwaysValidP,
    adjusted_p: pair.adjustedP,
    z: pair.z,
    information_fraction: pair.fraction,
    critical: pair.critical,
    log_e: pair.logE,
    reason: pair.refusal,
    single_look: {
      z: pair.singleLook.z,
      p: pair.singleLook.p,
      interval: intervalJson(pair.singleLook.interval, unit),
      fisher_p: pair.singleLook.fisherP,
    },
  };
}

/** The split of assigned contacts against the plan, arms by their variant ids. */
export function splitJson(split: SplitCheck, arms: readonly PlannedArm[]) {
  const byArm = (values: readonly number[]): Readonly<Record<string, number>> =>
    Object.fromEntries(arms.map(({ variantId }, at) => [variantId, values[at] ?? 0]));
  const { method, logBayesFactor, chiSquare } = split;
  return {
    method,
    statistic: method === 'sequential' ? logBayesFactor : chiSquare,
    alarm: split.isAlarm,
    warning: split.isWarning,
    p: split.p,
    log_bayes_factor: logBayesFactor,
    chi_square: chiSquare,
    deviation: split.deviation,
    observed: byArm(split.observed),
    planned: byArm(split.planned),
  };
}

/** Cost in units of the currency a contact, else a difference of rates; harm is positive. */
export function guardrailJson(check: GuardrailCheck) {
  const unit = check.guardrail === 'cost' ? MICRO : 1;
  return {
    guardrail: check.guardrail,
    variant_id: check.variantId,
    reference: check.reference,
    state: check.state,
    difference: check.difference === null ? null : check.difference / unit,
    interval: intervalJson(check.interval, unit),
    events: check.events,
    assigned: check.assigned,
  };
}

/** Revenue is counted in millionths. */
export function unitOf(outcome: string): number {
  return outcome.startsWith('revenue:') ? MICRO : 1;
}

export function intervalJson(
  interval: Interval | null,
  unit: number,
): { readonly lower: number; readonly upper: number } | null {
  return interval === null ? null : { lower: interval.lower / unit, upper: interval.upper / unit };
}
