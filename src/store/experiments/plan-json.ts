import type { Outcome } from '../../core/experiments/outcome.ts';
import { outcomeId, parseOutcome } from '../../core/experiments/outcome.ts';
import {
  type ExperimentPlan,
  type PlannedArm,
  TESTED_THINGS,
  type TestedThing,
} from '../../core/experiments/plan.ts';
import { Failure } from '../../core/failure.ts';
import { jsonFromColumn } from '../column-values.ts';

/** The plan as it is stored; the outcome is its word. */
export function planToJson(plan: ExperimentPlan): unknown {
  return { ...plan, primary: outcomeId(plan.primary) };
}

/** Throws `internal`: what is stored was written by `planToJson`. */
export function planFromJson(column: unknown): ExperimentPlan {
  const plan = fieldsOf(jsonFromColumn(column));
  const windows = fieldsOf(plan['windows']);
  const guardrails = fieldsOf(plan['guardrails']);
  return {
    campaignId: textOf(plan['campaignId']),
    arms: listOf(plan['arms']).map(armFromJson),
    tested: plan['tested'] === null ? null : testedOf(plan['tested']),
    theme: plan['theme'] === null ? null : textOf(plan['theme']),
    primary: outcomeOf(plan['primary']),
    alpha: numberOf(plan['alpha']),
    mdeRelative: numberOf(plan['mdeRelative']),
    plannedContacts: numberOf(plan['plannedContacts']),
    plannedRate: numberOf(plan['plannedRate']),
    windows: {
      click: numberOf(windows['click']),
      conversion: numberOf(windows['conversion']),
      optOut: numberOf(windows['optOut']),
      delivery: numberOf(windows['delivery']),
    },
    guardrails: {
      harmMargin: numberOf(guardrails['harmMargin']),
      nonInferiorityMargin: numberOf(guardrails['nonInferiorityMargin']),
      isStrict: guardrails['isStrict'] === true,
      ...(guardrails['costLimit'] === undefined ? {} : { costLimit: numberOf(guardrails['costLimit']) }),
    },
    split: plan['split'] === 'quota' ? 'quota' : 'random',
    origin: plan['origin'] === 'applied' ? 'applied' : 'default',
  };
}

function armFromJson(value: unknown): PlannedArm {
  const arm = fieldsOf(value);
  return {
    variantId: textOf(arm['variantId']),
    label: textOf(arm['label']),
    share: numberOf(arm['share']),
    isControl: arm['isControl'] === true,
    isHoldout: arm['isHoldout'] === true,
  };
}

function testedOf(value: unknown): TestedThing {
  return TESTED_THINGS.find((thing) => thing === value) ?? unreadable('tested');
}

function outcomeOf(value: unknown): Outcome {
  return parseOutcome(textOf(value)) ?? unreadable('primary');
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : unreadable('object');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : unreadable('list');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : unreadable('text');
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : unreadable('number');
}

function unreadable(what: string): never {
  throw new Failure('internal', `a stored test plan is not readable: ${what}`);
}
