import type { ArmCounts, TestCounts } from '../../experiments/arm-counts.ts';
import { USUAL_TERMS, USUAL_WINDOWS } from '../../experiments/default-plan.ts';
import { judgeTest } from '../../experiments/judge-test.ts';
import { type PairComparison, type TestJudgement, verdictWord } from '../../experiments/judgement.ts';
import { type Outcome, parseOutcome } from '../../experiments/outcome.ts';
import type { ExperimentPlan, PlannedArm } from '../../experiments/plan.ts';
import { type CaseReader, refuse } from './case-reader.ts';
import { readAlpha } from './looking-often.ts';
import { pAnswer } from './p-answer.ts';
import type { CaseAnswer, StatsMethod } from './stats-method.ts';

const MICRO = 1e6;
/** Counts that cannot be are judged, not refused: the verdict for them is `invalid_data`. */
const ANY = { min: -1e15, max: 1e15 };

export const VERDICT_METHODS: readonly StatsMethod[] = [
  {
    family: 'verdict',
    question: 'What may be said about a test at any look? Impossible counts get the verdict invalid_data.',
    input:
      '{ arms: [{ id, weight, assigned, delivered?, not_delivered?, clicked?, opted_out?, converted?, buyers?, revenue?, revenue_squares?, ' +
      'control?, holdout? }], planned_total_n, planned_rate, mde_abs | mde_rel, alpha?, primary? (click, conversion:purchase, ' +
      'revenue:purchase, opt-out, non-delivery), crossed_over?, closed?, assignment_final?, mature_share?, stopped_feeds?, ' +
      'harm_margin?, non_inferiority_margin?, strict?, split? (random, quota) }',
    answer: (input) => {
      const primary = readPrimary(input);
      const arms = input.objects('arms');
      const plan = readPlan(input, arms, primary);
      return answerOf(judgeTest(plan, readCounts(input, arms, primary)));
    },
  },
];

function readPrimary(input: CaseReader): Outcome {
  if (!input.has('primary')) return { kind: 'click' };
  const word = input.text('primary');
  return parseOutcome(word) ?? refuse('primary', 'an outcome such as click or conversion:purchase', word);
}

function readPlan(input: CaseReader, arms: readonly CaseReader[], primary: Outcome): ExperimentPlan {
  const usual = USUAL_TERMS.guardrails;
  const plannedRate = input.real('planned_rate', { above: 0, below: 1 });
  const mdeRelative = input.has('mde_abs')
    ? input.real('mde_abs', { above: 0, max: 1 }) / plannedRate
    : input.real('mde_rel', { above: 0, max: 1e6 });
  return {
    campaignId: 'case',
    arms: arms.map(readPlannedArm),
    tested: null,
    theme: null,
    primary,
    alpha: readAlpha(input),
    mdeRelative,
    plannedContacts: input.real('planned_total_n', { above: 0, max: 1e12 }),
    plannedRate,
    // a case has no time: its counts are those inside the windows
    windows: USUAL_WINDOWS,
    guardrails: {
      harmMargin: input.real('harm_margin', { min: 0, max: 1, else: usual.harmMargin }),
      nonInferiorityMargin: input.real('non_inferiority_margin', {
        min: 0,
        max: 1,
        else: usual.nonInferiorityMargin,
      }),
      isStrict: readFlag(input, 'strict'),
    },
    split: input.has('split') ? input.word('split', ['random', 'quota']) : 'random',
    origin: 'applied',
  };
}

function readPlannedArm(arm: CaseReader): PlannedArm {
  const variantId = readId(arm);
  return {
    variantId,
    label: variantId,
    share: arm.real('weight', ANY),
    isControl: readFlag(arm, 'control'),
    isHoldout: readFlag(arm, 'holdout'),
  };
}

