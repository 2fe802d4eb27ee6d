import { outcomeId, parseOutcome } from '../core/experiments/outcome.ts';
import type { ExperimentPlan } from '../core/experiments/plan.ts';
import {
  type ContactsNeeded,
  type LiftNeed,
  needOf,
  type PlanningQuestion,
  planTest,
} from '../core/experiments/planning.ts';
import { armName } from '../core/reports/experiment/arm-name.ts';
import { outcomeWords, testedThing } from '../core/reports/experiment/outcome-words.ts';
import { count, points, rate, relative } from '../core/reports/figure.ts';
import type { ProposedPlan, Source } from '../pipelines/plan-experiment.ts';
import { createFormatter, type Formatter } from '../render/format.ts';
import { englishWords } from './english-words.ts';
import { planJson } from './experiments-json-plan.ts';
import { textTable } from './text-table.ts';
import { indentLines, plainSpaces, wrapText } from './wrap-text.ts';

const WIDTH = 98;

export type PlanShown = {
  readonly question: PlanningQuestion;
  /** of the arms that are compared, in the order of `question.shares` */
  readonly names: readonly string[];
  readonly outcome: string;
  /** the difference that was said to matter; null = none was */
  readonly mde: number | null;
  readonly rateFrom: Source;
  readonly contactsFrom: Source;
  /** null = pure numbers */
  readonly proposal: ProposedPlan | null;
};

/** Documented in docs/experiments.md. */
export function planningJson(shown: PlanShown) {
  const { question, proposal } = shown;
  const { comparisons, smallestLift, smallestLiftAtOneLook } = planTest(question);
  return {
    campaign_id: proposal?.campaign.id ?? null,
    name: proposal?.campaign.name ?? null,
    outcome: shown.outcome,
    audience: question.audience,
    audience_from: shown.contactsFrom,
    rate: question.rate,
    rate_from: shown.rateFrom,
    alpha: question.alpha,
    power: question.power,
    comparisons,
    arms: shown.names.map((name, at) => ({ name, share: question.shares[at] ?? null })),
    lifts: liftsOf(shown).map((need) => liftJson(need, question)),
    smallest_lift: smallestLift,
    single_look: { smallest_lift: smallestLiftAtOneLook },
    reason: smallestLift === null ? 'this audience cannot find any difference' : null,
    plan: proposal === null ? null : planJson(proposal.plan),
    state: stateOf(proposal),
  };
}

function liftJson(need: LiftNeed, question: PlanningQuestion) {
  const contacts = (needed: ContactsNeeded | null) =>
    needed === null ? null : { per_arm: needed.perArm, audience: needed.audience };
  return {
    lift: need.lift,
    rate: question.rate * (1 + need.lift),
    needed: contacts(need.anyLooks),
    can_answer: need.canAnswer,
    reason: need.reason,
    single_look: contacts(need.singleLook),
  };
}

function stateOf(proposal: ProposedPlan | null): 'none' | 'proposed' | 'stored' | 'frozen' {
  if (proposal === null) return 'none';
  if (proposal.stored !== null && proposal.stored.frozenAt !== null) return 'frozen';
  return proposal.isStored ? 'stored' : 'proposed';
}

/** The usual lifts, and the one that was said to matter. */
function liftsOf({ question, mde }: PlanShown): readonly LiftNeed[] {
  const { lifts } = planTest(question);
  if (mde === null || lifts.some(({ lift }) => lift === mde)) return lifts;
  return [...lifts, needOf(question, mde)].toSorted((one, other) => one.lift - other.lift);
}

export function planningText(shown: PlanShown): string {
  const format = createFormatter('en-GB', 'UTC');
  const { proposal } = shown;
  const parts = [
    proposal === null ? '' : `${planText(proposal, format)}\n`,
    wrapText(sayQuestion(shown, format), WIDTH, ''),
    `\n${indentLines(needsTable(shown, format), '  ')}\n`,
    wrapText(saySmallest(shown, format), WIDTH, ''),
    ...noteOf(shown),
  ];
  return plainSpaces(parts.join(''));
}

function sayQuestion({ question, outcome, rateFrom, contactsFrom }: PlanShown, format: Formatter): string {
  const { audience, rate: expected, shares, alpha, power } = question;
  const parsed = parseOutcome(outcome);
  const noun = parsed?.kind === 'revenue' ? `buyers (${parsed.of})` : outcomeNoun(outcome);
  return (
    `${format.figure(count(audience))} contacts (${SOURCES[contactsFrom]}) in ${shares.length} compared arms; ` +
    `${noun} of ${format.figure(rate(expected))} expected (${SOURCES[rateFrom]}). ` +
    `With ${format.figure(rate(power))} chance to find a difference that is there, and at most ` +
    `${format.figure(rate(alpha))} false alarms however often you look:`
  );
}

const SOURCES = {
  said: 'as you say',
  stored: 'as the stored plan says',
  trailing: "the account's last 90 days",
  usual: 'a usual value: the account has no history of it',
  segments: 'who is in the segments aimed at',
  'all-contacts': 'all contacts: the campaign names no segment',
} as const satisfies Record<Source, string>;

function outcomeNoun(outcome: string): string {
  const parsed = parseOutcome(outcome);
  return parsed === null ? outcome : englishWords(outcomeWords(parsed).noun);
}

