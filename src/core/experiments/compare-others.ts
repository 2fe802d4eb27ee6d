import type { ArmCounts } from './arm-counts.ts';
import { currenciesOf, evidenceOf } from './arm-evidence.ts';
import { comparePair, type PairEvidence } from './compare-pair.ts';
import type { Contest } from './competing-arms.ts';
import { decideByBenjaminiHochberg } from './decide-pairs.ts';
import { describePair } from './describe-pair.ts';
import type { Incrementality, PairComparison } from './judgement.ts';
import { isHigherBetter, type Outcome, outcomeId, parseOutcome } from './outcome.ts';
import { pairsOfArms } from './pairs-of-arms.ts';
import type { ExperimentPlan } from './plan.ts';
import { usualRate } from './usual-rate.ts';

type Asked = {
  readonly plan: ExperimentPlan;
  readonly contest: Contest;
  readonly arms: ReadonlyMap<string, ArmCounts>;
  /** why nothing can be compared, null = may be */
  readonly refusal: string | null;
};

type ArmPair = ReturnType<typeof pairsOfArms>['pairs'][number];

/** Every other outcome between the mailings, all pairs: exploratory, never a winner (statistics.md 5). */
export function exploreOutcomes(asked: Asked): readonly PairComparison[] {
  const { plan, contest, arms } = asked;
  if (contest.isAgainstHoldout) return [];
  const { pairs } = pairsOfArms({ ...contest, control: null }, null);
  const counted = countsOf(contest.competing, arms);
  const outcomes = outcomesIn(counted).filter((outcome) => outcomeId(outcome) !== outcomeId(plan.primary));
  const compared = outcomes.flatMap((outcome) => pairs.map((pair) => compareOne(asked, outcome, pair)));
  return describeAll(compared, Math.max(1, pairs.length));
}

/**
 * What each mailing brought beyond sending nothing: conversions, revenue and opt-outs against the holdout. Who got no
 * message has no click and no delivery to compare.
 */
export function compareWithHoldout(asked: Asked): readonly Incrementality[] {
  const { contest, arms } = asked;
  const { holdout } = contest;
  const mailings = contest.arms.filter((arm) => !arm.isHoldout);
  if (holdout === null || mailings.length === 0) return [];
  const outcomes = outcomesIn(countsOf(contest.arms, arms)).filter(
    (outcome) => outcome.kind !== 'click' && outcome.kind !== 'non-delivery',
  );
  const compared = mailings.flatMap((second) =>
    outcomes.map((outcome) => compareOne(asked, outcome, { first: holdout, second })),
  );
  const described = describeAll(compared, mailings.length);
  return mailings.map(({ variantId }) => ({
    variantId,
    comparisons: described.filter((pair) => pair.second === variantId),
  }));
}

function compareOne(
  { plan, contest, arms, refusal }: Asked,
  outcome: Outcome,
  { first, second }: ArmPair,
): PairEvidence {
  const counted = countsOf([first, second], arms);
  const currencies = outcome.kind === 'revenue' ? currenciesOf(outcome.of, countsOf(contest.arms, arms)) : [];
  const isPlanned = outcomeId(outcome) === outcomeId(plan.primary);
  const of = (id: string) => {
    const arm = counted.find(({ variantId }) => variantId === id);
    return arm === undefined ? NOBODY : evidenceOf(outcome, arm);
  };
  return comparePair({
    outcome: outcomeId(outcome),
    first,
    second,
    a: of(first.variantId),
    b: of(second.variantId),
    plannedContacts: plan.plannedContacts,
    plannedRate: isPlanned ? plan.plannedRate : usualRate(outcome),
    alpha: plan.alpha,
    refusal: currencies.length > 1 ? 'two currencies' : refusal,
  });
}

const NOBODY = { kind: 'rate', n: 0, contacts: 0 } as const;

function describeAll(pairs: readonly PairEvidence[], comparisons: number): readonly PairComparison[] {
  const decided = decideByBenjaminiHochberg(pairs, (id) => {
    const outcome = parseOutcome(id);
    return outcome === null || isHigherBetter(outcome);
  });
  return decided.map((pair) => describePair(pair, comparisons));
}

/** Outcomes that anybody in these arms had, in the order of their ids. */
function outcomesIn(arms: readonly ArmCounts[]): readonly Outcome[] {
  const ids = arms.flatMap((arm) => [
    ...(arm.clicking > 0 ? ['click'] : []),
    ...(arm.optedOut > 0 ? ['opt-out'] : []),
    ...(arm.notDelivered > 0 ? ['non-delivery'] : []),
    ...arm.conversions.filter((row) => row.contacts > 0).map((row) => `conversion:${row.kind}`),
    ...arm.revenue.filter((row) => row.contacts > 0).map((row) => `revenue:${row.kind}`),
  ]);
  return [...new Set(ids)]
    .sort()
    .map(parseOutcome)
    .filter((outcome) => outcome !== null);
}

function countsOf(
  planned: readonly { readonly variantId: string }[],
  arms: ReadonlyMap<string, ArmCounts>,
): readonly ArmCounts[] {
  return planned.map(({ variantId }) => arms.get(variantId)).filter((arm) => arm !== undefined);
}
