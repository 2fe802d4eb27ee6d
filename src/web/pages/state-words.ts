import type { RecommendationState } from '../../core/cleaning/life-cycle.ts';
import type { Recommendation } from '../../store/cleaning/recommendations.ts';
import { moment } from './moment.ts';

/** Heads a filter and stands beside a number. */
export const STATE_WORDS: Readonly<Record<RecommendationState, string>> = {
  proposed: 'Waiting',
  approved: 'Approved',
  rejected: 'Rejected',
  snoozed: 'Snoozed',
  expired: 'Expired',
  superseded: 'Replaced by a newer one',
  invalidated: 'Withdrawn: a sign of life',
  applying: 'Being applied',
  applied: 'Applied',
  apply_failed: 'Could not be applied',
  undoing: 'Being undone',
  undone: 'Undone',
};

/** "Approved by web:anna, 24 Nov 2026, 12:01"; of one that waits, until when. */
export function stateSentence(one: Recommendation): string {
  const word = STATE_WORDS[one.state];
  const { state, expiresAt, snoozedUntil, decidedAt } = one;
  if (state === 'proposed') return expiresAt === null ? word : `${word}, until ${moment(expiresAt).day}`;
  if (state === 'snoozed' && snoozedUntil !== null)
    return `${word} until ${moment(snoozedUntil).day}${by(one)}`;
  if ((state === 'approved' || state === 'rejected') && decidedAt !== null)
    return `${word}${by(one)}, ${moment(decidedAt).text}`;
  return `${word}, ${moment(one.stateAt).text}`;
}

function by({ decidedBy }: Recommendation): string {
  return decidedBy === null ? '' : ` by ${personOf(decidedBy)}`;
}

/** `web:anna` is anna; the others say where they came from. */
export function personOf(actor: string): string {
  if (actor === 'system') return 'The program';
  return actor.replace(/^(?:web|proxy):/, '').replace(/^cli:(.*)$/, '$1 (command line)');
}
