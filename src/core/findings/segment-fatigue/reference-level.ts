import { median } from '../median.ts';

/** A segment's change and its standard error. */
export type Change = { readonly change: number; readonly standardError: number };

export type ReferenceLevel = {
  readonly level: number;
  readonly standardError: number;
  /** segments that make it */
  readonly within: number;
};

/**
 * The change that segments with nothing to report share. The plain median is pulled towards the tired ones; so from the
 * median on, those within 2.2 standard errors of the level make it, weighted by their precision, until it stands still
 * (findings.md 2).
 *
 * @returns null with fewer than three segments: which of two moved nobody can tell
 */
export function referenceLevel(changes: readonly Change[]): ReferenceLevel | null {
  if (changes.length < LEAST) return null;
  let level = median(changes.map(({ change }) => change));
  let within = changes;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const near = changes.filter((one) => Math.abs(one.change - level) <= NEAR * one.standardError);
    within = near.length > 0 ? near : within;
    const next = weightedMean(within);
    const isStill = Math.abs(next - level) < 1e-12;
    level = next;
    if (isStill) break;
  }
  return { level, standardError: 1 / Math.sqrt(precisionOf(within)), within: within.length };
}

const LEAST = 3;
const NEAR = 2.2;
const MOST_PASSES = 50;

function weightedMean(changes: readonly Change[]): number {
  const sum = changes.reduce((all, { change, standardError }) => all + change / standardError ** 2, 0);
  return sum / precisionOf(changes);
}

function precisionOf(changes: readonly Change[]): number {
  return changes.reduce((sum, { standardError }) => sum + 1 / standardError ** 2, 0);
}
