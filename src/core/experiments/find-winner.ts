import { type ArmEvidence, valueOf } from './arm-evidence.ts';
import { comparePair } from './compare-pair.ts';
import { type Contest, contestOf } from './competing-arms.ts';
import { type DecidedPair, decideByHolm, isBeatenBy } from './decide-pairs.ts';
import { isHigherBetter, outcomeId } from './outcome.ts';
import { pairsOfArms } from './pairs-of-arms.ts';
import type { ExperimentPlan } from './plan.ts';

/**
 * The decision alone, without split, guardrails and everything shown: one look of a simulation. The same code path
 * `judgeTest` takes.
 *
 * @param evidence one an arm, in the order of `plan.arms`
 * @returns the id of the arm that beats every other, else null
 */
export function winnerOfEvidence(plan: ExperimentPlan, evidence: readonly ArmEvidence[]): string | null {
  const byArm = new Map(plan.arms.map(({ variantId }, place) => [variantId, evidence[place] ?? NOBODY]));
  const contest = contestOf(plan);
  const { pairs } = decidePrimary({ plan, contest, evidence: byArm, refusal: null, breached: NONE });
  return winnerAmong(pairs, contest, NONE, NONE);
}

export type PrimaryQuestion = {
  readonly plan: ExperimentPlan;
  readonly contest: Contest;
  readonly evidence: ReadonlyMap<string, ArmEvidence>;
  /** why nothing can be compared, null = may be */
  readonly refusal: string | null;
  /** arms that cannot win because they break a guardrail */
  readonly breached: ReadonlySet<string>;
};

/** All pairs of the primary outcome, decided. */
export function decidePrimary({ plan, contest, evidence, refusal, breached }: PrimaryQuestion): {
  readonly pairs: readonly DecidedPair[];
  readonly comparisons: number;
} {
  const best = leaderOf(plan, contest, evidence, breached);
  const { pairs, comparisons } = pairsOfArms(contest, best);
  const compared = pairs.map(({ first, second }) =>
    comparePair({
      outcome: outcomeId(plan.primary),
      first,
      second,
      a: evidence.get(first.variantId) ?? NOBODY,
      b: evidence.get(second.variantId) ?? NOBODY,
      plannedContacts: plan.plannedContacts,
      plannedRate: plan.plannedRate,
      alpha: plan.alpha,
      refusal,
    }),
  );
  return { pairs: decideByHolm(compared, comparisons, isHigherBetter(plan.primary)), comparisons };
}

/**
 * The arm that beats every other one that may win (statistics.md 1.5 and 1.6). Arms that break a guardrail are out of
 * the race; where that leaves one arm alone, it must have beaten those too: nobody wins by default.
 *
 * @param held arms that may not win yet, but must still be beaten (strict guardrails)
 */
export function winnerAmong(
  pairs: readonly DecidedPair[],
  contest: Contest,
  breached: ReadonlySet<string>,
  held: ReadonlySet<string>,
): string | null {
  const ids = contest.competing.map((arm) => arm.variantId);
  const racing = ids.filter((id) => !breached.has(id));
  const opponents = racing.length > 1 ? racing : ids;
  const winner = racing.find(
    (id) => !held.has(id) && opponents.every((other) => other === id || isBeatenBy(pairs, other, id)),
  );
  return winner ?? null;
}

/** The best value so far among the arms that may win; of equals the lower id, for the sake of order only. */
export function leaderOf(
  plan: ExperimentPlan,
  contest: Contest,
  evidence: ReadonlyMap<string, ArmEvidence>,
  excluded: ReadonlySet<string>,
): string | null {
  const sign = isHigherBetter(plan.primary) ? 1 : -1;
  const ranked = contest.competing
    .filter((arm) => !excluded.has(arm.variantId))
    .map(({ variantId }) => ({ variantId, value: valueOf(evidence.get(variantId) ?? NOBODY) }))
    .filter(({ value }) => value !== null)
    .sort((a, b) => sign * ((b.value ?? 0) - (a.value ?? 0)) || (a.variantId < b.variantId ? -1 : 1));
  return ranked[0]?.variantId ?? null;
}

const NOBODY: ArmEvidence = { kind: 'rate', n: 0, contacts: 0 };
const NONE: ReadonlySet<string> = new Set();
