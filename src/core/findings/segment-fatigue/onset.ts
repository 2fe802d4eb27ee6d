/**
 * Since when a series lies off its baseline: the CUSUM of Page (Biometrika 41 (1954) 100-115) on standardised deviations,
 * oldest first, in the bad direction: S = max(0, S + z - 0.5), a signal at 5. The onset is where S last left 0 before the
 * first signal that it never took back; and then, with half the shift seen since as the allowance, where the sum is
 * lowest (the likeliest place of a shift so large: Hinkley, Biometrika 57 (1970) 1-17), for chance before a
 * large shift is not its beginning.
 *
 * @returns the place of the first deviation that counts; null = no signal
 */
export function onsetOf(deviations: readonly number[]): number | null {
  let sum = 0;
  let start = 0;
  let onset: number | null = null;
  for (const [place, z] of deviations.entries()) {
    if (sum === 0) start = place;
    sum = Math.max(0, sum + z - ALLOWANCE);
    if (sum === 0) onset = null;
    else if (sum >= SIGNAL) onset ??= start;
  }
  return onset === null ? null : onset + likeliestStart(deviations.slice(onset));
}

const ALLOWANCE = 0.5;
const SIGNAL = 5;

function likeliestStart(deviations: readonly number[]): number {
  const shift = deviations.reduce((sum, z) => sum + z, 0) / deviations.length;
  const allowance = Math.max(ALLOWANCE, shift / 2);
  let [sum, lowest, place] = [0, 0, 0];
  for (const [at, z] of deviations.entries()) {
    if (sum < lowest) [lowest, place] = [sum, at];
    sum += z - allowance;
  }
  return place;
}