function readCounts(input: CaseReader, arms: readonly CaseReader[], primary: Outcome): TestCounts {
  return {
    campaignId: 'case',
    asOf: Temporal.Instant.fromEpochMilliseconds(0),
    assignedBy: 'assignments',
    firstAssignedAt: null,
    lastAssignedAt: null,
    isAssignmentFinal: readFlag(input, 'assignment_final'),
    isClosed: readFlag(input, 'closed'),
    matureShare: input.real('mature_share', { min: 0, max: 1, else: 1 }),
    crossedOver: input.real('crossed_over', { ...ANY, else: 0 }),
    arms: arms.map((arm) => readArm(arm, primary)),
    stoppedFeeds: input.has('stopped_feeds') ? input.labels('stopped_feeds') : [],
  };
}

function readArm(arm: CaseReader, primary: Outcome): ArmCounts {
  const count = (key: string, otherwise: number): number => arm.real(key, { ...ANY, else: otherwise });
  const assigned = arm.real('assigned', ANY);
  const isHoldout = readFlag(arm, 'holdout');
  const delivered = count('delivered', isHoldout ? 0 : assigned);
  const clicking = count('clicked', 0);
  const kind = 'of' in primary ? primary.of : 'purchase';
  const converted = count('converted', 0);
  const hasRevenue = arm.has('revenue');
  return {
    variantId: readId(arm),
    assigned,
    messaged: isHoldout ? 0 : assigned,
    delivered,
    notDelivered: count('not_delivered', isHoldout ? 0 : assigned - delivered),
    clicking,
    rawClicking: clicking,
    optedOut: count('opted_out', 0),
    conversions: arm.has('converted') ? [{ kind, contacts: converted, events: converted }] : [],
    revenue: hasRevenue ? [{ kind, currency: '', ...readRevenue(arm, count) }] : [],
    costs: [],
    responses: [],
  };
}

function readRevenue(arm: CaseReader, count: (key: string, otherwise: number) => number) {
  return {
    contacts: count('buyers', 0),
    sumMicro: arm.real('revenue', ANY) * MICRO,
    sumSquares: arm.real('revenue_squares', { min: -1e30, max: 1e30 }) * MICRO ** 2,
  };
}

function readId(arm: CaseReader): string {
  return arm.text('id');
}

function readFlag(input: CaseReader, key: string): boolean {
  return input.has(key) && input.flag(key);
}

function answerOf({ verdict, split, pairs, guardrails, primary, detail }: TestJudgement): CaseAnswer {
  return {
    verdict: verdictWord(verdict),
    ...('reason' in verdict ? { reason: verdict.reason } : {}),
    ...('isBelowMde' in verdict ? { is_below_mde: verdict.isBelowMde } : {}),
    ...('leaders' in verdict ? { leaders: verdict.leaders, losers: verdict.losers } : {}),
    ...('promising' in verdict ? { promising: verdict.promising } : {}),
    ...('need' in verdict ? { more_per_arm: verdict.need?.morePerArm ?? null } : {}),
    ...('guardrail' in verdict ? { guardrail: verdict.guardrail } : {}),
    primary,
    split: split && {
      method: split.method,
      is_alarm: split.isAlarm,
      is_warning: split.isWarning,
      deviation: split.deviation,
      log_bayes_factor: split.logBayesFactor,
      chi2: split.chiSquare,
    },
    pairs: pairs.map(pairAnswer),
    guardrails: guardrails.map(({ guardrail, variantId, state, difference, interval }) => ({
      guardrail,
      arm: variantId,
      state,
      diff: difference,
      lower: interval?.lower ?? null,
      upper: interval?.upper ?? null,
    })),
    notes: detail.notes,
  };
}

function pairAnswer(pair: PairComparison): CaseAnswer {
  const { first, second, difference, interval, z, fraction, critical, logE, adjustedP, refusal } = pair;
  return {
    first,
    second,
    diff: difference,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    z,
    information_fraction: fraction,
    c: critical,
    log_e: logE,
    ...(logE === null ? { p_always_valid: null } : pAnswer('p_always_valid', Math.min(0, -logE))),
    p_adjusted: adjustedP === 0 ? null : adjustedP,
    better: pair.better,
    ...(refusal === null ? {} : { reason: refusal }),
  };
}
