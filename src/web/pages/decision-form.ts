import type { Decision } from '../../pipelines/decide-recommendations.ts';
import type { PageRefusal } from './page-answer.ts';
import { badField } from './page-refusals.ts';
import type { Form } from './read-form.ts';

const SNOOZE_DAYS = [7, 14, 30, 90] as const;
const USUAL_DAYS = 30;

/** The choice of days, as a form shows it. */
export function snoozeChoice(
  chosen: number = USUAL_DAYS,
): readonly { readonly days: string; readonly isChosen: boolean }[] {
  return SNOOZE_DAYS.map((days) => ({ days: String(days), isChosen: days === chosen }));
}

export const LONGEST_REASON = 2_000;

export type AskedDecision = {
  readonly decision: Decision;
  /** null = none given */
  readonly reason: string | null;
  readonly days: (typeof SNOOZE_DAYS)[number];
};

const DECISIONS: readonly Decision[] = ['approve', 'reject', 'snooze'];

/** `as` = what the address says already. */
export function readDecision(form: Form, as?: Decision): AskedDecision | PageRefusal {
  const decision = as ?? DECISIONS.find((one) => one === form.text('decision'));
  if (decision === undefined) return badField(`decision: must be one of ${DECISIONS.join(', ')}.`);
  const reason = form.text('reason').replaceAll('\r\n', '\n').trim();
  if (reason.length > LONGEST_REASON)
    return badField(
      `reason: has ${reason.length} characters; at most ${LONGEST_REASON} are kept.`,
      'field-length',
    );
  const days = SNOOZE_DAYS.find((one) => String(one) === (form.text('days') || String(USUAL_DAYS)));
  if (days === undefined) return badField(`days: must be one of ${SNOOZE_DAYS.join(', ')}.`);
  return { decision, reason: reason === '' ? null : reason, days };
}

export const DECIDED_WORDS: Readonly<Record<Decision, string>> = {
  approve: 'approved',
  reject: 'rejected',
  snooze: 'snoozed',
};
