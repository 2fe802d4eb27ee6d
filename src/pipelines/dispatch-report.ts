import { setTimeout as wait } from 'node:timers/promises';
import type { Reach } from '../core/crash-points.ts';
import { Failure } from '../core/failure.ts';
import { assembleMail, formOf, type MailEnvelope, partsOf, readEnvelope } from '../mail/envelope.ts';
import type { HostCircuit, HostTrouble } from '../mail/host-circuit.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { SendOutcome } from '../mail/smtp-outcome.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { loadParts } from '../store/dispatches.ts';
import {
  beginDispatchBody,
  claimDispatch,
  type DispatchClaim,
  renewDispatchLease,
} from '../store/dispatches-claim.ts';
import type { RunClosing } from '../store/dispatches-run.ts';
import { type Settlement, settleDispatch } from '../store/dispatches-settle.ts';
import { LEFT } from '../store/left-recipients.ts';
import type { RememberedParts } from '../store/remembered-parts.ts';
import { isRetryableError } from '../store/retryable-error.ts';
import { decideAfterSending } from './dispatch-decision.ts';
import type { MailGate } from './mail-gate.ts';

export type DispatchTools = {
  readonly db: Db;
  readonly mailer: Mailer;
  /** one per mail server and process */
  readonly circuit: HostCircuit;
  /** the switch that stops all mails, and their pace; without it neither is asked */
  readonly gate?: MailGate;
  /** name of this worker, for the lease */
  readonly worker: string;
  /** the database's clock unless a test says otherwise */
  readonly clock?: () => Promise<Temporal.Instant>;
  /** the mail server begins to make trouble, or (null) works again */
  readonly onHostChanged?: (trouble: HostTrouble | null) => void;
  /** the last dispatch of a run has ended; the timer tells its owner of trouble. Its errors stop nothing. */
  readonly onRunClosed?: (closing: RunClosing) => Promise<void>;
  /** of the mails before; without them each mail reads its own */
  readonly parts?: RememberedParts;
  readonly reach?: Reach;
};

export type DispatchResult =
  | { readonly kind: 'sent' }
  | {
      readonly kind: 'queued';
      readonly nextAttemptAt: Temporal.Instant;
      readonly reason: string;
      /** login, certificate or sender are refused: a person has to mend the settings */
      readonly needsConfig: boolean;
    }
  | { readonly kind: 'failed' | 'held'; readonly reason: string }
  /** the mail server is left alone until then, or mails are paused; nothing was attempted */
  | { readonly kind: 'postponed'; readonly until: Temporal.Instant }
  /** not queued, not due, or past its deadline */
  | { readonly kind: 'not-due' }
  /** somebody else has taken it while we were at it */
  | { readonly kind: 'lost' };

/** A crash is noticed after this long; the living renew three times as often. */
const LEASE_S = 60;

/**
 * One attempt at one dispatch: claim, assemble, connect, commit phase `data`, body, reply, settle. Safe to call for any id
 * at any time and from several workers at once. Throws when the database fails; the lease then brings it back.
 */
export async function dispatchReport(tools: DispatchTools, id: number): Promise<DispatchResult> {
  const clock = clockOf(tools);
  const now = await clock();
  const closedUntil = (await tools.gate?.enter(now)) ?? null;
  if (closedUntil !== null) return { kind: 'postponed', until: closedUntil };
  const until = tools.circuit.enter(now);
  if (until !== null) return { kind: 'postponed', until };
  const claim = await claimDispatch(tools.db, { id, owner: tools.worker, now, leaseS: LEASE_S });
  if (claim === null) {
    tools.circuit.unused(now);
    return { kind: 'not-due' };
  }
  tools.reach?.('dlv.claimed');
  const renewal = setInterval(
    () => {
      clock()
        .then((at) => renewDispatchLease(tools.db, claim, { now: at, leaseS: LEASE_S }))
        .catch(() => undefined);
    },
    (LEASE_S / 3) * 1_000,
  );
  try {
    return await attempt(tools, claim);
  } finally {
    clearInterval(renewal);
  }
}

