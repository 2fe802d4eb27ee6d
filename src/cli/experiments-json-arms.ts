import type { ArmCounts, ArmRevenue } from '../core/experiments/arm-counts.ts';
import type { JudgedTest } from '../core/experiments/judged-test.ts';
import type { PlannedArm } from '../core/experiments/plan.ts';
import { intervalJson, unitOf } from './experiments-json-pairs.ts';

const MICRO = 1_000_000;

/** One arm: what was planned, what its assigned contacts did, and its primary outcome. */
export function armJson(arm: PlannedArm, judged: JudgedTest): unknown {
  const counts = judged.counts.arms.find(({ variantId }) => variantId === arm.variantId);
  return {
    variant_id: arm.variantId,
    label: arm.label,
    planned_share: arm.share,
    is_control: arm.isControl,
    is_holdout: arm.isHoldout,
    ...countsJson(counts),
    outcome: outcomeJson(arm, judged),
    response: responseJson(arm, judged),
    bayes: bayesJson(arm, judged),
  };
}

/** Before its first assignment an arm has no counts: nobody is in it. */
function countsJson(counts: ArmCounts = NOBODY) {
  return {
    assigned: counts.assigned,
    messaged: counts.messaged,
    delivered: counts.delivered,
    not_delivered: counts.notDelivered,
    clicks: counts.clicking,
    raw_clicks: counts.rawClicking,
    conversions: Object.fromEntries(
      counts.conversions.map(({ kind, contacts, events }) => [kind, { contacts, events }]),
    ),
    opt_outs: counts.optedOut,
    revenue: counts.revenue.map(revenueJson),
    costs: counts.costs.map(({ currency, micro }) => ({
      currency: currency === '' ? null : currency,
      amount: micro / MICRO,
    })),
  };
}

const NOBODY: ArmCounts = {
  variantId: '',
  assigned: 0,
  messaged: 0,
  delivered: 0,
  notDelivered: 0,
  clicking: 0,
  rawClicking: 0,
  optedOut: 0,
  conversions: [],
  revenue: [],
  costs: [],
  responses: [],
};

function revenueJson({ kind, currency, contacts, sumMicro, sumSquares }: ArmRevenue) {
  return {
    kind,
    currency: currency === '' ? null : currency,
    contacts,
    amount: sumMicro / MICRO,
    sum_micro: sumMicro,
    sum_squares: sumSquares / MICRO ** 2,
  };
}

function outcomeJson({ variantId }: PlannedArm, { judgement }: JudgedTest) {
  const outcome = judgement.arms.find((one) => one.variantId === variantId);
  if (outcome === undefined) return null;
  const unit = unitOf(judgement.primary);
  return {
    metric: judgement.primary,
    contacts: outcome.contacts,
    value: outcome.value === null ? null : outcome.value / unit,
    interval: intervalJson(outcome.interval, unit),
    reason: outcome.reason,
  };
}

function responseJson({ variantId }: PlannedArm, { judgement }: JudgedTest) {
  const times = judgement.detail.responseTimes.find((one) => one.variantId === variantId);
  if (times === undefined) return null;
  return {
    responded: times.responded,
    median_seconds: times.medianSeconds,
    median_of_responders_seconds: times.medianOfResponders,
  };
}

function bayesJson({ variantId }: PlannedArm, { judgement }: JudgedTest) {
  const bayes = judgement.detail.bayes.find((one) => one.variantId === variantId);
  if (bayes === undefined) return null;
  return { probability_best: bayes.probabilityBest, expected_loss: bayes.expectedLoss };
}
