import type { ArmCounts, TestCounts } from '../../src/core/experiments/arm-counts.ts';
import { judgeTest } from '../../src/core/experiments/judge-test.ts';
import type { JudgedTest, LookHistory } from '../../src/core/experiments/judged-test.ts';
import type { ExperimentPlan, PlannedArm } from '../../src/core/experiments/plan.ts';
import { at } from './build-performance.ts';

/** An arm as a test states it: shares and counts; what is left out is usual. */
export type ArmGiven = Partial<PlannedArm> & { readonly id: string; readonly counts?: Partial<ArmCounts> };

export type TestGiven = {
  readonly campaign?: JudgedTest['campaign'];
  readonly arms: readonly ArmGiven[];
  readonly plan?: Partial<ExperimentPlan>;
  readonly counts?: Partial<Omit<TestCounts, 'arms'>>;
  readonly looks?: LookHistory;
};

const ASSIGNED = 15_000;

/** A finished, planned, randomised test on clicks, judged by the judge; a test states what differs. */
export function buildTest({ campaign, arms, plan, counts, looks }: TestGiven): JudgedTest {
  const named = campaign ?? { id: 'c-301', name: 'Autumn Sale' };
  const fullPlan: ExperimentPlan = {
    campaignId: named.id,
    arms: arms.map(
      ({ id, label, share, isControl, isHoldout }): PlannedArm => ({
        variantId: id,
        label: label ?? id.replace(/^v-/, '').toUpperCase(),
        share: share ?? 1 / arms.length,
        isControl: isControl ?? false,
        isHoldout: isHoldout ?? false,
      }),
    ),
    tested: 'call-to-action',
    theme: null,
    primary: { kind: 'click' },
    alpha: 0.05,
    mdeRelative: 0.1,
    plannedContacts: ASSIGNED * arms.length,
    plannedRate: 0.02,
    windows: { click: 72, conversion: 168, optOut: 72, delivery: 72 },
    guardrails: { harmMargin: 0, nonInferiorityMargin: 0.003, isStrict: false },
    split: 'random',
    origin: 'applied',
    ...plan,
  };
  const fullCounts: TestCounts = {
    campaignId: named.id,
    asOf: at('2026-11-23T07:55'),
    assignedBy: 'assignments',
    firstAssignedAt: at('2026-11-17T10:00'),
    lastAssignedAt: at('2026-11-17T10:20'),
    isAssignmentFinal: true,
    isClosed: true,
    matureShare: 1,
    crossedOver: 0,
    stoppedFeeds: [],
    ...counts,
    arms: arms.map((arm) => buildArm(arm)),
  };
  return {
    campaign: named,
    plan: fullPlan,
    planFrozenAt: fullCounts.firstAssignedAt,
    counts: fullCounts,
    judgement: judgeTest(fullPlan, fullCounts),
    looks: looks ?? { stored: 0, firstWinner: null },
  };
}

function buildArm({ id, isHoldout = false, counts = {} }: ArmGiven): ArmCounts {
  const assigned = counts.assigned ?? ASSIGNED;
  const messaged = isHoldout ? 0 : assigned;
  const notDelivered = counts.notDelivered ?? Math.round(messaged * 0.04);
  const clicking = counts.clicking ?? 0;
  return {
    variantId: id,
    assigned,
    messaged,
    delivered: messaged - notDelivered,
    notDelivered,
    clicking,
    rawClicking: Math.round(clicking * 1.1),
    optedOut: isHoldout ? 0 : Math.round(assigned * 0.004),
    conversions: [],
    revenue: [],
    costs: isHoldout ? [] : [{ currency: 'EUR', micro: messaged * 41_000 }],
    responses: clicking === 0 ? [] : [{ seconds: 540, contacts: clicking }],
    ...counts,
  };
}
