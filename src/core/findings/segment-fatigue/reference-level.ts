import { median } from '../median.ts';

/** A segment's change and its standard error. */
export type Change = {
  readonly change: number;
  readonly standardError: number;
  /** texts rose or are many: it may be tired, so the search for the level does not begin with it */
  readonly isPressed: boolean;
};

export type ReferenceLevel = {
  readonly level: number;
  readonly standardError: number;
  /** segments that make it */
  readonly within: number;
};

/**
 * The change that segments with nothing to report share. A plain median is pulled towards the tired ones, and most may be
 * tired; but a segment whose texts neither rose nor are many is not. So the search begins at the median of those that are
 * not pressed (if there are three), and those near the level make it, weighted by their precision, until it stands still:
 * within 2.2 standard errors, pressed ones within one, for a little tired is within two.
 *
 * @returns null with fewer than three segments: which of two moved nobody can tell
 */
export function referenceLevel(changes: readonly Change[]): ReferenceLevel | null {
  if (changes.length < LEAST) return null;
  const calm = changes.filter(({ isPressed }) => !isPressed);
  const first = calm.length >= LEAST ? calm : changes;
  let level = median(first.map(({ change }) => change));
  let within = changes;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const near = changes.filter((one) => isNear(one, level));
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
const NEAR_PRESSED = 1;
const MOST_PASSES = 50;

function isNear({ change, standardError, isPressed }: Change, level: number): boolean {
  return Math.abs(change - level) <= (isPressed ? NEAR_PRESSED : NEAR) * standardError;
}

function weightedMean(changes: readonly Change[]): number {
  const sum = changes.reduce((all, { change, standardError }) => all + change / standardError ** 2, 0);
  return sum / precisionOf(changes);
}

function precisionOf(changes: readonly Change[]): number {
  return changes.reduce((sum, { standardError }) => sum + 1 / standardError ** 2, 0);
}
