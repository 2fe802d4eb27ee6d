import type { RecommendationState } from '../../core/cleaning/life-cycle.ts';
import type { Formatter } from '../../render/format.ts';
import type { Recommendation } from '../../store/cleaning/recommendations.ts';
import { cleanText, ENGLISH } from './figures.ts';
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
export function stateSentence(one: Recommendation, format: Formatter = ENGLISH): string {
  const { say } = format;
  const { state, expiresAt, snoozedUntil, decidedAt, decidedBy } = one;
  const word = say(STATE_WORDS[state]);
  const by = decidedBy === null ? [] : [cleanText(personOf(decidedBy))];
  if (state === 'proposed')
    return expiresAt === null ? word : say('{0}, until {1}', [word, moment(expiresAt, format).day]);
  if (state === 'snoozed' && snoozedUntil !== null) {
    const until = [word, moment(snoozedUntil, format).day, ...by];
    return say(by.length === 0 ? '{0} until {1}' : '{0} until {1} by {2}', until);
  }
  if ((state === 'approved' || state === 'rejected') && decidedAt !== null) {
    const when = moment(decidedAt, format).text;
    return by.length === 0 ? `${word}, ${when}` : say('{0} by {1}, {2}', [word, ...by, when]);
  }
  return `${word}, ${moment(one.stateAt, format).text}`;
}

/** `web:anna` is anna; the others say where they came from. */
export function personOf(actor: string): string {
  if (actor === 'system') return 'The program';
  return actor.replace(/^(?:web|proxy):/, '').replace(/^cli:(.*)$/, '$1 (command line)');
}
