import type { Proportion } from '../stats/newcombe-interval.ts';
import { studentCriticalValue } from '../stats/student-critical-value.ts';
import type { LagCurve } from './lag-curve.ts';

/** Messages of about one age: how many may bring the outcome, how many brought it so far. */
export type AgeGroup = {
  readonly ageSeconds: number;
  readonly base: number;
  readonly seen: number;
  /** most that can still come; absent = the rest of the base */
  readonly open?: number;
};

export type ExpectedFinal = {
  /** of the outcomes expected in the end, how many have come: 0..1 */
  readonly share: number;
  /** rate of the whole base in the end, and its 90 % range */
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
};

/** Why nothing is expected: a number that would be taken for knowledge is worse than none. */
export type Silence = 'short-history' | 'too-few' | 'too-early' | 'unstable';

/** Complete windows below which their spread says nothing (judgement). */
export const LEAST_CURVES = 4;
/** Outcomes seen below which one more or less moves the answer visibly (judgement). */
const LEAST_SEEN = 30;
/** Of the outcomes, below this the answer would be mostly guessed (judgement). */
const LEAST_SHARE = 0.25;
/** Half the range, relative to the value, above which it is no help to anybody (judgement). */
const WIDEST = 0.35;
/** Two-sided tail of the range. */
const TAIL = 0.1;

/**
 * What a rate will be once all its outcomes have come, from how earlier windows of the same sender grew.
 *
 * Answers: "7.2 % clicked so far; what will it be in the end?" Messages of a window are of different ages, so each age
 * is completed by itself: of an age with share g of the curve reached, what is missing is (1 - g) of its outcomes by its
 * own count, believed with weight g, and by the rate of all ages together, believed with weight 1 - g (Benktander's
 * mixture of chain ladder and Bornhuetter-Ferguson: Mack, ASTIN Bulletin 30 (2000) 333-347). The variance adds up what
 * chance does to what is still missing and to what was seen (both Poisson, independent given the rate), the spread of
 * the answer over the curves of the earlier windows (the part that Mack, ASTIN Bulletin 23 (1993) 213-225, calls
 * estimation error, here from whole curves), and how far rates of windows differ. Degrees of freedom: Satterthwaite,
 * Biometrics Bulletin 2 (1946) 110-114.
 * Valid when the current window grows as one of the earlier ones; a new kind of campaign may not. Coverage of the 90 %
 * range on simulated senders: test/core/metrics/expected-final.test.ts.
 *
 * @param pooled curve of all earlier windows together
 * @param curves of each earlier window
 * @param usual final rates of earlier windows, for how far they differ
 */
export function expectFinal(
  groups: readonly AgeGroup[],
  pooled: LagCurve,
  curves: readonly LagCurve[],
  usual: readonly Proportion[],
): ExpectedFinal | Silence {
  const base = sum(groups, (group) => group.base);
  const seen = sum(groups, (group) => group.seen);
  if (curves.length < LEAST_CURVES) return 'short-history';
  if (base <= 0 || seen < LEAST_SEEN) return 'too-few';
  const grown = complete(groups, pooled);
  if (grown === null) return 'too-early';
  const spread = spreadOf(curves.map((curve) => complete(groups, curve)?.missing ?? null));
  if (spread === null) return 'unstable';
  const ofCurves = spread * (1 + 1 / curves.length);
  const other = grown.missing + grown.ofSeen + varianceBetween(usual) * grown.ofRate ** 2;
  const all = other + ofCurves;
  const df = ofCurves > 0 ? (all ** 2 / ofCurves ** 2) * (curves.length - 1) : MANY;
  const t = studentCriticalValue(TAIL, Math.min(df, MANY)) ?? 0;
  const half = t * Math.sqrt(all);
  const final = seen + grown.missing;
  if (seen / final < LEAST_SHARE) return 'too-early';
  if (half > WIDEST * final) return 'unstable';
  const most = seen + sum(groups, openOf);
  return {
    share: seen / final,
    value: final / base,
    lower: Math.max(seen, final - half) / base,
    upper: Math.min(most, final + half) / base,
  };
}

const MANY = 1e6;

type Completed = {
  /** outcomes still to come */
  readonly missing: number;
  /** variance of `missing` from what was seen */
  readonly ofSeen: number;
  /** messages whose missing outcomes come from the rate of all */
  readonly ofRate: number;
};

/** null = no part of the curve is reached by anybody. */
function complete(groups: readonly AgeGroup[], curve: LagCurve): Completed | null {
  const parts = groups.map((group) => ({ group, reached: curve(group.ageSeconds) }));
  const exposed = sum(parts, ({ group, reached }) => group.base * reached);
  if (exposed <= 0) return null;
  const rate = sum(parts, ({ group }) => group.seen) / exposed;
  const ofRate = sum(parts, ({ group, reached }) => (1 - reached) ** 2 * group.base);
  const missing = sum(parts, ({ group, reached }) =>
    Math.min(openOf(group), (1 - reached) * group.seen + (1 - reached) ** 2 * group.base * rate),
  );
  const ofSeen = sum(parts, ({ group, reached }) => (1 - reached + ofRate / exposed) ** 2 * group.seen);
  return { missing, ofSeen, ofRate };
}

function openOf({ base, seen, open }: AgeGroup): number {
  return Math.max(0, open ?? base - seen);
}

/** Sample variance; null when a curve gives no answer. */
function spreadOf(missing: readonly (number | null)[]): number | null {
  const known = missing.filter((one) => one !== null);
  if (known.length < missing.length) return null;
  const mean = sum(known, (one) => one) / known.length;
  return sum(known, (one) => (one - mean) ** 2) / (known.length - 1);
}

/** Of the rates of windows, beyond what chance between people explains; 0 when that explains all. */
function varianceBetween(usual: readonly Proportion[]): number {
  const rates = usual.filter(({ n }) => n > 0).map(({ successes, n }) => ({ rate: successes / n, n }));
  if (rates.length < LEAST_CURVES) return 0;
  const mean = sum(rates, ({ rate }) => rate) / rates.length;
  const observed = sum(rates, ({ rate }) => (rate - mean) ** 2) / (rates.length - 1);
  const chance = sum(rates, ({ rate, n }) => (rate * (1 - rate)) / n) / rates.length;
  return Math.max(0, observed - chance);
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
