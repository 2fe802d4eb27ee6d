import { amountDifference } from '../stats/amount-difference.ts';
import { newcombeInterval } from '../stats/newcombe-interval.ts';
import {
  informationOfPair,
  mixtureCriticalValue,
  mixtureEvidence,
  plannedInformation,
} from '../stats/sequential.ts';
import { twoProportions } from '../stats/two-proportions.ts';
import type { Interval } from '../stats/wilson-interval.ts';
import type { ArmEvidence } from './arm-evidence.ts';
import { gateOfPair } from './gates.ts';

/** Two arms on one outcome, and what was planned for them. */
export type PairQuestion = {
  readonly outcome: string;
  readonly first: { readonly variantId: string; readonly share: number };
  readonly second: { readonly variantId: string; readonly share: number };
  readonly a: ArmEvidence;
  readonly b: ArmEvidence;
  /** over all arms; the pair's part of it follows from the shares, which add up to 1 over all arms */
  readonly plannedContacts: number;
  /** p0 of this outcome, 0..1 */
  readonly plannedRate: number;
  /** two-sided, all pairs together */
  readonly alpha: number;
  /** null = may be compared; else why not, whatever the counts say */
  readonly refusal: string | null;
};

export type PairEvidence = {
  readonly question: PairQuestion;
  readonly difference: number | null;
  readonly z: number | null;
  readonly fraction: number | null;
  readonly logE: number | null;
  readonly alwaysValidP: number | null;
  readonly refusal: string | null;
};

/**
 * The evidence that two arms differ, safe under any number of looks.
 *
 * Rates: pooled score statistic, on the clock of its information V against the planned V*, so that it also runs in a
 * blast whose contacts never grow while its clicks mature. Amounts: pooled standard error, on the clock of contacts.
 * Source: statistics.md 4 and 7; Johari et al. 2022; Howard et al. 2021.
 */
export function comparePair(question: PairQuestion): PairEvidence {
  const { a, b, alpha } = question;
  const refusal = question.refusal ?? gateOfPair(a, b);
  const nothing = { question, z: null, fraction: null, logE: null, alwaysValidP: null };
  if (refusal !== null) return { ...nothing, difference: differenceOf(a, b), refusal };
  const z = scoreOf(a, b);
  const fraction = fractionOf(question);
  const evidence = z === null ? null : mixtureEvidence(z, fraction, alpha);
  if (z === null || evidence === null)
    return { ...nothing, difference: differenceOf(a, b), refusal: 'all contacts alike' };
  const { logE, alwaysValidP } = evidence;
  return { question, difference: differenceOf(a, b), z, fraction, logE, alwaysValidP, refusal: null };
}

/**
 * The interval of the difference that holds at every look, at a level of its own.
 * Rates: Newcombe's with the sequential critical value for z. Amounts: difference ± c · pooled standard error.
 *
 * @returns null for a refused pair
 */
export function intervalOfPair(
  pair: PairEvidence,
  alpha: number,
): { readonly critical: number; readonly interval: Interval } | null {
  if (pair.fraction === null) return null;
  const { a, b } = pair.question;
  const critical = mixtureCriticalValue(pair.fraction, alpha);
  const interval = critical === null ? null : intervalAt(a, b, critical);
  return critical === null || interval === null ? null : { critical, interval };
}

/** At any critical value; null where there is no variance to make one of. */
export function intervalAt(a: ArmEvidence, b: ArmEvidence, critical: number): Interval | null {
  if (a.kind === 'amount' && b.kind === 'amount') {
    const amounts = amountDifference(a, b);
    if (amounts === null) return null;
    const half = critical * amounts.standardErrorPooled;
    return { lower: amounts.difference - half, upper: amounts.difference + half };
  }
  return newcombeInterval({ successes: a.contacts, n: a.n }, { successes: b.contacts, n: b.n }, critical);
}

function scoreOf(a: ArmEvidence, b: ArmEvidence): number | null {
  if (a.kind === 'amount' && b.kind === 'amount') return amountDifference(a, b)?.z ?? null;
  return twoProportions({ successes: a.contacts, n: a.n }, { successes: b.contacts, n: b.n })?.z ?? null;
}

/** r: V / V* of rates, n / N* of amounts; from the plan alone, never from the data at hand (statistics.md 4). */
function fractionOf({ first, second, a, b, plannedContacts, plannedRate }: PairQuestion): number {
  const share = first.share + second.share;
  const contacts = plannedContacts * share;
  if (a.kind === 'amount') return (a.n + b.n) / contacts;
  const information = informationOfPair({ successes: a.contacts, n: a.n }, { successes: b.contacts, n: b.n });
  return information / plannedInformation(contacts, first.share / share, plannedRate);
}

/** second minus first, in rates or millionths */
function differenceOf(a: ArmEvidence, b: ArmEvidence): number | null {
  if (a.n === 0 || b.n === 0) return null;
  if (a.kind === 'amount' && b.kind === 'amount') return b.sum / b.n - a.sum / a.n;
  return b.contacts / b.n - a.contacts / a.n;
}
