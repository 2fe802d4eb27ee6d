import { DOSE_BANDS, type DoseCell } from '../history.ts';
import { decreasingRates } from './decreasing-rates.ts';

/**
 * How many texts a week the segment takes well (findings.md 4): the highest band of doses whose clicks against expectation,
 * not allowed to rise with the dose, are at nine in ten of the best band even at their lower 90 % limit, and whose opt-outs
 * are at most a quarter above expectation. Bands nobody was sent are not guessed at.
 *
 * @param cells of one segment
 * @returns whole texts a week, or 0.25 = one a month; null when fewer than two bands can be compared
 */
export function textsPerWeek(cells: readonly DoseCell[]): number | null {
  const bands = cells
    .filter(({ delivered, expectedClicked }) => delivered >= LEAST_DELIVERED && expectedClicked > 0)
    .toSorted((left, right) => left.band - right.band);
  if (bands.length < 2) return null;
  const expected = bands.map((cell) => cell.expectedClicked);
  const rates = decreasingRates(
    bands.map(({ clicked, expectedClicked }) => clicked / expectedClicked),
    expected,
  );
  const best = rates[0] ?? 0;
  if (!(best > 0)) return null;
  const fit = bands.filter((cell, place) => {
    const rate = rates[place] ?? 0;
    const lower = rate * Math.exp(-Z_LOWER * Math.sqrt(OVERDISPERSION / Math.max(1, cell.clicked)));
    return place === 0 || (lower >= LEAST_SHARE * best && !leaves(cell));
  });
  const band = DOSE_BANDS[fit.at(-1)?.band ?? 0];
  return band === undefined ? null : Math.floor((band.score * 7) / 30) || ONE_A_MONTH;
}

const LEAST_DELIVERED = 500;
const LEAST_SHARE = 0.9;
const MOST_OPT_OUTS = 1.25;
const OVERDISPERSION = 1.5;
/** one-sided 90 % */
const Z_LOWER = 1.2815515655446004;
const ONE_A_MONTH = 0.25;

function leaves({ optedOut, expectedOptedOut }: DoseCell): boolean {
  return expectedOptedOut > 0 && optedOut / expectedOptedOut > MOST_OPT_OUTS;
}
