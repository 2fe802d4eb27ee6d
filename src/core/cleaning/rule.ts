import type { NumberEvidence } from './number-evidence.ts';
import type { Action, ActionDetail, Reason } from './recommendation.ts';
import type { CleaningThresholds } from './settings.ts';

/** Raise when a rule changes its meaning: everybody is judged again. */
export const RULES_VERSION = 3;

/** What is to be done about a contact, before anybody is asked. */
export type Proposal = {
  readonly reason: Reason;
  readonly ruleId: string;
  readonly action: Action;
  readonly detail: ActionDetail | null;
  /** 0..1 */
  readonly confidence: number;
  /** one sentence without a phone number */
  readonly because: string;
};

export type Rule = {
  readonly id: string;
  readonly propose: (
    evidence: NumberEvidence,
    settings: CleaningThresholds,
  ) => Omit<Proposal, 'ruleId'> | null;
};

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** `3 times` */
export function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

export function days(ms: number): number {
  return Math.floor(ms / DAY_MS);
}

/** UTC, `2026-03-02` */
export function dateOf(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString().slice(0, 10);
}
