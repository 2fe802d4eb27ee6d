import { amountDifference } from '../stats/amount-difference.ts';
import { fisherExact } from '../stats/fisher-exact.ts';
import { relativeLift } from '../stats/relative-lift.ts';
import { normalQuantile } from '../stats/special.ts';
import { twoProportions } from '../stats/two-proportions.ts';
import { welchT } from '../stats/welch-t.ts';
import type { ArmEvidence } from './arm-evidence.ts';
import { intervalAt, intervalOfPair } from './compare-pair.ts';
import type { DecidedPair } from './decide-pairs.ts';
import type { PairComparison } from './judgement.ts';

/**
 * A decided pair with everything that is shown beside it: the interval at alpha over all comparisons, the relative
 * lift at the same critical value, and what a single planned look would say (statistics.md 4 and 5). Changes no decision.
 */
export function describePair(pair: DecidedPair, comparisons: number): PairComparison {
  const { question, difference, z, fraction, logE, alwaysValidP, adjustedP, better, refusal } = pair;
  const { outcome, first, second, a, b, alpha } = question;
  const shown = intervalOfPair(pair, alpha / comparisons);
  return {
    outcome,
    first: first.variantId,
    second: second.variantId,
    difference,
    interval: shown?.interval ?? null,
    z,
    fraction,
    critical: shown?.critical ?? null,
    logE,
    alwaysValidP,
    adjustedP,
    relative: shown === null ? null : liftOf(a, b, shown.critical),
    better,
    refusal,
    singleLook: singleLookOf(a, b, alpha),
  };
}

/** Fisher's sum has as many terms as the rarer side has events; it is a detail for tiny tests. */
const FISHER_EVENTS = 1_000;

/** Pooled z, Newcombe and Fisher of rates; Welch of amounts: valid for one planned look only. */
function singleLookOf(a: ArmEvidence, b: ArmEvidence, alpha: number): PairComparison['singleLook'] {
  const critical = -(normalQuantile(alpha / 2) ?? Number.NaN);
  if (a.n === 0 || b.n === 0) return { z: null, p: null, interval: null, fisherP: null };
  if (a.kind === 'amount' && b.kind === 'amount') {
    const welch = welchOf(a, b);
    return { z: welch?.t ?? null, p: welch?.p ?? null, interval: intervalAt(a, b, critical), fisherP: null };
  }
  const armA = { successes: a.contacts, n: a.n };
  const armB = { successes: b.contacts, n: b.n };
  const score = twoProportions(armA, armB);
  const events = a.contacts + b.contacts;
  const isTiny = Math.min(events, a.n + b.n - events) <= FISHER_EVENTS;
  return {
    z: score?.z ?? null,
    p: score?.pTwoSided ?? null,
    interval: intervalAt(a, b, critical),
    fisherP: isTiny ? fisherExact(armA, armB) : null,
  };
}

type Amounts = Extract<ArmEvidence, { kind: 'amount' }>;

function welchOf(a: Amounts, b: Amounts): { readonly t: number; readonly p: number } | null {
  if (a.n < 2 || b.n < 2) return null;
  const sampleOf = ({ n, sum, sumSquares }: Amounts) => ({
    n,
    mean: sum / n,
    variance: Math.max(0, (sumSquares - sum * (sum / n)) / (n - 1)),
  });
  return welchT(sampleOf(a), sampleOf(b));
}

function liftOf(a: ArmEvidence, b: ArmEvidence, critical: number): PairComparison['relative'] {
  if (a.kind === 'amount' && b.kind === 'amount') return liftOfAmounts(a, b, critical);
  return relativeLift({ successes: a.contacts, n: a.n }, { successes: b.contacts, n: b.n }, critical);
}

/** Delta method as `relativeLift`, with the pooled variance of statistics.md 7. */
function liftOfAmounts(a: Amounts, b: Amounts, critical: number): PairComparison['relative'] {
  const amounts = amountDifference(a, b);
  const meanA = a.sum / a.n;
  const meanB = b.sum / b.n;
  if (amounts === null || !(meanA > 0)) return null;
  const variance = amounts.standardErrorPooled ** 2 / (1 / a.n + 1 / b.n);
  const half =
    critical * Math.sqrt(variance / b.n / meanA ** 2 + ((variance / a.n) * meanB ** 2) / meanA ** 4);
  const lift = amounts.difference / meanA;
  return { lift, lower: lift - half, upper: lift + half };
}
