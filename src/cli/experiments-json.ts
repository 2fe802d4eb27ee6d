import type { TestCounts } from '../core/experiments/arm-counts.ts';
import type { JudgedTest, LookHistory } from '../core/experiments/judged-test.ts';
import { type Need, type TestJudgement, verdictWord } from '../core/experiments/judgement.ts';
import type { ExperimentPlan } from '../core/experiments/plan.ts';
import { armJson } from './experiments-json-arms.ts';
import { comparisonJson, guardrailJson, splitJson } from './experiments-json-pairs.ts';
import { planJson } from './experiments-json-plan.ts';

/** What is said about a test, as text. */
export type TestWords = {
  readonly word: string;
  readonly sentence: string;
  readonly why: string;
  readonly next: string;
};

export type ShownTest = { readonly judged: JudgedTest; readonly words: TestWords };

export type ExperimentsShown = {
  readonly asOf: Temporal.Instant;
  /** null = the windows of each plan */
  readonly windowDays: number | null;
  readonly tests: readonly ShownTest[];
};

/**
 * The shape of `experiments --json`: docs/experiments.md, docs/experiments.schema.json. Amounts are in units of their
 * currency; a number that cannot be said is null, with its reason beside it.
 */
export function experimentsJson({ asOf, windowDays, tests }: ExperimentsShown): unknown {
  return {
    as_of: asOf.toString(),
    window_days: windowDays,
    experiments: tests.map(experimentJson),
  };
}

function experimentJson({ judged, words }: ShownTest): unknown {
  const { campaign, plan, counts, judgement } = judged;
  const { verdict } = judgement;
  return {
    campaign_id: campaign.id,
    name: campaign.name,
    verdict: verdictWord(verdict),
    winner: verdict.id === 'winner' ? verdict.arm : null,
    promising: verdict.id === 'not_enough_data' ? verdict.promising : null,
    reason: words.why,
    words,
    needed: 'need' in verdict ? neededJson(verdict.need) : null,
    primary: judgement.primary,
    primary_kind: primaryKind(plan, counts),
    is_higher_better: judgement.isHigherBetter,
    ...stateJson(judged),
    planned_shares: Object.fromEntries(plan.arms.map(({ variantId, share }) => [variantId, share])),
    arms: plan.arms.map((arm) => armJson(arm, judged)),
    srm: judgement.split === null ? null : splitJson(judgement.split, plan.arms),
    pairs: [
      ...judgement.pairs.map((pair) => ({ role: 'primary', ...comparisonJson(pair) })),
      ...judgement.exploratory.map((pair) => ({ role: 'exploratory', ...comparisonJson(pair) })),
    ],
    guardrails: judgement.guardrails.map(guardrailJson),
    incrementality: judgement.incrementality.map(({ variantId, comparisons }) => ({
      variant_id: variantId,
      comparisons: comparisons.map(comparisonJson),
    })),
    omnibus: omnibusJson(judgement.detail.omnibus),
    notes: judgement.detail.notes,
    looks: looksJson(judged.looks),
    plan: planJson(plan),
    plan_frozen_at: judged.planFrozenAt?.toString() ?? null,
  };
}

function stateJson({ plan, counts, judgement, isRecomputed }: JudgedTest) {
  return {
    is_recomputed: isRecomputed === true,
    is_closed: judgement.isClosed,
    is_mature: judgement.isMature,
    mature_share: counts.matureShare,
    assigned_by: counts.assignedBy,
    first_assigned_at: counts.firstAssignedAt?.toString() ?? null,
    last_assigned_at: counts.lastAssignedAt?.toString() ?? null,
    closes_at: closesAt(plan, counts)?.toString() ?? null,
    crossed_over: counts.crossedOver,
    stopped_feeds: counts.stoppedFeeds,
  };
}

/** When the last window of the last contact ends; null = nobody is assigned, or windows run from the sending. */
export function closesAt(
  { tested, windows }: ExperimentPlan,
  { lastAssignedAt }: TestCounts,
): Temporal.Instant | null {
  if (tested === 'send-time') return null;
  const hours = Math.max(windows.click, windows.conversion, windows.optOut, windows.delivery);
  return lastAssignedAt?.add({ hours }) ?? null;
}

/** Kind of conversion that stands first: that of the plan, else purchases where there are any. */
function primaryKind({ primary }: ExperimentPlan, { arms }: TestCounts): string | null {
  if ('of' in primary) return primary.of;
  const kinds = arms.flatMap(({ conversions }) => conversions.map(({ kind }) => kind)).toSorted();
  return kinds.find((kind) => kind === 'purchase') ?? kinds[0] ?? null;
}

function neededJson(need: Need | null) {
  if (need === null) return null;
  return { more_per_arm: need.morePerArm, similar_sends: need.similarSends };
}

function omnibusJson(omnibus: TestJudgement['detail']['omnibus']) {
  return omnibus === null ? null : { chi_square: omnibus.chiSquare, df: omnibus.df, p: omnibus.p };
}

function looksJson({ stored, firstWinner }: LookHistory) {
  return {
    stored,
    first_winner:
      firstWinner === null
        ? null
        : { look: firstWinner.look, as_of: firstWinner.asOf.toString(), variant_id: firstWinner.arm },
  };
}
