import { type ProposedArm, USUAL_TERMS, USUAL_WINDOWS, withShares } from './default-plan.ts';
import { type Outcome, outcomeId, parseOutcome } from './outcome.ts';
import { type ExperimentPlan, type GuardrailPlan, type OutcomeWindows, TESTED_THINGS } from './plan.ts';
import { fieldsOf, flagOf, numberOf, oneOf, refused, textOf } from './plan-fields.ts';
import { sharesAddUp } from './plan-shares.ts';
import { usualRate } from './usual-rate.ts';

const PLAN_KEYS = [
  'campaignId',
  'arms',
  'tested',
  'theme',
  'primary',
  'alpha',
  'mdeRelative',
  'plannedContacts',
  'plannedRate',
  'windows',
  'guardrails',
  'split',
  'origin', // always becomes `applied`, so that a plan that was printed can be sent back
] as const;

/**
 * A plan a person proposes, before anybody is assigned. Needs `campaignId`, `arms` and `plannedContacts`; what is not
 * said is as in `default-plan.ts`. The primary outcome is written as its word, `conversion:purchase`.
 *
 * Throws `bad-input`, one line: the field and what is allowed.
 */
export function checkPlan(proposed: unknown): ExperimentPlan {
  const plan = fieldsOf(proposed, 'plan', PLAN_KEYS);
  const primary = primaryOf(plan['primary']);
  const arms = armsOf(plan['arms']);
  refuseUnanswerable(arms, primary);
  return {
    campaignId: textOf(plan['campaignId'], 'plan.campaignId', ID_LENGTH),
    arms: withShares(arms),
    tested: plan['tested'] == null ? null : oneOf(plan['tested'], 'plan.tested', TESTED_THINGS),
    theme: plan['theme'] == null ? null : textOf(plan['theme'], 'plan.theme', 120),
    primary,
    alpha: numberOf(plan['alpha'], 'plan.alpha', ALPHA),
    mdeRelative: numberOf(plan['mdeRelative'], 'plan.mdeRelative', MDE),
    plannedContacts: numberOf(plan['plannedContacts'], 'plan.plannedContacts', CONTACTS),
    plannedRate: numberOf(plan['plannedRate'], 'plan.plannedRate', { ...RATE, fallback: usualRate(primary) }),
    windows: windowsOf(plan['windows']),
    guardrails: guardrailsOf(plan['guardrails']),
    split: plan['split'] === undefined ? 'random' : oneOf(plan['split'], 'plan.split', ['random', 'quota']),
    origin: 'applied',
  };
}

/** As in the tables of the sending platform. */
const ID_LENGTH = 64;
const ALPHA = {
  isAllowed: (value: number) => value >= 0.001 && value <= 0.2,
  allowed: 'from 0.001 to 0.2, such as 0.05',
  fallback: USUAL_TERMS.alpha,
};
const MDE = {
  isAllowed: (value: number) => value > 0 && value <= 10,
  allowed: 'above 0 and at most 10, 0.1 for a tenth more',
  fallback: USUAL_TERMS.mdeRelative,
};
const CONTACTS = {
  isAllowed: (value: number) => Number.isSafeInteger(value) && value >= 1,
  allowed: 'a whole number from 1 on',
};
const RATE = {
  isAllowed: (value: number) => value > 0 && value < 1,
  allowed: 'above 0 and below 1, 0.06 for 6 %',
};
/** A month: later outcomes are hardly the message's doing. */
const HOURS = {
  isAllowed: (value: number) => Number.isInteger(value) && value >= 1 && value <= 720,
  allowed: 'whole hours from 1 to 720',
};
const SHARE = {
  isAllowed: (value: number) => value >= 0 && value <= 1,
  allowed: 'from 0 to 1, 0.5 for half',
};
const MARGIN = {
  isAllowed: (value: number) => value >= 0 && value < 1,
  allowed: 'from 0 to below 1, 0.003 for 0.3 points',
};
const COST = {
  isAllowed: (value: number) => value >= 0,
  allowed: '0 or more, 0.1 for a tenth dearer',
};

