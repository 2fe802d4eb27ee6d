import { amountDifference } from '../stats/amount-difference.ts';
import { pairPower } from '../stats/pair-power.ts';
import { sampleSize } from '../stats/sample-size.ts';
import { mixtureCriticalValue } from '../stats/sequential.ts';
import { normalQuantile } from '../stats/special.ts';
import { type ArmEvidence, pooledEvidence, valueOf } from './arm-evidence.ts';
import type { DecidedPair } from './decide-pairs.ts';
import type { Need } from './judgement.ts';
import type { ExperimentPlan } from './plan.ts';

/** Chance to name the best arm when it leads every other by what matters; the usual choice (statistics.md 9). */
const POWER = 0.8;

/**
 * How many more contacts each arm needs until the test can answer at the effect it was planned for, looked at as often
 * as one likes (statistics.md 9), and how many sends of this size bring them: the largest need over pairs and arms.
 *
 * Counts on the planned rate; when that many contacts are there already, on the rate seen, once it is mature.
 *
 * @returns null when it cannot be said: nobody is assigned, or even the seen rate asks for no more
 */
export function neededContacts(
  plan: ExperimentPlan,
  pairs: readonly DecidedPair[],
  comparisons: number,
  isMature: boolean,
): Need | null {
  const planned = largestNeed(plan, pairs, comparisons, () => plan.plannedRate);
  if (planned === null || planned.morePerArm > 0 || !isMature) return positive(planned);
  return positive(largestNeed(plan, pairs, comparisons, seenRate));
}

type Pair = DecidedPair['question'];

function largestNeed(
  plan: ExperimentPlan,
  pairs: readonly DecidedPair[],
  comparisons: number,
  rateOf: (pair: Pair) => number | null,
): Need | null {
  const power = powerOfEach(pairs);
  if (power === null) return null;
  const needs = pairs.flatMap(({ question }) => {
    const { a, b, first, second } = question;
    const ratio = second.share / first.share;
    const size =
      a.kind === 'amount' && b.kind === 'amount'
        ? sizeForAmounts({ plan, ratio, comparisons, power }, a, b)
        : sizeForRates({ plan, ratio, comparisons, power }, rateOf(question));
    return size === null ? [null] : [needOf(size.a, a), needOf(size.b, b)];
  });
  return needs.reduce<Need | null>(
    (largest, need) => {
      if (largest === null || need === null) return null;
      return {
        morePerArm: Math.max(largest.morePerArm, need.morePerArm),
        similarSends: Math.max(largest.similarSends, need.similarSends),
      };
    },
    { morePerArm: 0, similarSends: 0 },
  );
}

/** A winner beats every other arm (statistics.md 1.6), so each pair must be surer than the whole. */
function powerOfEach(pairs: readonly DecidedPair[]): number | null {
  const arms = new Set(
    pairs.flatMap(({ question }) => [question.first.variantId, question.second.variantId]),
  );
  return pairPower(POWER, arms.size - 1);
}

type SizeAsked = {
  readonly plan: ExperimentPlan;
  /** second arm over first */
  readonly ratio: number;
  readonly comparisons: number;
  /** of this pair */
  readonly power: number;
};

/** One arm: contacts missing, and sends that bring as many as it has now. */
function needOf(size: number, { n }: ArmEvidence): Need | null {
  if (n === 0) return null;
  const morePerArm = Math.max(0, Math.ceil(size) - n);
  return { morePerArm, similarSends: Math.ceil(morePerArm / n) };
}

function sizeForRates({ plan, ratio, comparisons, power }: SizeAsked, rate: number | null) {
  if (rate === null) return null;
  const better = rate * (1 + plan.mdeRelative);
  const p2 = better < 1 ? better : rate * (1 - plan.mdeRelative);
  return sampleSize({ p1: rate, p2, alpha: plan.alpha, power, ratio, comparisons, sequential: true });
}

/** n = (c(1) + z)² s² (1 + 1/ρ) / d², d = the relative effect times the amount a contact brings; s² as in statistics.md 7. */
function sizeForAmounts(
  { plan, ratio, comparisons, power }: SizeAsked,
  a: Extract<ArmEvidence, { kind: 'amount' }>,
  b: Extract<ArmEvidence, { kind: 'amount' }>,
) {
  const amounts = amountDifference(a, b);
  const critical = mixtureCriticalValue(1, plan.alpha / comparisons);
  const quantile = normalQuantile(power);
  const effect = plan.mdeRelative * ((a.sum + b.sum) / (a.n + b.n));
  if (amounts === null || critical === null || quantile === null || !(effect > 0)) return null;
  const variance = amounts.standardErrorPooled ** 2 / (1 / a.n + 1 / b.n);
  const size = ((critical + quantile) / effect) ** 2 * variance * (1 + 1 / ratio);
  return { a: size, b: size * ratio };
}

function seenRate({ a, b }: Pair): number | null {
  const pooled = pooledEvidence([a, b]);
  const rate = pooled === null ? null : valueOf(pooled);
  return rate !== null && rate > 0 && rate < 1 ? rate : null;
}

function positive(need: Need | null): Need | null {
  return need !== null && need.morePerArm > 0 ? need : null;
}
