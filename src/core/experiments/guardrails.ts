import type { ArmCounts } from './arm-counts.ts';
import { type ArmEvidence, evidenceOf, pooledEvidence } from './arm-evidence.ts';
import { comparePair, intervalOfPair } from './compare-pair.ts';
import type { Contest } from './competing-arms.ts';
import type { GuardrailCheck } from './judgement.ts';
import type { Outcome } from './outcome.ts';
import type { ExperimentPlan } from './plan.ts';
import { usualRate } from './usual-rate.ts';

/** Named as the reference where there is no control. */
export const ALL_OTHERS = 'others';

type Asked = {
  readonly plan: ExperimentPlan;
  readonly contest: Contest;
  readonly arms: ReadonlyMap<string, ArmCounts>;
  /** why nothing can be compared, null = may be */
  readonly refusal: string | null;
};

/**
 * What a winner must not cost: opt-outs and messages that arrive nowhere, each mailing against the control, or against
 * all other mailings together. No correction for their number: that would hide harm (statistics.md 6; Schultzberg et
 * al. 2024). The outcome a test is decided on is not its own guardrail; against a holdout opt-outs are a result.
 */
export function checkGuardrails(asked: Asked): readonly GuardrailCheck[] {
  const { plan, contest } = asked;
  if (contest.isAgainstHoldout) return [];
  const watched = (['opt-out', 'non-delivery'] as const).filter((kind) => kind !== plan.primary.kind);
  return watched.flatMap((kind) =>
    contest.competing
      .filter((arm) => arm !== contest.control)
      .map(({ variantId }) => checkArm(asked, { kind }, variantId)),
  );
}

function checkArm(
  { plan, contest, arms, refusal }: Asked,
  outcome: Extract<Outcome, { kind: 'opt-out' | 'non-delivery' }>,
  variantId: string,
): GuardrailCheck {
  const references = contest.competing.filter((arm) =>
    contest.control === null ? arm.variantId !== variantId : arm === contest.control,
  );
  const evidenceOfArm = (id: string): ArmEvidence => {
    const arm = arms.get(id);
    return arm === undefined ? { kind: 'rate', n: 0, contacts: 0 } : evidenceOf(outcome, arm);
  };
  const ours = evidenceOfArm(variantId);
  const theirs = pooledEvidence(references.map((arm) => evidenceOfArm(arm.variantId)));
  const reference = contest.control?.variantId ?? ALL_OTHERS;
  const nothing = { guardrail: outcome.kind, variantId, reference, events: ours.contacts, assigned: ours.n };
  const pair = comparePair({
    outcome: outcome.kind,
    first: { variantId: reference, share: references.reduce((sum, arm) => sum + arm.share, 0) },
    second: contest.competing.find((arm) => arm.variantId === variantId) ?? { variantId, share: 0 },
    a: theirs ?? { kind: 'rate', n: 0, contacts: 0 },
    b: ours,
    plannedContacts: plan.plannedContacts,
    plannedRate: usualRate(outcome),
    alpha: plan.alpha,
    refusal,
  });
  const interval = intervalOfPair(pair, plan.alpha)?.interval;
  if (interval === undefined) {
    const state = refusal === null ? 'too_few' : 'not_yet_known';
    return { ...nothing, state, difference: null, interval: null };
  }
  return { ...nothing, state: stateOf(plan, interval), difference: pair.difference, interval };
}

/** statistics.md 6: a breach lies above the harm margin as a whole, a clearance below the other margin. */
function stateOf(
  { guardrails }: ExperimentPlan,
  { lower, upper }: { readonly lower: number; readonly upper: number },
): GuardrailCheck['state'] {
  if (lower > guardrails.harmMargin) return 'breached';
  return upper < guardrails.nonInferiorityMargin ? 'cleared' : 'not_yet_known';
}
