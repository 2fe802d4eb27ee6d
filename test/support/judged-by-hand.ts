import type { ArmCounts, TestCounts } from '../../src/core/experiments/arm-counts.ts';
import type { JudgedTest } from '../../src/core/experiments/judged-test.ts';
import type { PairComparison, TestJudgement, Verdict } from '../../src/core/experiments/judgement.ts';
import { outcomeId } from '../../src/core/experiments/outcome.ts';
import type { ExperimentPlan, PlannedArm } from '../../src/core/experiments/plan.ts';

export type BuiltArm = Partial<PlannedArm> & Partial<ArmCounts>;

export type BuiltTest = {
  readonly id?: string;
  /** default a and b, 1,000 contacts each */
  readonly arms?: readonly BuiltArm[];
  readonly plan?: Partial<ExperimentPlan>;
  readonly counts?: Partial<TestCounts>;
  readonly verdict?: Verdict;
  /** variant id of the arm that is better in every pair it is in */
  readonly better?: string | null;
  readonly judgement?: Partial<TestJudgement>;
};

/** A judged test as it is handed about, made by hand: what was judged is what the caller says. */
export function buildJudgedTest(built: BuiltTest = {}): JudgedTest {
  const id = built.id ?? 'spring';
  const arms = built.arms ?? [{ variantId: 'a' }, { variantId: 'b' }];
  const plan = buildPlan(id, arms, built.plan);
  const counts = buildCounts(id, arms, built.counts);
  return {
    campaign: { id, name: `Campaign ${id}` },
    plan,
    planFrozenAt: Temporal.Instant.from('2026-03-02T10:00Z'),
    counts,
    judgement: buildJudgement(plan, counts, built),
    looks: { stored: 3, firstWinner: null },
  };
}

function buildPlan(
  id: string,
  arms: readonly BuiltArm[],
  plan: Partial<ExperimentPlan> = {},
): ExperimentPlan {
  return {
    campaignId: id,
    arms: arms.map((arm, at) => ({
      variantId: arm.variantId ?? String(at),
      label: arm.label ?? `Arm ${arm.variantId ?? at}`,
      share: arm.share ?? 1 / arms.length,
      isControl: arm.isControl ?? false,
      isHoldout: arm.isHoldout ?? false,
    })),
    tested: null,
    theme: null,
    primary: { kind: 'click' },
    alpha: 0.05,
    mdeRelative: 0.1,
    plannedContacts: 2_000,
    plannedRate: 0.06,
    windows: { click: 72, conversion: 168, optOut: 168, delivery: 72 },
    guardrails: { harmMargin: 0, nonInferiorityMargin: 0.003, isStrict: false },
    split: 'random',
    origin: 'default',
    ...plan,
  };
}

function buildCounts(id: string, arms: readonly BuiltArm[], counts: Partial<TestCounts> = {}): TestCounts {
  return {
    campaignId: id,
    asOf: Temporal.Instant.from('2026-04-01T10:00Z'),
    assignedBy: 'assignments',
    firstAssignedAt: Temporal.Instant.from('2026-03-02T10:00Z'),
    lastAssignedAt: Temporal.Instant.from('2026-03-03T10:00Z'),
    isAssignmentFinal: true,
    isClosed: true,
    matureShare: 1,
    crossedOver: 0,
    stoppedFeeds: [],
    arms: arms.map((arm, at) => ({
      variantId: arm.variantId ?? String(at),
      assigned: arm.assigned ?? 1_000,
      messaged: arm.messaged ?? 1_000,
      delivered: arm.delivered ?? 950,
      notDelivered: arm.notDelivered ?? 50,
      clicking: arm.clicking ?? 60,
      rawClicking: arm.rawClicking ?? 80,
      optedOut: arm.optedOut ?? 5,
      conversions: arm.conversions ?? [],
      revenue: arm.revenue ?? [],
      costs: arm.costs ?? [],
      responses: arm.responses ?? [],
    })),
    ...counts,
  };
}

function buildJudgement(plan: ExperimentPlan, counts: TestCounts, built: BuiltTest): TestJudgement {
  const primary = outcomeId(plan.primary);
  const ids = plan.arms.filter(({ isHoldout }) => !isHoldout).map(({ variantId }) => variantId);
  return {
    verdict: built.verdict ?? { id: 'inconclusive', need: null },
    isClosed: counts.isClosed,
    isMature: counts.matureShare === 1,
    split: null,
    primary,
    isHigherBetter: true,
    arms: counts.arms.map((arm) => ({
      variantId: arm.variantId,
      assigned: arm.assigned,
      contacts: arm.clicking,
      value: arm.assigned === 0 ? null : arm.clicking / arm.assigned,
      reason: arm.assigned === 0 ? 'nobody assigned' : null,
      interval: null,
    })),
    pairs: ids.flatMap((first, at) =>
      ids.slice(at + 1).map((second) => {
        const better = built.better === first || built.better === second ? built.better : null;
        return buildPair({ outcome: primary, first, second, better });
      }),
    ),
    guardrails: [],
    exploratory: [],
    incrementality: [],
    detail: { omnibus: null, bayes: [], responseTimes: [], notes: [] },
    ...built.judgement,
  };
}

export function buildPair(pair: Partial<PairComparison>): PairComparison {
  return {
    outcome: 'click',
    first: 'a',
    second: 'b',
    difference: 0.01,
    interval: { lower: -0.01, upper: 0.03 },
    z: 1.1,
    fraction: 0.8,
    critical: 3.05,
    logE: -0.4,
    alwaysValidP: 1,
    adjustedP: 1,
    relative: { lift: 0.17, lower: -0.15, upper: 0.6 },
    better: null,
    refusal: null,
    singleLook: { z: 1.1, p: 0.27, interval: { lower: -0.008, upper: 0.028 }, fisherP: null },
    ...pair,
  };
}
