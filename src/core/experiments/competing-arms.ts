import type { ExperimentPlan, PlannedArm } from './plan.ts';

/** Who is compared with whom in a test. */
export type Contest = {
  /** arms of the plan that get contacts, holdout included, shares normalised (rulings A.9), by variant id */
  readonly arms: readonly PlannedArm[];
  /** arms whose primary outcome is compared, by variant id; fewer than two = not a test */
  readonly competing: readonly PlannedArm[];
  readonly control: PlannedArm | null;
  readonly holdout: PlannedArm | null;
  /** true = one mailing against the holdout: the question is whether sending helps at all */
  readonly isAgainstHoldout: boolean;
};

/**
 * Mailings compete with each other; the holdout is the reference of incrementality only (rulings B.12). Where there
 * is just one mailing, the holdout is its only opponent, and the pair of them is the test.
 * Sorted by id, so that the order in which arms were written never shows in an answer (statistics.md 5).
 */
export function contestOf(plan: ExperimentPlan): Contest {
  const sum = plan.arms.reduce((shares, arm) => shares + arm.share, 0);
  const arms = plan.arms
    .filter((arm) => arm.share > 0)
    .map((arm) => ({ ...arm, share: arm.share / sum }))
    .sort((a, b) => (a.variantId < b.variantId ? -1 : 1));
  const holdout = arms.find((arm) => arm.isHoldout) ?? null;
  const mailings = arms.filter((arm) => !arm.isHoldout);
  const isAgainstHoldout = mailings.length === 1 && holdout !== null && canHoldoutHave(plan);
  return {
    arms,
    competing: isAgainstHoldout ? arms : mailings,
    control: mailings.find((arm) => arm.isControl) ?? null,
    holdout,
    isAgainstHoldout,
  };
}

/** Who gets no message cannot click on it, nor fail to receive it. */
function canHoldoutHave(plan: ExperimentPlan): boolean {
  return plan.primary.kind !== 'click' && plan.primary.kind !== 'non-delivery';
}
