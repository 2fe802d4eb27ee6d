import type { Contest } from './competing-arms.ts';
import type { PlannedArm } from './plan.ts';

export type ArmPairs = {
  /** first = control or holdout where there is one, else the lower id; differences are second minus first */
  readonly pairs: readonly { readonly first: PlannedArm; readonly second: PlannedArm }[];
  /** m: how many comparisons share alpha, at every look the same */
  readonly comparisons: number;
};

/**
 * Which arms are compared (statistics.md 5): all pairs, usual in SMS; with a control the k-1 pairs with it and the
 * best arm against the rest.
 *
 * @param best the arm that leads now, by id; only a plan with a control asks
 */
export function pairsOfArms(contest: Contest, best: string | null): ArmPairs {
  const { competing, control, holdout, isAgainstHoldout } = contest;
  const k = competing.length;
  if (isAgainstHoldout && holdout !== null) return { pairs: pairsWith(holdout, competing), comparisons: 1 };
  if (control === null) {
    const pairs = competing.flatMap((first, place) => pairsWith(first, competing.slice(place + 1)));
    return { pairs, comparisons: pairs.length };
  }
  const others = competing.filter((arm) => arm !== control);
  const leader = others.find((arm) => arm.variantId === best);
  const againstRest = leader === undefined ? [] : pairsWith(leader, others);
  const ordered = againstRest.map(({ first, second }) =>
    first.variantId < second.variantId ? { first, second } : { first: second, second: first },
  );
  // who leads changes from look to look, what may be compared does not: k-1 and k-2, also while the control leads
  return { pairs: [...pairsWith(control, others), ...ordered], comparisons: Math.max(1, 2 * k - 3) };
}

function pairsWith(first: PlannedArm, others: readonly PlannedArm[]): ArmPairs['pairs'] {
  return others.filter((second) => second.variantId !== first.variantId).map((second) => ({ first, second }));
}
