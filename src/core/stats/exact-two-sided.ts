/** A distribution on the whole numbers from `lowest` to `highest` whose masses rise to `mode` and fall after it. */
export type UnimodalMasses = {
  readonly lowest: number;
  readonly highest: number;
  readonly mode: number;
  readonly logMass: (k: number) => number;
};

/**
 * ln of the two-sided exact p: all outcomes that are no likelier than the observed one, together.
 *
 * Formula: p = Σ P(k) over all k with P(k) <= P(observed) (1 + 1e-7); the allowance counts outcomes of equal chance as
 * equal in spite of rounding. Source: R's fisher.test and binom.test, which use the same rule and the same 1e-7.
 * The masses are summed relative to the observed one, so that no p is too small.
 * Accuracy: as that of the masses. Cost: some 20 standard deviations of masses; 2e5 of them at 1e8 contacts, 50 ms.
 */
export function logExactTwoSided(masses: UnimodalMasses, observed: number): number {
  const { lowest, highest, logMass } = masses;
  const mode = Math.min(highest, Math.max(lowest, masses.mode));
  const own = logMass(observed);
  const isUnlikely = (k: number): boolean => logMass(k) <= own + Math.log1p(1e-7);
  const left = lastBelow(isUnlikely, lowest - 1, mode);
  const right = firstAbove(isUnlikely, mode, highest + 1);
  if (left === mode && right === mode + 1) return 0;
  const relative = (k: number): number => Math.exp(logMass(k) - own);
  const total = outward(relative, left, -1, lowest) + outward(relative, right, 1, highest);
  return Math.min(0, own + Math.log(total));
}

/** The last k of (from, to] that is unlikely, where all before it are; `from` when none is. */
function lastBelow(isUnlikely: (k: number) => boolean, from: number, to: number): number {
  if (isUnlikely(to)) return to;
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isUnlikely(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** The first k of (from, to) that is unlikely, where all after it are; `to` when none is. */
function firstAbove(isUnlikely: (k: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isUnlikely(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Masses fall on the way out; what comes after 1e-22 of the sum is below its last digit. */
function outward(mass: (k: number) => number, start: number, step: 1 | -1, end: number): number {
  let sum = 0;
  for (let k = start; step * (end - k) >= 0; k += step) {
    const term = mass(k);
    sum += term;
    if (term < sum * 1e-22) break;
  }
  return sum;
}
