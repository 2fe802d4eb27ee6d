import type { ArmCounts } from './arm-counts.ts';
import type { JudgedTest } from './judged-test.ts';
import { type LogRatio, logRatioOfAmounts, logRatioOfRates } from './log-ratio.ts';
import type { PlannedArm } from './plan.ts';

/** One past test seen as `compared` against `reference`. */
export type RememberedTest = {
  readonly campaignId: string;
  readonly name: string;
  readonly assignedFrom: string | null;
  /** `win` = `compared` was better beyond chance; `harmful` = it was, but a guardrail stopped it (either arm) */
  readonly result: 'win' | 'loss' | 'tie' | 'harmful';
  /** log of the relative difference; null = an arm has nobody, or neither has the outcome */
  readonly effect: LogRatio | null;
};

export type ThemePair = {
  readonly reference: string;
  readonly compared: string;
  readonly tests: readonly RememberedTest[];
};

/**
 * Pairs of arms by their labels, each in one direction for all tests: against the control where the oldest test that
 * has the pair names one, else against the arm that stands first in that test's plan. Tests come oldest first.
 *
 * @param keyOf what makes two labels one
 */
export function themePairs(
  tests: readonly JudgedTest[],
  keyOf: (label: string) => string,
): readonly ThemePair[] {
  const pairs = new Map<string, { reference: PlannedArm; compared: PlannedArm; tests: RememberedTest[] }>();
  for (const test of tests) {
    for (const [reference, compared] of armPairs(test)) {
      const forth = JSON.stringify([keyOf(reference.label), keyOf(compared.label)]);
      const back = JSON.stringify([keyOf(compared.label), keyOf(reference.label)]);
      if (forth === back) continue;
      const reversed = pairs.get(back);
      if (reversed !== undefined) {
        reversed.tests.push(remembered(test, compared, reference));
        continue;
      }
      const pair = pairs.get(forth) ?? { reference, compared, tests: [] };
      pairs.set(forth, pair);
      pair.tests.push(remembered(test, reference, compared));
    }
  }
  return [...pairs.values()].map((pair) => ({
    reference: pair.reference.label.trim(),
    compared: pair.compared.label.trim(),
    tests: pair.tests,
  }));
}

/** A test of whether to write at all, or of one mailing, has its holdout as the reference; else holdouts do not compete. */
function armPairs({ plan }: JudgedTest): readonly (readonly [PlannedArm, PlannedArm])[] {
  const mailed = plan.arms.filter(({ isHoldout }) => !isHoldout);
  if (plan.tested === 'audience' || mailed.length < 2) {
    const holdouts = plan.arms.filter(({ isHoldout }) => isHoldout);
    return holdouts.flatMap((holdout) => mailed.map((arm) => [holdout, arm] as const));
  }
  const ordered = mailed.toSorted((left, right) => Number(right.isControl) - Number(left.isControl));
  return ordered.flatMap((first, at) => ordered.slice(at + 1).map((second) => [first, second] as const));
}

function remembered(test: JudgedTest, reference: PlannedArm, compared: PlannedArm): RememberedTest {
  return {
    campaignId: test.campaign.id,
    name: test.campaign.name,
    assignedFrom: test.counts.firstAssignedAt?.toString() ?? null,
    result: resultOf(test, reference.variantId, compared.variantId),
    effect: effectOf(test, reference.variantId, compared.variantId),
  };
}

function resultOf({ judgement }: JudgedTest, reference: string, compared: string): RememberedTest['result'] {
  const comparisons = [
    ...judgement.pairs,
    ...judgement.incrementality.flatMap((one) =>
      one.comparisons.filter(({ outcome }) => outcome === judgement.primary),
    ),
  ];
  const pair = comparisons.find(
    ({ first, second }) =>
      (first === reference && second === compared) || (first === compared && second === reference),
  );
  const better = pair?.better ?? null;
  if (better === null) return 'tie';
  const { guardrails } = judgement;
  if (guardrails.some(({ variantId, state }) => variantId === better && state === 'breached'))
    return 'harmful';
  return better === compared ? 'win' : 'loss';
}

function effectOf({ plan, counts }: JudgedTest, reference: string, compared: string): LogRatio | null {
  const before = counts.arms.find(({ variantId }) => variantId === reference);
  const after = counts.arms.find(({ variantId }) => variantId === compared);
  if (before === undefined || after === undefined) return null;
  const { primary } = plan;
  if (primary.kind === 'revenue') {
    return logRatioOfAmounts(amountsOf(before, primary.of), amountsOf(after, primary.of));
  }
  return logRatioOfRates(
    { successes: contactsWith(before, plan), n: before.assigned },
    { successes: contactsWith(after, plan), n: after.assigned },
  );
}

function contactsWith(arm: ArmCounts, { primary }: JudgedTest['plan']): number {
  switch (primary.kind) {
    case 'click':
      return arm.clicking;
    case 'opt-out':
      return arm.optedOut;
    case 'non-delivery':
      return arm.notDelivered;
    case 'conversion':
    case 'revenue':
      return arm.conversions.find(({ kind }) => kind === primary.of)?.contacts ?? 0;
  }
}

/** Amounts of two currencies have no sum. */
function amountsOf(
  arm: ArmCounts,
  kind: string,
): { readonly n: number; readonly sum: number; readonly sumSquares: number } {
  const [only, ...more] = arm.revenue.filter((one) => one.kind === kind);
  if (only === undefined || more.length > 0) return { n: arm.assigned, sum: 0, sumSquares: 0 };
  return { n: arm.assigned, sum: only.sumMicro, sumSquares: only.sumSquares };
}
