import type { TestCounts } from '../../src/core/experiments/arm-counts.ts';
import type { ArmEvidence } from '../../src/core/experiments/arm-evidence.ts';
import type { ExperimentPlan } from '../../src/core/experiments/plan.ts';

/** Simulated evidence as the counts a report would read: everybody reached, nobody opted out. */
export function countsOf(
  plan: ExperimentPlan,
  evidence: readonly ArmEvidence[],
  isAssignmentFinal: boolean,
): TestCounts {
  return {
    campaignId: plan.campaignId,
    asOf: Temporal.Instant.fromEpochMilliseconds(0),
    assignedBy: 'assignments',
    firstAssignedAt: null,
    lastAssignedAt: null,
    isAssignmentFinal,
    isClosed: false,
    matureShare: 0,
    crossedOver: 0,
    stoppedFeeds: [],
    arms: evidence.map((arm, place) => armOf(plan.arms[place]?.variantId ?? '', arm)),
  };
}

function armOf(variantId: string, evidence: ArmEvidence): TestCounts['arms'][number] {
  const clicking = evidence.kind === 'rate' ? evidence.contacts : 0;
  return {
    variantId,
    assigned: evidence.n,
    messaged: evidence.n,
    delivered: evidence.n,
    notDelivered: 0,
    clicking,
    rawClicking: clicking,
    optedOut: 0,
    conversions: [],
    revenue:
      evidence.kind === 'rate'
        ? []
        : [
            {
              kind: 'purchase',
              currency: 'EUR',
              contacts: evidence.contacts,
              sumMicro: evidence.sum,
              sumSquares: evidence.sumSquares,
            },
          ],
    costs: [],
    responses: [],
  };
}
