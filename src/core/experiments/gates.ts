import type { ArmEvidence } from './arm-evidence.ts';

/** Events of the rarer side over both arms below which a pair of rates is not compared (statistics.md 3). */
const EVENTS_OF_PAIR = 20;
/** Of those, expected in each arm: a small arm must have had its chance (statistics.md 3). */
const EXPECTED_IN_ARM = 5;
/** Buyers in each arm: below it false winners rise to 12-17 % at uneven splits (statistics.md 7). */
const BUYERS_IN_ARM = 50;
/** Responses below which no median is said (statistics.md 3). */
const RESPONSES = 20;

/** @returns why two arms cannot be compared yet, null when they can */
export function gateOfPair(a: ArmEvidence, b: ArmEvidence): string | null {
  if (a.n === 0 || b.n === 0) return 'nobody assigned';
  if (a.kind === 'amount' || b.kind === 'amount') {
    const buyers = Math.min(a.contacts, b.contacts);
    return buyers < BUYERS_IN_ARM ? `gate: ${buyers} of ${BUYERS_IN_ARM} buyers in the smaller arm` : null;
  }
  const n = a.n + b.n;
  const events = a.contacts + b.contacts;
  const rarer = Math.min(events, n - events);
  if (rarer < EVENTS_OF_PAIR) return `gate: ${rarer} of ${EVENTS_OF_PAIR} events`;
  const expected = Math.min(a.n, b.n) * (rarer / n);
  if (expected < EXPECTED_IN_ARM)
    return `gate: ${expected.toFixed(1)} of ${EXPECTED_IN_ARM} expected events in the smaller arm`;
  return null;
}

/** @returns why no median response time is said, null when it is */
export function gateOfResponses(responses: number): string | null {
  return responses < RESPONSES ? `gate: ${responses} of ${RESPONSES} responses` : null;
}
