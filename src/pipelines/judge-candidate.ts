import { createHash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.ts';
import { keptContact, proposeMerges } from '../core/cleaning/duplicates.ts';
import { type Failed, type NumberEvidence, sumFailures } from '../core/cleaning/number-evidence.ts';
import type { Offer } from '../core/cleaning/renewal.ts';
import { DAY_MS, type Proposal } from '../core/cleaning/rule.ts';
import { proposeForNumber } from '../core/cleaning/rules.ts';
import type { CleaningThresholds } from '../core/cleaning/settings.ts';
import { RECENT_WEEKS } from '../core/findings/history.ts';
import type {
  Candidate,
  CandidateContact,
  CandidateFailure,
} from '../store/cleaning/propose/load-candidates.ts';

/** What is offered about one contact, with the failures that speak for it, newest first. */
export type ContactOffers = {
  readonly candidate: Candidate;
  readonly contact: CandidateContact;
  readonly offers: readonly (Offer & { readonly evidence: readonly CandidateFailure[] })[];
};

export type JudgeContext = {
  readonly asOfMs: number;
  readonly settings: CleaningThresholds;
  /** countries where numbers the library calls invalid are reached; empty text = no country */
  readonly libraryIsBehind: ReadonlySet<string>;
};

/** Reasons that ask something of the owner of a number: they concern the row that stays, not its doubles. */
const OF_THE_OWNER: ReadonlySet<string> = new Set(['inactive', 'never_engaged', 'fatigued']);

/** Every contact of the person, also those nothing is offered for: what is open about them may have to end. */
export function judgeCandidate(candidate: Candidate, context: JudgeContext): readonly ContactOffers[] {
  const merges = candidate.isOptedOut ? new Map<number, Proposal>() : proposeMerges(candidate.sharing);
  const kept = keptContact(candidate.sharing);
  return candidate.contacts.map((contact) => {
    const evidence = evidenceOf(candidate, contact, context);
    const number = candidate.isSuppressed ? null : proposeForNumber(evidence, context.settings);
    const isDouble = kept !== null && kept.id !== contact.id;
    const proposals = [
      number === null || (isDouble && OF_THE_OWNER.has(number.reason)) ? null : number,
      merges.get(contact.id) ?? null,
    ].filter((proposal) => proposal !== null);
    return { candidate, contact, offers: proposals.map((proposal) => offerOf(candidate, proposal)) };
  });
}

function offerOf(candidate: Candidate, proposal: Proposal): ContactOffers['offers'][number] {
  const since = candidate.activity.positiveS;
  const failures =
    proposal.reason === 'duplicate'
      ? []
      : candidate.failures.filter(
          ({ sentS, weight, isLeftOut }) => sentS > since && weight !== null && !isLeftOut,
        );
  const strong = failures.find(({ weight }) => weight === 'strong');
  return {
    proposal,
    failures: failures.length,
    evidence: failures,
    evidenceHash: hashOf(proposal, failures),
    asOf: (lastEvidenceMs) => {
      const then = failures.filter(({ sentS }) => sentS * 1000 <= lastEvidenceMs);
      return { evidenceHash: hashOf(proposal, then), failures: then.length };
    },
    lastStrongMs: strong === undefined ? null : strong.sentS * 1000,
    lastEvidenceMs: failures[0] === undefined ? null : failures[0].sentS * 1000,
    sinceMs: sinceMsOf(candidate, proposal),
  };
}

/** Of what does not change from one day to the next while nothing happens. */
function hashOf(proposal: Proposal, failures: readonly CandidateFailure[]): string {
  const hashed = [
    proposal.reason,
    proposal.ruleId,
    proposal.action,
    proposal.detail,
    failures.map(messageOf),
  ];
  return createHash('sha256').update(canonicalJson(hashed)).digest('hex');
}

/** What is said of the last eight weeks is news once all of them lie behind what was done. */
function sinceMsOf({ fatigue }: Candidate, { reason }: Proposal): number | null {
  if (reason !== 'fatigued' || fatigue === null) return null;
  return fatigue.asOfMs - RECENT_WEEKS * 7 * DAY_MS;
}

function messageOf({ message, weight }: CandidateFailure): readonly unknown[] {
  return [message, weight];
}

function evidenceOf(
  { activity, failures, isOptedOut, deliveredSinceAsked, fatigue }: Candidate,
  contact: CandidateContact,
  { asOfMs, libraryIsBehind }: JudgeContext,
): NumberEvidence {
  const counted = failures.flatMap(
    ({ weight, isLeftOut, sentS, campaign, failureClass }): readonly Failed[] =>
      weight === null || isLeftOut ? [] : [{ sentMs: sentS * 1000, campaign, failureClass, weight }],
  );
  const lastPositiveMs = msOrNull(activity.positiveS);
  return {
    asOfMs,
    ...sumFailures(counted, lastPositiveMs),
    unanswered: failures.find(({ weight, isLeftOut }) => weight !== null && !isLeftOut)?.unansweredAfter ?? 0,
    delivered: activity.delivered,
    deliveredLately: activity.deliveredLately,
    deliveredSilent: activity.deliveredSilent,
    deliveredSinceAsked,
    expectedClicks: activity.expectedClicks,
    lastDeliveredMs: msOrNull(activity.lastDeliveredS),
    lastPositiveMs,
    engagedMs: msOrNull(activity.engagedS),
    orderedMs: msOrNull(activity.orderedS),
    inactiveFromMs: msOrNull(activity.inactiveFromS),
    isOptedOut,
    fatigue,
    phone: {
      verdict: contact.isNotation ? null : contact.verdict,
      rule: contact.isNotation ? null : contact.verdictRule,
      kind: contact.phoneKind,
      hasCandidate: contact.candidateEnc !== null,
      libraryIsBehind: libraryIsBehind.has(contact.country ?? ''),
      isTried: activity.attempts > 0,
    },
  };
}

function msOrNull(seconds: number | null): number | null {
  return seconds === null || seconds === 0 ? null : seconds * 1000;
}
