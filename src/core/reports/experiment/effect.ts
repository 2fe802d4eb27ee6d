import type { JudgedTest } from '../../experiments/judged-test.ts';
import type { PairComparison } from '../../experiments/judgement.ts';
import { isHigherBetter, type Outcome, parseOutcome } from '../../experiments/outcome.ts';
import type { Interval } from '../../stats/wilson-interval.ts';
import { type Figure, money, type Phrase, points, say } from '../figure.ts';

/** A pair seen from one of its arms: `difference` is that arm minus the other. */
export type SeenPair = {
  readonly arm: string;
  readonly against: string;
  readonly difference: number | null;
  readonly interval: Interval | null;
};

/** null when the arm is not in the pair. */
export function seenFrom(pair: PairComparison, arm: string): SeenPair | null {
  const { difference, interval } = pair;
  if (pair.second === arm) return { arm, against: pair.first, difference, interval };
  if (pair.first !== arm) return null;
  return {
    arm,
    against: pair.second,
    difference: difference === null ? null : 0 - difference,
    interval: interval === null ? null : { lower: 0 - interval.upper, upper: 0 - interval.lower },
  };
}

/** The pair of an arm with the best of the others: what it had to beat. */
export function closestRival({ plan, judgement }: JudgedTest, arm: string): SeenPair | null {
  const direction = isHigherBetter(plan.primary) ? 1 : -1;
  const [closest] = judgement.pairs
    .flatMap((pair) => seenFrom(pair, arm) ?? [])
    .toSorted((a, b) => (a.difference ?? Infinity) * direction - (b.difference ?? Infinity) * direction);
  return closest ?? null;
}

/** The arm with the best value so far; null where two share it or nothing is known. */
export function leadingArm({ plan, judgement }: JudgedTest): string | null {
  const direction = isHigherBetter(plan.primary) ? -1 : 1;
  const known = judgement.arms
    .filter(({ variantId, value }) => value !== null && judgement.pairs.some((pair) => isIn(pair, variantId)))
    .toSorted((a, b) => ((a.value ?? 0) - (b.value ?? 0)) * direction);
  const [first, second] = known;
  if (first === undefined || second === undefined || first.value === second.value) return null;
  return first.variantId;
}

function isIn({ first, second }: PairComparison, arm: string): boolean {
  return first === arm || second === arm;
}

/** The currency of a revenue outcome: '' = not said; null = no revenue, or more than one currency. */
export function currencyOf({ counts }: JudgedTest, of: string): string | null {
  const seen = new Set(
    counts.arms.flatMap(({ revenue }) =>
      revenue.filter((one) => one.kind === of && one.contacts > 0).map(({ currency }) => currency),
    ),
  );
  const [only] = seen;
  return seen.size === 1 && only !== undefined ? only : null;
}

/** A difference in the unit of its outcome: points, or an amount a contact. */
export function differenceFigure(test: JudgedTest, outcome: Outcome, difference: number): Figure {
  return outcome.kind === 'revenue' ? amount(currencyOf(test, outcome.of), difference) : points(difference);
}

/** An amount a contact; without a currency a plain number. */
export function amount(currency: string | null, micro: number): Figure {
  return currency === null || currency === ''
    ? { kind: 'ratio', value: micro / 1e6 }
    : money(currency, Math.round(micro));
}

/** Amounts have no sign of their own where they rise. */
export function signed(test: JudgedTest, outcome: Outcome, difference: number): Phrase {
  const figure = differenceFigure(test, outcome, difference);
  return figure.kind !== 'points' && difference > 0 ? ['+', figure] : [figure];
}

/** "+1.2 pt (range +0.6 pt to +1.8 pt)". */
export function sayDifference(
  test: JudgedTest,
  outcome: Outcome,
  { difference, interval }: SeenPair,
): Phrase {
  if (difference === null) return say`no difference can be given`;
  const estimate = signed(test, outcome, difference);
  if (interval === null) return estimate;
  const [from, to] = [signed(test, outcome, interval.lower), signed(test, outcome, interval.upper)];
  return say`${estimate} (range ${from} to ${to})`;
}

export function outcomeOf(test: JudgedTest, id: string): Outcome {
  return parseOutcome(id) ?? test.plan.primary;
}
