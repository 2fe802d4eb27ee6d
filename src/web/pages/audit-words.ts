import { maskPhonesIn } from '../../core/phone-number.ts';
import type { AuditRow } from '../../store/read-audit.ts';
import { cleanText } from './figures.ts';
import { type Moment, moment } from './moment.ts';
import { personOf } from './state-words.ts';

export type AuditWords = Moment & {
  readonly id: string;
  readonly who: string;
  readonly what: string;
  readonly object: string;
  /** null = nothing more to say */
  readonly note: string | null;
  readonly detail: string | null;
};

/** An entry of the audit log as a sentence's parts; unknown actions keep their own name. */
export function auditWords({ id, at, actor, action, object, detail }: AuditRow): AuditWords {
  return {
    ...moment(at),
    id: String(id),
    who: cleanText(personOf(actor)),
    what: ACTIONS[action] ?? cleanText(action.replaceAll('-', ' ')),
    object: cleanText(maskPhonesIn(object)),
    note: noteOf(detail),
    detail: detailOf(detail),
  };
}

const ACTIONS: Readonly<Record<string, string>> = {
  'recommendation-approve': 'approved',
  'recommendation-approve-first': 'approved, as the first of two',
  'recommendation-reject': 'rejected',
  'recommendation-snooze': 'snoozed',
  'recommendation-apply': 'applied',
  'recommendation-applied': 'put into force',
  'recommendation-apply-failed': 'could not apply',
  'recommendation-undo': 'undid',
  'recommendation-undone': 'took back',
  'recommendation-undo-failed': 'could not undo',
  'recommendation-expire': 'ended, as nobody acted in time,',
  'recommendation-wake': 'proposed again, as its rest is over,',
  'recommendation-invalidate': 'withdrew, after a sign of life,',
  'batch-apply': 'put into force',
  'batch-apply-failed': 'could not put into force',
  'batch-undo': 'took back',
  'batch-undo-failed': 'could not take back',
  'cleaning-release': 'released',
  'propose-cleaning': 'searched:',
  'suppressions-export': 'exported suppressions:',
  'number-show': 'looked at the number',
  'phone-key-change': 'began to change',
  'phone-key-changed': 'finished changing',
  'sign-in': 'signed in to',
  'user-add': 'added',
  'user-password': 'changed the password of',
  'user-disable': 'disabled',
  'user-enable': 'enabled',
  'user-role': 'changed the role of',
  'user-email': 'changed the e-mail address of',
  'user-brands': 'changed the brands of',
  'schedule-create': 'made the schedule',
  'schedule-change': 'changed the schedule',
  'schedule-remove': 'removed the schedule',
  'schedule-leave': 'asked to get no more of',
  'schedule-put-back': 'put a reader back on',
  'goals-change': 'changed the goals in',
  'people-change': 'changed who sees which brands in',
  'recipients-allow': 'allowed recipients by',
  'recipients-remove': 'took off the allow-list',
  'schedule-pause': 'paused',
  'schedule-resume': 'resumed',
  'schedule-test': 'had a test sent of',
  'report-request': 'asked for',
  'run-retry': 'had made again',
  'run-resend': 'had sent again',
  'mail-pause': 'stopped',
  'mail-resume': 'let go again',
  'experiment-plan': 'planned the test of',
  'code-classify': 'said what is meant by',
  'reply-decide': 'decided on the reply',
  erase: 'erased',
};

function noteOf(detail: unknown): string | null {
  const note = isRecord(detail) ? detail['note'] : null;
  return typeof note === 'string' && note !== '' ? cleanText(note) : null;
}

/** Everything else, cut: the frozen list of a decision may hold thousands. */
function detailOf(detail: unknown): string | null {
  if (!isRecord(detail)) return null;
  const { note: _note, seen, ...others } = detail;
  const parts = Object.entries(others)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  if (Array.isArray(seen) && seen.length > 1) parts.push(`frozen list of ${seen.length}`);
  return parts.length === 0 ? null : cleanText(maskPhonesIn(parts.join(' · ')).slice(0, 400));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
