import { DOSE_BANDS, type DoseCell } from '../history.ts';

/**
 * Does engagement fall (or do opt-outs rise) with the dose, inside one segment? Cochran-Armitage on observed less expected:
 * what is expected comes from each contact's own earlier rate, so that better customers who get more texts do not hide it.
 * Clicks of one contact hang together: the variance is taken half as large again.
 *
 * @param sums per band, any order; bands without expectation are left out
 * @returns z; below 0 = falls with the dose. null with fewer than two bands, or nothing observed
 */
export function doseTrend(
  sums: readonly { readonly band: number; readonly observed: number; readonly expected: number }[],
): number | null {
  const bands = sums.filter(({ expected }) => expected > 0);
  const observed = total(bands.map((one) => one.observed));
  const expected = total(bands.map((one) => one.expected));
  if (bands.length < 2 || !(observed > 0)) return null;
  const scale = observed / expected;
  const scored = bands.map((one) => ({
    score: DOSE_BANDS[one.band]?.score ?? 0,
    expected: one.expected * scale,
    excess: one.observed - one.expected * scale,
  }));
  const first = total(scored.map((one) => one.expected * one.score));
  const second = total(scored.map((one) => one.expected * one.score ** 2));
  const variance = OVERDISPERSION * (second - first ** 2 / observed);
  return variance > 0 ? total(scored.map((one) => one.score * one.excess)) / Math.sqrt(variance) : null;
}

export function clicksByBand(cells: readonly DoseCell[]) {
  return cells.map(({ band, clicked, expectedClicked }) => ({
    band,
    observed: clicked,
    expected: expectedClicked,
  }));
}

export function optOutsByBand(cells: readonly DoseCell[]) {
  return cells.map(({ band, optedOut, expectedOptedOut }) => ({
    band,
    observed: optedOut,
    expected: expectedOptedOut,
  }));
}

const OVERDISPERSION = 1.5;

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
