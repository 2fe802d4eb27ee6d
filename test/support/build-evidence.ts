import type { NumberEvidence, sumFailures } from '../../src/core/cleaning/number-evidence.ts';

type EvidenceWithoutFailures = Omit<NumberEvidence, keyof ReturnType<typeof sumFailures>>;

/** A number nothing was ever sent to; a test states what differs. */
export function buildEvidence(asOfMs: number): EvidenceWithoutFailures {
  return {
    asOfMs,
    unanswered: 0,
    delivered: 0,
    deliveredLately: 0,
    deliveredSilent: 0,
    deliveredSinceAsked: null,
    expectedClicks: 0,
    lastDeliveredMs: null,
    lastPositiveMs: null,
    engagedMs: null,
    orderedMs: null,
    inactiveFromMs: null,
    isOptedOut: false,
    phone: {
      verdict: null,
      rule: null,
      kind: 'mobile',
      hasCandidate: false,
      libraryIsBehind: false,
      isTried: true,
    },
    fatigue: null,
  };
}