async function attempt(tools: DispatchTools, claim: DispatchClaim): Promise<DispatchResult> {
  const clock = clockOf(tools);
  const tooMany = await refusalOfFirst(tools, claim);
  if (tooMany !== null) {
    const now = await clock();
    tools.circuit.unused(now);
    return settle(tools, claim, { ...WITHHELD, reason: tooMany }, { now, needsConfig: false });
  }
  const mail = await loadMail(tools, claim);
  if (mail === null) {
    const now = await clock();
    tools.circuit.unused(now);
    const reason = 'the stored mail is damaged or gone';
    return settle(tools, claim, { ...BROKEN, reason }, { now, needsConfig: false });
  }
  let isLeft = false;
  const outcome = await tools.mailer.send({
    from: mail.envelope.from,
    to: claim.recipient,
    bytes: mail.bytes,
    beforeBody: async () => {
      tools.reach?.('dlv.rcpt_ok');
      isLeft = !(await beginDispatchBody(tools.db, claim, { now: await clock(), leaseS: LEASE_S }));
      if (isLeft) throw new Failure('bad-state', LEFT);
      tools.reach?.('dlv.phase_data_committed');
    },
    ...(tools.reach === undefined ? {} : { reach: tools.reach }),
  });
  if (outcome.kind === 'sent') tools.reach?.('dlv.reply_seen');
  const now = await persistently(clock);
  const decided = decideAfterSending(outcome, {
    standing: claim.standing,
    now,
    hostUntil: judgeHost(tools, outcome, now),
    smallForm: mail.envelope.small?.sha256 === claim.mailSha256 ? null : mail.envelope.small,
  });
  const settlement = isLeft && outcome.kind === 'withheld' ? GONE : decided;
  return settle(tools, claim, settlement, {
    now,
    needsConfig: outcome.kind === 'temporary' && outcome.config,
  });
}

const BROKEN = {
  state: 'failed',
  nextAttemptAt: null,
  outcome: 'permanent',
  reply: null,
  isAmbiguous: false,
  isCrash: false,
  form: null,
} as const;

const WITHHELD = { ...BROKEN, state: 'held', outcome: 'withheld' } as const;

/** Who leaves while their mail is on its way to the server gets not one byte of it; it is not tried again. */
const GONE = { ...BROKEN, outcome: 'withheld', reason: LEFT } as const;

/** A mail counts once, however often it is tried; one that a person let go counts no more. */
async function refusalOfFirst(tools: DispatchTools, claim: DispatchClaim): Promise<string | null> {
  if (tools.gate === undefined || claim.attempt > 1) return null;
  return tools.gate.admit(claim.recipient, await clockOf(tools)());
}

async function settle(
  tools: DispatchTools,
  claim: DispatchClaim,
  settlement: Settlement,
  { now, needsConfig }: { readonly now: Temporal.Instant; readonly needsConfig: boolean },
): Promise<DispatchResult> {
  const { isSettled, closing } = await persistently(async () =>
    settleDispatch(tools.db, claim, settlement, {
      now,
      beforeCommit: () => void (settlement.state === 'sent' && tools.reach?.('dlv.before_sent_commit')),
    }),
  );
  if (settlement.state === 'sent') tools.reach?.('dlv.after_sent_commit');
  if (!isSettled) return { kind: 'lost' };
  if (closing !== null) await tools.onRunClosed?.(closing).catch(() => undefined);
  const reason = settlement.reason ?? '';
  switch (settlement.state) {
    case 'sent':
      return { kind: 'sent' };
    case 'queued':
      return {
        kind: 'queued',
        nextAttemptAt: settlement.nextAttemptAt ?? now,
        reason,
        needsConfig,
      };
    case 'failed':
    case 'held':
      return { kind: settlement.state, reason };
  }
}

/** null = trouble of the mail alone */
function judgeHost(
  { circuit, onHostChanged }: Pick<DispatchTools, 'circuit' | 'onHostChanged'>,
  outcome: SendOutcome,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const before = circuit.trouble();
  let until: Temporal.Instant | null = null;
  if (outcome.kind === 'temporary' && outcome.scope === 'host') {
    // told in logs and to the probe, where nobody needs an address
    const reason = outcome.reply.text.replace(/\S+@\S+/g, '(an address)');
    until = circuit.troubled(now, { config: outcome.config, reason });
  } else if (outcome.kind === 'withheld' || outcome.kind === 'ambiguous') circuit.unused(now);
  else circuit.worked();
  const after = circuit.trouble();
  if ((before === null) !== (after === null)) onHostChanged?.(after);
  return until;
}

async function loadMail(
  { db, parts: memory }: Pick<DispatchTools, 'db' | 'parts'>,
  claim: DispatchClaim,
): Promise<{ readonly envelope: MailEnvelope; readonly bytes: Buffer } | null> {
  try {
    const envelope = readEnvelope(claim.envelope);
    const parts = await loadParts(db, partsOf(formOf(envelope, claim.mailSha256)), memory?.known);
    memory?.remember(parts);
    return { envelope, bytes: assembleMail(envelope, claim.mailSha256, parts) };
  } catch (error) {
    if (error instanceof Failure && error.code === 'internal') return null;
    throw error;
  }
}

/**
 * What is known about a mail must reach the ledger: a database that restarts gets half a minute. After that the lease
 * runs out and the dispatch counts as crashed, or as ambiguous.
 */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (const pauseMs of [100, 1_000, 3_000, 10_000, 15_000]) {
    try {
      return await work();
    } catch (error) {
      if (!isRetryableError(error)) throw error;
      await wait(pauseMs);
    }
  }
  return work();
}

function clockOf(tools: DispatchTools): () => Promise<Temporal.Instant> {
  return tools.clock ?? (() => databaseNow(tools.db));
}
