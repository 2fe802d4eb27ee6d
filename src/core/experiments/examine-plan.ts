import type { ExperimentPlan } from './plan.ts';
import { failedShare, sharesAddUp } from './plan-shares.ts';

/** @returns why nothing can be judged by this plan, null when it can */
export function faultOfPlan(plan: ExperimentPlan): string | null {
  const ids = plan.arms.map((arm) => arm.variantId);
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  const share = failedShare(plan.arms);
  if (twice !== undefined) return `the plan names arm ${twice} twice`;
  if (share !== null) return share;
  if (!sharesAddUp(plan.arms)) return `the planned shares add up to ${sumOf(plan)}, not to 1`;
  if (plan.arms.filter((arm) => arm.isControl).length > 1) return 'the plan names more than one control';
  if (plan.arms.filter((arm) => arm.isHoldout).length > 1) return 'the plan names more than one holdout';
  if (!isInside(plan.alpha, 0, 1)) return `the plan's alpha is ${plan.alpha}, not between 0 and 1`;
  if (!(plan.mdeRelative > 0)) return `the plan's smallest effect is ${plan.mdeRelative}, not above 0`;
  if (!isInside(plan.plannedRate, 0, 1))
    return `the planned rate is ${plan.plannedRate}, not between 0 and 1`;
  if (!(plan.plannedContacts > 0 && Number.isFinite(plan.plannedContacts)))
    return `the plan is for ${plan.plannedContacts} contacts, not for more than 0`;
  return null;
}

function sumOf(plan: ExperimentPlan): string {
  return plan.arms.reduce((sum, arm) => sum + arm.share, 0).toFixed(4);
}

function isInside(value: number, low: number, high: number): boolean {
  return value > low && value < high;
}
