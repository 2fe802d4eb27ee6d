import { Failure } from '../failure.ts';
import { shownText } from '../shown-text.ts';
import { checkPlan } from './check-plan.ts';
import { type Outcome, outcomeId } from './outcome.ts';
import type { ExperimentPlan, GuardrailPlan, OutcomeWindows, PlannedArm, TestedThing } from './plan.ts';

/** What a person says about a test before the send. What is left out (undefined) stays as it is, or as it usually is. */
export type PlanWishes = {
  readonly tested?: TestedThing | undefined;
  readonly theme?: string | undefined;
  readonly primary?: Outcome | undefined;
  readonly mdeRelative?: number | undefined;
  readonly plannedContacts?: number | undefined;
  readonly plannedRate?: number | undefined;
  readonly alpha?: number | undefined;
  readonly split?: ExperimentPlan['split'] | undefined;
  /** by variant id */
  readonly shares?: Readonly<Record<string, number>> | undefined;
  /** the same in the order of the arms */
  readonly shareList?: readonly number[] | undefined;
  /** variant id */
  readonly control?: string | undefined;
  readonly windows?: Wished<OutcomeWindows> | undefined;
  readonly guardrails?: Wished<GuardrailPlan> | undefined;
};

type Wished<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/**
 * The plan a person asks for, on top of the stored or the usual one. Throws `bad-input`, one line, for a plan that
 * cannot be judged.
 *
 * @param base its planned rate must be that of the wished primary outcome
 */
export function draftPlan(base: ExperimentPlan, wishes: PlanWishes): ExperimentPlan {
  const theme = wishes.theme ?? base.theme;
  return checkPlan({
    campaignId: base.campaignId,
    arms: draftArms(base.arms, wishes),
    tested: wishes.tested ?? base.tested,
    theme: theme === null ? null : oneLine(theme),
    primary: outcomeId(wishes.primary ?? base.primary),
    alpha: wishes.alpha ?? base.alpha,
    mdeRelative: wishes.mdeRelative ?? base.mdeRelative,
    plannedContacts: wishes.plannedContacts ?? base.plannedContacts,
    plannedRate: wishes.plannedRate ?? base.plannedRate,
    windows: draftWindows(base.windows, wishes.windows),
    guardrails: draftGuardrails(base.guardrails, wishes.guardrails),
    split: wishes.split ?? base.split,
  });
}

function draftWindows(base: OutcomeWindows, wished: Wished<OutcomeWindows> = {}): OutcomeWindows {
  return {
    click: wished.click ?? base.click,
    conversion: wished.conversion ?? base.conversion,
    optOut: wished.optOut ?? base.optOut,
    delivery: wished.delivery ?? base.delivery,
  };
}

function draftGuardrails(base: GuardrailPlan, wished: Wished<GuardrailPlan> = {}): GuardrailPlan {
  const costLimit = wished.costLimit ?? base.costLimit;
  return {
    harmMargin: wished.harmMargin ?? base.harmMargin,
    nonInferiorityMargin: wished.nonInferiorityMargin ?? base.nonInferiorityMargin,
    isStrict: wished.isStrict ?? base.isStrict,
    ...(costLimit === undefined ? {} : { costLimit }),
  };
}

/** Labels and themes come from the sending platform as well; a plan holds them as one line. */
const LONGEST_LABEL = 120;

function draftArms(arms: readonly PlannedArm[], wishes: PlanWishes): readonly PlannedArm[] {
  const { shareList, control } = wishes;
  const ids = arms.map(({ variantId }) => variantId);
  if (shareList !== undefined && shareList.length !== arms.length) {
    const order = ids.join(', ');
    throw new Failure(
      'bad-input',
      `there are ${shareList.length} shares for ${arms.length} arms; they stand in the order ${order}`,
    );
  }
  const listed = shareList && Object.fromEntries(ids.map((id, at) => [id, shareList[at] ?? 0]));
  const shares = wishes.shares ?? listed;
  const wished = [...Object.keys(shares ?? {}), ...(control === undefined ? [] : [control])];
  const unknown = wished.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw new Failure(
      'bad-input',
      `arm ${shownText(unknown)} is no variant of the campaign; there are ${ids.join(', ')}`,
    );
  }
  return arms.map((arm) => ({
    ...arm,
    label: oneLine(arm.label) || arm.variantId,
    share: shares === undefined ? arm.share : (shares[arm.variantId] ?? 0),
    isControl: control === undefined ? arm.isControl : arm.variantId === control,
  }));
}

function oneLine(label: string): string {
  return label
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_LABEL)
    .trim();
}
