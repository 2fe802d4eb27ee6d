import { recipientsText } from '../core/runs/recipient-locale.ts';
import type { DispatchRecord } from '../store/dispatches.ts';
import type { Run } from '../store/runs.ts';

/** What became of one recipient's mail, and what a person can do about it. */
export function dispatchWords(dispatch: DispatchRecord): string {
  const { id, state, attempt, ambiguousAttempts, reason, smtpText } = dispatch;
  const isDoubtful = ambiguousAttempts > 0;
  switch (state) {
    case 'sent': {
      const reply = smtpText === null ? '' : `; the mail server said: ${smtpText}`;
      const twice = isDoubtful ? '; an earlier try may have arrived as well' : '';
      const when = dispatch.sentAt === null ? 'said to have arrived' : `sent at ${utc(dispatch.sentAt)}`;
      return `${when}${reply}${twice}`;
    }
    case 'queued':
      if (attempt === 0) return 'waits to be sent';
      if (isDoubtful)
        return `perhaps arrived; the same mail goes out once more after ${utc(dispatch.nextAttemptAt)}`;
      return `not sent yet, tried ${times(attempt)} (${reason ?? 'no reason stored'}); again at ${utc(dispatch.nextAttemptAt)}`;
    case 'sending':
      return 'is being sent now';
    case 'failed':
      return `did not go out: ${reason ?? 'no reason stored'}`;
    case 'held':
      return `nobody knows whether it arrived (${reason ?? 'no reason stored'}); say so: sms-reports runs settle ${id} --as sent|again`;
  }
}

/** For a run that has no mails: why not. */
export function withoutMails({ state, options }: Run): string {
  if (options.recipients.length === 0) return 'nobody: the report is only stored';
  const to = recipientsText(options);
  switch (state) {
    case 'planned':
    case 'running':
      return `not made yet; will go to ${to}`;
    case 'failed':
    case 'skipped':
      return `nothing was sent to ${to}`;
    case 'rendered':
    case 'done':
    case 'done_with_failures':
      return `no mail to ${to} is stored any more`;
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function utc(at: Temporal.Instant): string {
  return `${at.toString({ smallestUnit: 'second' }).replace('T', ' ').replace('Z', '')} UTC`;
}
