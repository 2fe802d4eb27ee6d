import { benjaminiHochberg, holm } from '../stats/adjust-p-values.ts';
import { intervalOfPair, type PairEvidence } from './compare-pair.ts';

export type DecidedPair = PairEvidence & {
  readonly adjustedP: number | null;
  /** the arm that is better beyond chance, null = neither */
  readonly better: string | null;
};

/**
 * Pairs of the primary outcome: Holm's step-down over all comparisons, and the interval of the same step must leave out
 * 0 as well. Refused pairs stay in the count as p = 1, for they may be compared at a later look.
 * Source: statistics.md 4 and 5; Holm 1979.
 *
 * @param comparisons m, at least the number of pairs
 */
export function decideByHolm(
  pairs: readonly PairEvidence[],
  comparisons: number,
  isHigherBetter: boolean,
): readonly DecidedPair[] {
  const values = pairs.map((pair) => pair.alwaysValidP ?? 1);
  const m = Math.max(comparisons, pairs.length);
  const padded = [...values, ...Array.from({ length: m - values.length }, () => 1)];
  const adjusted = holm(padded);
  return pairs.map((pair, place) => {
    const { alpha } = pair.question;
    const p = pair.alwaysValidP;
    if (p === null) return { ...pair, adjustedP: null, better: null };
    const adjustedP = adjusted[place] ?? 1;
    const smaller = padded.filter((other) => other < p).length;
    const isRejected = adjustedP <= alpha && isZeroOutside(pair, alpha / (m - smaller));
    return { ...pair, adjustedP, better: isRejected ? betterOf(pair, isHigherBetter) : null };
  });
}

/**
 * Pairs that decide nothing: Benjamini-Hochberg over all that can be compared; refused ones do not count.
 * Source: statistics.md 5; Benjamini & Hochberg 1995.
 */
export function decideByBenjaminiHochberg(
  pairs: readonly PairEvidence[],
  isHigherBetter: (outcome: string) => boolean,
): readonly DecidedPair[] {
  const values = pairs.map((pair) => pair.alwaysValidP).filter((p) => p !== null);
  const queue = [...benjaminiHochberg(values)];
  return pairs.map((pair) => {
    const { alpha, outcome } = pair.question;
    if (pair.alwaysValidP === null) return { ...pair, adjustedP: null, better: null };
    const adjustedP = queue.shift() ?? 1;
    const isRejected = adjustedP <= alpha && isZeroOutside(pair, alpha);
    return { ...pair, adjustedP, better: isRejected ? betterOf(pair, isHigherBetter(outcome)) : null };
  });
}

/** true = `by` is better than `arm` beyond chance */
export function isBeatenBy(pairs: readonly DecidedPair[], arm: string, by: string): boolean {
  return pairs.some(({ question, better }) => {
    const ids = [question.first.variantId, question.second.variantId];
    return better === by && ids.includes(arm) && ids.includes(by) && arm !== by;
  });
}

function isZeroOutside(pair: PairEvidence, alpha: number): boolean {
  const interval = intervalOfPair(pair, alpha)?.interval;
  return interval !== undefined && (interval.lower > 0 || interval.upper < 0);
}

function betterOf({ difference, question }: PairEvidence, isHigherBetter: boolean): string | null {
  if (difference === null || difference === 0) return null;
  return difference > 0 === isHigherBetter ? question.second.variantId : question.first.variantId;
}
