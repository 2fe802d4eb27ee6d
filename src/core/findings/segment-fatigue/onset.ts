/**
 * Since when a series lies off its baseline: the CUSUM of Page (Biometrika 41 (1954) 100-115) on standardised deviations,
 * oldest first, in the bad direction: S = max(0, S + z - 0.5), a signal at 5. The onset is where S last left 0 before the
 * first signal that it never took back.
 *
 * @returns the place of the first deviation that counts; null = no signal
 */
export function onsetOf(deviations: readonly number[]): number | null {
  let sum = 0;
  let start = 0;
  let onset: number | null = null;
  for (const [place, z] of deviations.entries()) {
    if (sum === 0) start = place;
    sum = Math.max(0, sum + z - SLACK);
    if (sum === 0) onset = null;
    else if (sum >= SIGNAL) onset ??= start;
  }
  return onset;
}

const SLACK = 0.5;
const SIGNAL = 5;
