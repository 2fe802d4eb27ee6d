import { bayesArms } from '../stats/beta-binomial.ts';
import { chiSquareSamples } from '../stats/chi-square.ts';
import type { Proportion } from '../stats/newcombe-interval.ts';
import type { ArmCounts } from './arm-counts.ts';
import type { ArmEvidence } from './arm-evidence.ts';
import type { Contest } from './competing-arms.ts';
import type { TestJudgement } from './judgement.ts';
import { isHigherBetter } from './outcome.ts';
import type { ExperimentPlan } from './plan.ts';
import { responseTimesOf } from './response-times.ts';

/** Shown below the verdict; nothing in here decides (statistics.md 5, 7 and 8). */
export function detailsOf(
  plan: ExperimentPlan,
  contest: Contest,
  arms: ReadonlyMap<string, ArmCounts>,
  evidence: ReadonlyMap<string, ArmEvidence>,
): Omit<TestJudgement['detail'], 'notes'> {
  const ids = contest.competing.map((arm) => arm.variantId);
  const rates = ids.map((id) => evidence.get(id)).filter((arm) => arm?.kind === 'rate');
  const proportions = rates.map((arm) => ({ successes: arm?.contacts ?? 0, n: arm?.n ?? 0 }));
  const isWhole = proportions.length === ids.length && proportions.every(({ n }) => n > 0);
  return {
    omnibus: isWhole ? omnibusOf(proportions) : null,
    bayes: isWhole ? bayesOf(ids, proportions, isHigherBetter(plan.primary)) : [],
    responseTimes: ids
      .map((id) => arms.get(id))
      .filter((arm) => arm !== undefined && arm.responses.length > 0)
      .flatMap((arm) => (arm === undefined ? [] : [responseTimesOf(arm, plan.windows.click)])),
  };
}

function omnibusOf(proportions: readonly Proportion[]): TestJudgement['detail']['omnibus'] {
  const test = chiSquareSamples(proportions);
  return test === null ? null : { chiSquare: test.chiSquare, df: test.df, p: test.p };
}

/** The best arm of an outcome nobody wants is the one with most contacts spared. */
function bayesOf(
  ids: readonly string[],
  proportions: readonly Proportion[],
  isHigher: boolean,
): TestJudgement['detail']['bayes'] {
  const wanted = isHigher
    ? proportions
    : proportions.map(({ successes, n }) => ({ successes: n - successes, n }));
  return bayesArms(wanted).map(({ probabilityBest, expectedLoss }, place) => ({
    variantId: ids[place] ?? '',
    probabilityBest,
    expectedLoss,
  }));
}
