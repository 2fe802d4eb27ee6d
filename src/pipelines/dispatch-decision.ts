import { backoffSeconds, MOST_CRASHES } from '../core/runs/run-state.ts';
import type { SendOutcome, SmtpReply } from '../mail/smtp-outcome.ts';
import type { DispatchStanding } from '../store/dispatches-claim.ts';
import type { Settlement } from '../store/dispatches-settle.ts';

/** A mail that perhaps arrived is not sent again before the server had this long to show it. */
const AMBIGUOUS_WAIT = { minutes: 15 } as const;

export type Circumstances = {
  readonly standing: DispatchStanding;
  readonly now: Temporal.Instant;
  /** when the mail server may be tried again, after trouble of the host */
  readonly hostUntil: Temporal.Instant | null;
  /** a form without attachments that has not been tried */
  readonly smallForm: Settlement['form'];
};

const NOTHING = { nextAttemptAt: null, reply: null, isAmbiguous: false, isCrash: false, form: null } as const;

/** reliability.md 2.3 as a function: what an attempt's outcome makes of its dispatch. */
export function decideAfterSending(outcome: SendOutcome, circumstances: Circumstances): Settlement {
  const { now, standing } = circumstances;
  switch (outcome.kind) {
    case 'sent':
      return { ...NOTHING, state: 'sent', reason: null, outcome: 'sent', reply: outcome.reply };
    case 'temporary':
      return {
        ...NOTHING,
        state: 'queued',
        nextAttemptAt: circumstances.hostUntil ?? later(now, standing),
        reason: outcome.reply.text,
        outcome: 'temporary',
        reply: outcome.reply,
      };
    case 'withheld':
      return {
        ...NOTHING,
        state: 'queued',
        nextAttemptAt: later(now, standing),
        reason: 'our own database stopped it before the body',
        outcome: 'withheld',
      };
    case 'permanent':
      return afterRefusal(outcome, circumstances);
    case 'ambiguous':
      return afterAmbiguity(standing, now, outcome.reply);
  }
}

/** The holder of the dispatch died: before the body nothing was sent, after it nobody knows. */
export function decideAfterCrash(lost: {
  readonly standing: DispatchStanding;
  readonly phase: 'connect' | 'data';
  readonly bodyStartedAt: Temporal.Instant | null;
  readonly now: Temporal.Instant;
}): Settlement {
  const { standing, now } = lost;
  if (lost.phase === 'data') {
    return { ...afterAmbiguity(standing, lost.bodyStartedAt ?? now, null), isCrash: true };
  }
  if (standing.crashes + 1 >= MOST_CRASHES) {
    return {
      ...NOTHING,
      state: standing.ambiguousAttempts > 0 ? 'held' : 'failed',
      reason: `the worker died ${MOST_CRASHES} times at this dispatch`,
      outcome: 'crashed',
      isCrash: true,
    };
  }
  return {
    ...NOTHING,
    state: 'queued',
    nextAttemptAt: standing.crashes === 0 ? now : later(now, standing),
    reason: 'the worker died before the body went out',
    outcome: 'crashed',
    isCrash: true,
  };
}

function later(now: Temporal.Instant, standing: DispatchStanding): Temporal.Instant {
  return now.add({ seconds: backoffSeconds(standing.attempt) });
}

function afterRefusal(
  outcome: SendOutcome & { readonly kind: 'permanent' },
  { standing, now, smallForm }: Circumstances,
): Settlement {
  const refused = { ...NOTHING, outcome: 'permanent', reply: outcome.reply } as const;
  // After an unknown outcome only the very same bytes may follow.
  if (outcome.tooLarge && smallForm !== null && standing.ambiguousAttempts === 0) {
    const reason = 'too large for the mail server; goes without attachments';
    return { ...refused, state: 'queued', nextAttemptAt: now, reason, form: smallForm };
  }
  const doubt = standing.ambiguousAttempts > 0 ? ' (an earlier attempt may have arrived)' : '';
  return { ...refused, state: 'failed', reason: `${outcome.reply.text.slice(0, 250)}${doubt}` };
}

function afterAmbiguity(
  standing: DispatchStanding,
  since: Temporal.Instant,
  reply: SmtpReply | null,
): Settlement {
  const unknown = { ...NOTHING, outcome: 'ambiguous', reply, isAmbiguous: true } as const;
  const again = since.add(AMBIGUOUS_WAIT);
  const hold = (reason: string): Settlement => ({ ...unknown, state: 'held', reason });
  if (standing.ambiguousPolicy === 'hold') return hold('perhaps arrived; the schedule says to hold');
  if (standing.ambiguousAttempts > 0) return hold('perhaps arrived, for the second time');
  if (Temporal.Instant.compare(again, standing.deadlineAt) >= 0)
    return hold('perhaps arrived; no time left to repeat');
  return {
    ...unknown,
    state: 'queued',
    nextAttemptAt: again,
    reason: 'perhaps arrived; once more after 15 minutes',
  };
}
