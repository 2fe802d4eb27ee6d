import type { ArmCounts, TestCounts } from '../../../src/core/experiments/arm-counts.ts';
import type { ExperimentPlan, PlannedArm } from '../../../src/core/experiments/plan.ts';

/** A plan of equal arms A, B, ... unless told; what a test does not say is usual. */
export function makePlan(
  changes: Partial<ExperimentPlan> = {},
  ids: readonly string[] = ['A', 'B'],
): ExperimentPlan {
  return {
    campaignId: 'spring',
    arms: ids.map((id) => makePlannedArm(id, 1 / ids.length)),
    tested: 'text',
    theme: null,
    primary: { kind: 'click' },
    alpha: 0.05,
    mdeRelative: 0.1,
    plannedContacts: 30_000,
    plannedRate: 0.02,
    windows: { click: 72, conversion: 168, optOut: 72, delivery: 72 },
    guardrails: { harmMargin: 0, nonInferiorityMargin: 0.003, isStrict: false },
    split: 'random',
    origin: 'applied',
    ...changes,
  };
}

export function makePlannedArm(
  variantId: string,
  share: number,
  changes: Partial<PlannedArm> = {},
): PlannedArm {
  return { variantId, label: variantId, share, isControl: false, isHoldout: false, ...changes };
}

export function makeArm(
  variantId: string,
  assigned: number,
  clicking: number,
  changes: Partial<ArmCounts> = {},
): ArmCounts {
  return {
    variantId,
    assigned,
    messaged: assigned,
    delivered: 0,
    notDelivered: 0,
    clicking,
    rawClicking: clicking,
    optedOut: 0,
    conversions: [],
    revenue: [],
    costs: [],
    responses: [],
    ...changes,
  };
}

/** Open, mature, still assigning, unless told. */
export function makeCounts(arms: readonly ArmCounts[], changes: Partial<TestCounts> = {}): TestCounts {
  return {
    campaignId: 'spring',
    asOf: Temporal.Instant.from('2026-11-02T09:00:00Z'),
    assignedBy: 'assignments',
    firstAssignedAt: Temporal.Instant.from('2026-10-20T09:00:00Z'),
    lastAssignedAt: Temporal.Instant.from('2026-10-20T09:00:00Z'),
    isAssignmentFinal: false,
    isClosed: false,
    matureShare: 1,
    crossedOver: 0,
    arms,
    stoppedFeeds: [],
    ...changes,
  };
}