function primaryOf(value: unknown): Outcome {
  const word = value === undefined ? 'click' : value;
  const outcome = typeof word === 'string' ? parseOutcome(word) : null;
  if (outcome === null)
    throw refused(
      'plan.primary',
      'must be click, opt-out, non-delivery, conversion:<kind> or revenue:<kind>, such as conversion:purchase',
    );
  return outcome;
}

function armsOf(value: unknown): readonly ProposedArm[] {
  if (!Array.isArray(value) || value.length < 2)
    throw refused('plan.arms', 'must be a list of at least two arms');
  const arms = value.map((arm: unknown, place) => armOf(arm, `plan.arms[${place}]`));
  const ids = arms.map((arm) => arm.variantId);
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  if (twice !== undefined) throw refused('plan.arms', `name ${twice} twice (every variantId once)`);
  if (arms.filter((arm) => arm.isControl).length > 1)
    throw refused('plan.arms', 'may have one control at most');
  if (arms.filter((arm) => arm.isHoldout).length > 1)
    throw refused('plan.arms', 'may have one holdout at most');
  const shared = withShares(arms);
  if (!sharesAddUp(shared)) {
    const sum = shared.reduce((total, arm) => total + arm.share, 0);
    throw refused('plan.arms', `have shares that add up to ${sum.toFixed(4)} (allowed: 1, within 0.1 %)`);
  }
  const empty = shared.find((arm) => arm.share === 0);
  if (empty !== undefined)
    throw refused('plan.arms', `leave no share to ${empty.variantId} (leave the arm out)`);
  return arms;
}

function armOf(value: unknown, where: string): ProposedArm {
  const arm = fieldsOf(value, where, ['variantId', 'label', 'share', 'isControl', 'isHoldout']);
  const variantId = textOf(arm['variantId'], `${where}.variantId`, ID_LENGTH);
  const isControl = flagOf(arm['isControl'], `${where}.isControl`);
  const isHoldout = flagOf(arm['isHoldout'], `${where}.isHoldout`);
  if (isControl && isHoldout) throw refused(where, 'cannot be control and holdout at once');
  return {
    variantId,
    label: arm['label'] === undefined ? variantId : textOf(arm['label'], `${where}.label`, 120),
    share: arm['share'] == null ? null : numberOf(arm['share'], `${where}.share`, SHARE),
    isControl,
    isHoldout,
  };
}

/** Two mailings, or one against a holdout on something a holdout can do. */
function refuseUnanswerable(arms: readonly ProposedArm[], primary: Outcome): void {
  const mailings = arms.filter((arm) => !arm.isHoldout);
  if (mailings.length > 1) return;
  if (primary.kind === 'click' || primary.kind === 'non-delivery')
    throw refused(
      'plan.primary',
      `cannot be ${outcomeId(primary)}: a holdout gets no message (allowed: conversion, revenue)`,
    );
}

function windowsOf(value: unknown): OutcomeWindows {
  const windows = fieldsOf(value ?? {}, 'plan.windows', ['click', 'conversion', 'optOut', 'delivery']);
  const hoursOf = (key: keyof OutcomeWindows): number =>
    numberOf(windows[key], `plan.windows.${key}`, { ...HOURS, fallback: USUAL_WINDOWS[key] });
  return {
    click: hoursOf('click'),
    conversion: hoursOf('conversion'),
    optOut: hoursOf('optOut'),
    delivery: hoursOf('delivery'),
  };
}

function guardrailsOf(value: unknown): GuardrailPlan {
  const where = 'plan.guardrails';
  const said = fieldsOf(value ?? {}, where, ['harmMargin', 'nonInferiorityMargin', 'isStrict', 'costLimit']);
  const usual = USUAL_TERMS.guardrails;
  const marginOf = (key: 'harmMargin' | 'nonInferiorityMargin'): number =>
    numberOf(said[key], `${where}.${key}`, { ...MARGIN, fallback: usual[key] });
  const known = {
    harmMargin: marginOf('harmMargin'),
    nonInferiorityMargin: marginOf('nonInferiorityMargin'),
    isStrict: flagOf(said['isStrict'], `${where}.isStrict`),
  };
  if (said['costLimit'] == null) return known;
  return { ...known, costLimit: numberOf(said['costLimit'], `${where}.costLimit`, COST) };
}
