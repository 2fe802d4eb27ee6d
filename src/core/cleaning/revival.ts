import { REASONS, type Reason } from './recommendation.ts';

/** Signs of life; a click is one of a person. */
export const POSITIVE_KINDS = ['delivery', 'click', 'reply', 'order', 'opt_in'] as const;
export type PositiveKind = (typeof POSITIVE_KINDS)[number];

const ALL = POSITIVE_KINDS;
const ACTS = ['click', 'reply', 'order', 'opt_in'] as const;

/** What disproves a reason when it comes after the evidence. A delivery does not make a silent contact a lively one. */
export const REVIVED_BY: Readonly<Record<Reason, readonly PositiveKind[]>> = {
  invalid_number: ALL,
  not_sms_capable: ALL,
  invalid_pattern: ALL,
  barred: ALL,
  persistently_absent: ALL,
  damaged_import: ALL,
  recipient_blocked: ALL,
  opted_out: ['opt_in'],
  inactive: ACTS,
  never_engaged: ACTS,
  duplicate: [],
  fatigued: ACTS,
};

export function reasonsRevivedBy(kind: PositiveKind): readonly Reason[] {
  return REASONS.filter((reason) => REVIVED_BY[reason].includes(kind));
}