function needsTable(shown: PlanShown, format: Formatter): string {
  const { question } = shown;
  const isEven = Math.max(...question.shares) - Math.min(...question.shares) < 1e-6;
  const columns = [
    { title: 'for a rise of', align: 'right' },
    { title: 'that is', align: 'left' },
    { title: isEven ? 'each arm needs' : 'smallest arm needs', align: 'right' },
    { title: 'in all', align: 'right' },
    { title: 'audience enough', align: 'left' },
    { title: 'one planned look', align: 'right' },
  ] as const;
  const rows = liftsOf(shown).map((need) => {
    const to = question.rate * (1 + need.lift);
    const isPossible = to < 1;
    return [
      format.figure(relative(need.lift)),
      isPossible
        ? `${format.figure(rate(question.rate))} to ${format.figure(rate(to))}`
        : (need.reason ?? '-'),
      perArm(need.anyLooks, format),
      need.anyLooks === null ? '-' : format.figure(count(need.anyLooks.audience)),
      answerOf(need, question, format),
      perArm(need.singleLook, format),
    ];
  });
  return textTable(columns, rows);
}

/** Of the smallest arm; the others need more in the measure of their shares. */
function perArm(needed: ContactsNeeded | null, format: Formatter): string {
  return needed === null ? '-' : format.figure(count(Math.min(...needed.perArm)));
}

function answerOf(
  { canAnswer, anyLooks }: LiftNeed,
  { audience }: PlanningQuestion,
  format: Formatter,
): string {
  if (canAnswer) return 'yes';
  if (anyLooks === null) return 'no';
  const times = anyLooks.audience / audience;
  return `no, ${times < 10 ? times.toFixed(1) : format.figure(count(Math.ceil(times)))} times it`;
}

function saySmallest({ question, mde }: PlanShown, format: Formatter): string {
  const { smallestLift, smallestLiftAtOneLook } = planTest(question);
  if (smallestLift === null)
    return 'This audience cannot answer: not even the largest difference would be found.';
  const rise = (lift: number): string => format.figure(relative(lift));
  const to = format.figure(rate(question.rate * (1 + smallestLift)));
  const once = smallestLiftAtOneLook === null ? '' : `; at one planned look ${rise(smallestLiftAtOneLook)}`;
  const smallest = `The smallest difference this audience can find is ${rise(smallestLift)} (to ${to})${once}.`;
  if (mde === null) return smallest;
  const answer =
    smallestLift <= mde
      ? `It can answer: ${rise(mde)} matters.`
      : `It cannot answer what matters, ${rise(mde)}: a test would most likely end without a winner.`;
  return `${answer} ${smallest}`;
}

function noteOf({ outcome }: PlanShown): readonly string[] {
  if (!outcome.startsWith('revenue:')) return [];
  return [
    wrapText(
      'Revenue scatters more than the share of buyers these numbers are for: expect to need more.',
      WIDTH,
      '',
    ),
  ];
}

function planText({ campaign, plan, stored, isStored }: ProposedPlan, format: Formatter): string {
  const { windows, guardrails } = plan;
  const pt = (value: number): string => format.figure(points(value)).replace(/^\+/, '');
  const lines: readonly (readonly [string, string])[] = [
    ['arms', plan.arms.map((arm) => armText(plan, arm.variantId, format)).join(', ')],
    [
      'tested',
      `${plan.tested === null ? 'not said' : englishWords(testedThing(plan))}; theme: ${format.text(plan.theme ?? 'none')}`,
    ],
    ['decides', `${outcomeId(plan.primary)}; ${format.figure(relative(plan.mdeRelative))} matters`],
    [
      'counted',
      `clicks ${windows.click} h, conversions ${windows.conversion} h, opt-outs ${windows.optOut} h, deliveries ${windows.delivery} h`,
    ],
    [
      'guards',
      `harm above ${pt(guardrails.harmMargin)}, cleared below ${pt(guardrails.nonInferiorityMargin)}` +
        `${guardrails.isStrict ? ', strict' : ''}${guardrails.costLimit === undefined ? '' : `, at most ${format.figure(relative(guardrails.costLimit))} dearer`}; split: ${plan.split}`,
    ],
  ];
  const state =
    stored === null
      ? 'not stored'
      : stored.frozenAt !== null
        ? `frozen since ${stored.frozenAt.toString({ smallestUnit: 'minute' }).slice(0, 16).replace('T', ' ')} UTC`
        : isStored
          ? 'stored'
          : 'differs from the stored one';
  const head = `Plan of ${format.text(campaign.name)} (${campaign.id}): ${state}\n`;
  return (
    head + lines.map(([name, text]) => wrapText(text, WIDTH, ' '.repeat(11), `  ${name.padEnd(9)}`)).join('')
  );
}

function armText(plan: ExperimentPlan, variantId: string, format: Formatter): string {
  const arm = plan.arms.find((one) => one.variantId === variantId);
  const role = arm?.isHoldout === true ? ' holdout' : arm?.isControl === true ? ' control' : '';
  return `${format.figure(armName(plan, variantId))} ${format.figure(rate(arm?.share ?? 0))}${role}`;
}

export function appliedText({ plan, isStored }: ProposedPlan): string {
  return isStored
    ? `\nnothing to apply: the stored plan of ${plan.campaignId} says this already\n`
    : `\napplied: the plan of ${plan.campaignId} is frozen when its first contact is assigned\n`;
}
