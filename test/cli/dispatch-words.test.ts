import { describe, expect, it } from 'vitest';
import { dispatchWords } from '../../src/cli/dispatch-words.ts';
import type { DispatchRecord } from '../../src/store/dispatches.ts';

const at = Temporal.Instant.from('2026-11-25T08:00:00Z');

const DISPATCH: DispatchRecord = {
  id: 7,
  runId: 1,
  recipient: 'lead@example.com',
  messageId: '<d7@example.com>',
  state: 'queued',
  attempt: 0,
  ambiguousAttempts: 0,
  nextAttemptAt: at,
  deadlineAt: at,
  reason: null,
  smtpCode: null,
  smtpText: null,
  mailBytes: 1,
  queuedAt: at,
  sentAt: null,
};

const PERHAPS = { ambiguousAttempts: 1, attempt: 1, reason: 'perhaps arrived; once more after 15 minutes' };

describe('what became of a mail', () => {
  it.each([
    [{}, 'waits to be sent'],
    [{ state: 'sending' }, 'is being sent now'],
    [
      { attempt: 2, reason: 'connect ECONNREFUSED' },
      'not sent yet, tried 2 times (connect ECONNREFUSED); again at 2026-11-25 08:00:00 UTC',
    ],
    [PERHAPS, 'perhaps arrived; the same mail goes out once more after 2026-11-25 08:00:00 UTC'],
    [
      { state: 'sent', sentAt: at, smtpText: '250 kept' },
      'sent at 2026-11-25 08:00:00 UTC; the mail server said: 250 kept',
    ],
    [
      { ...PERHAPS, state: 'sent', sentAt: at, reason: null },
      'sent at 2026-11-25 08:00:00 UTC; an earlier try may have arrived as well',
    ],
    [{ state: 'failed', reason: '550 no such user' }, 'did not go out: 550 no such user'],
    [
      { ...PERHAPS, state: 'held' },
      'nobody knows whether it arrived (perhaps arrived; once more after 15 minutes); say so: sms-reports runs settle 7 --as sent|again',
    ],
  ] as const)('%j: %s', (different, words) => {
    expect(dispatchWords({ ...DISPATCH, ...different })).toBe(words);
  });
});
