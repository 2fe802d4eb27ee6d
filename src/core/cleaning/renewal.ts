import { isOpen, nextState, type RecommendationState } from './life-cycle.ts';
import type { Reason } from './recommendation.ts';
import type { Proposal } from './rule.ts';

/** Evidence that grew to so many times what was written is written again. */
export const TOLD_AGAIN = 1.25;

/** The newest row of a contact and reason, as it was stored. Times are epoch milliseconds. */
export type Earlier = {
  readonly id: number;
  readonly version: number;
  readonly reason: Reason;
  readonly ruleId: string;
  readonly action: string;
  readonly state: RecommendationState;
  readonly stateMs: number;
  readonly evidenceHash: string;
  readonly lastEvidenceMs: number | null;
  readonly coolDownUntilMs: number | null;
  readonly snoozedUntilMs: number | null;
  /** of a proposal or an approval */
  readonly expiresMs: number | null;
};

export type Offer = {
  readonly proposal: Proposal;
  readonly evidenceHash: string;
  readonly lastStrongMs: number | null;
  readonly lastEvidenceMs: number | null;
  /** all of it is later: once it was done, only what began after that is news; null = `lastEvidenceMs` */
  readonly sinceMs: number | null;
  /** messages the hash is of */
  readonly failures: number;
  /** the same of what was sent up to then, epoch milliseconds */
  readonly asOf: (lastEvidenceMs: number) => { readonly evidenceHash: string; readonly failures: number };
};

/** What a run does with one contact. Ids are those of earlier rows. */
export type Renewal = {
  readonly insert: readonly Offer[];
  readonly confirm: readonly {
    readonly id: number;
    readonly changes: Offer | null;
    readonly wakes: boolean;
  }[];
  readonly supersede: readonly number[];
  readonly withdraw: readonly number[];
  /** nobody acted in time: ended, and where it still holds asked anew */
  readonly expire: readonly number[];
  /** would be proposed, had a person not said no, or had it not been done */
  readonly silenced: number;
};

/**
 * A rerun asks about nothing twice: what still holds is confirmed, what became another matter is superseded, what no
 * longer holds is withdrawn, and what a person refused stays refused until there is new proof.
 */
export function renew(offers: readonly Offer[], earlier: readonly Earlier[], asOfMs: number): Renewal {
  const insert: Offer[] = [];
  const confirm: { id: number; changes: Offer | null; wakes: boolean }[] = [];
  const supersede: number[] = [];
  const withdraw: number[] = [];
  const expire: number[] = [];
  let silenced = 0;
  const matched = new Set<number>();
  for (const offer of offers) {
    const before = earlier.find(({ reason }) => reason === offer.proposal.reason);
    if (before !== undefined) matched.add(before.id);
    if (before === undefined) insert.push(offer);
    else if (!isOpen(before.state)) {
      if (mayAskAgain(before, offer, asOfMs)) insert.push(offer);
      else silenced += 1;
    } else if (isExpired(before, asOfMs)) {
      expire.push(before.id);
      insert.push(offer);
    } else if (isSameMatter(before, offer)) {
      confirm.push({ id: before.id, changes: changesOf(before, offer), wakes: wakes(before, asOfMs) });
    } else if (nextState(before.state, 'supersede') === null) {
      confirm.push({ id: before.id, changes: null, wakes: false });
    } else {
      supersede.push(before.id);
      insert.push(offer);
    }
  }
  const isReplaced = offers.some(({ proposal }) => proposal.reason !== 'duplicate');
  for (const before of earlier.filter(({ id, state }) => isOpen(state) && !matched.has(id))) {
    const canBeReplaced = nextState(before.state, 'supersede') !== null;
    if (isReplaced && before.reason !== 'duplicate' && canBeReplaced) supersede.push(before.id);
    else if (before.state !== 'applying') withdraw.push(before.id);
  }
  return { insert, confirm, supersede, withdraw, expire, silenced };
}

function isExpired({ state, expiresMs }: Earlier, asOfMs: number): boolean {
  return expiresMs !== null && expiresMs <= asOfMs && nextState(state, 'expire') !== null;
}

function isSameMatter(before: Earlier, { proposal }: Offer): boolean {
  return before.ruleId === proposal.ruleId && before.action === proposal.action;
}

/** Who approves saw certain evidence: it stays as it was. A snoozed one sleeps on. */
function changesOf(before: Earlier, offer: Offer): Offer | null {
  if (before.state !== 'proposed' && before.state !== 'apply_failed') return null;
  if (before.evidenceHash === offer.evidenceHash) return null;
  return isMoreOfTheSame(before, offer) ? null : offer;
}

/** What was written holds as it is, and little came after it: one failure more of many is no other question. */
function isMoreOfTheSame({ evidenceHash, lastEvidenceMs }: Earlier, offer: Offer): boolean {
  if (lastEvidenceMs === null) return false;
  const then = offer.asOf(lastEvidenceMs);
  return then.evidenceHash === evidenceHash && offer.failures < then.failures * TOLD_AGAIN;
}

function wakes({ state, snoozedUntilMs }: Earlier, asOfMs: number): boolean {
  return state === 'snoozed' && snoozedUntilMs !== null && snoozedUntilMs <= asOfMs;
}

function mayAskAgain(before: Earlier, offer: Offer, asOfMs: number): boolean {
  switch (before.state) {
    case 'expired':
    case 'superseded':
    case 'invalidated':
      return true;
    case 'rejected':
    case 'undone':
      return outlastsRefusal(before, offer, asOfMs);
    case 'applied':
      return offer.proposal.action !== before.action || isNews(before, offer);
    case 'proposed':
    case 'snoozed':
    case 'approved':
    case 'applying':
    case 'apply_failed':
    case 'undoing':
      return false;
  }
}

/** It was done: what failed since then is news (a pause that ended), or asking did not help. */
function isNews(before: Earlier, { sinceMs, lastEvidenceMs }: Offer): boolean {
  return (sinceMs ?? lastEvidenceMs ?? 0) > before.stateMs;
}

/** New proof ends the rest; after it, the same evidence is still not asked about. */
function outlastsRefusal(before: Earlier, offer: Offer, asOfMs: number): boolean {
  if (offer.lastStrongMs !== null && offer.lastStrongMs > before.stateMs) return true;
  if (before.coolDownUntilMs === null || before.coolDownUntilMs > asOfMs) return false;
  return before.evidenceHash !== offer.evidenceHash;
}
