import type { ArmCounts } from './arm-counts.ts';
import type { Contest } from './competing-arms.ts';
import { ALL_OTHERS } from './guardrails.ts';
import type { GuardrailCheck } from './judgement.ts';
import type { ExperimentPlan } from './plan.ts';

/**
 * What an arm costs per assigned contact, in millionths, against the control or all other mailings together. A bill is
 * no sample: there is no interval. Where the plan sets no limit the difference is shown and nothing is blocked
 * (`cleared`); where it does, an arm dearer than that is `breached`.
 *
 * @returns nothing where an arm has no cost or there is more than one currency
 */
export function checkCosts(
  plan: ExperimentPlan,
  contest: Contest,
  arms: ReadonlyMap<string, ArmCounts>,
): readonly GuardrailCheck[] {
  if (contest.isAgainstHoldout) return [];
  const counted = contest.competing
    .map(({ variantId }) => arms.get(variantId))
    .filter((arm) => arm !== undefined);
  const currencies = new Set(counted.flatMap((arm) => arm.costs.map((cost) => cost.currency)));
  if (currencies.size !== 1 || counted.some((arm) => arm.assigned === 0 || arm.costs.length === 0)) return [];
  const control = counted.find((arm) => arm.variantId === contest.control?.variantId);
  return counted
    .filter((arm) => arm !== control)
    .map((arm) => {
      const others = control === undefined ? counted.filter((other) => other !== arm) : [control];
      const reference = costPerContact(others);
      const difference = costPerContact([arm]) - reference;
      const limit = plan.guardrails.costLimit;
      const isBreached = limit !== undefined && difference > limit * reference;
      return {
        guardrail: 'cost',
        variantId: arm.variantId,
        reference: control?.variantId ?? ALL_OTHERS,
        state: isBreached ? 'breached' : 'cleared',
        difference,
        interval: null,
        events: arm.messaged,
        assigned: arm.assigned,
      };
    });
}

function costPerContact(arms: readonly ArmCounts[]): number {
  const micro = arms
    .flatMap((arm) => arm.costs.map((cost) => cost.micro))
    .reduce((sum, cost) => sum + cost, 0);
  return micro / arms.reduce((sum, arm) => sum + arm.assigned, 0);
}
