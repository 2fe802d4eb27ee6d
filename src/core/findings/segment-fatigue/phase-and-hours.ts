import type { ComparableRow } from './comparable-rows.ts';
import { DAYPARTS } from './hour-mix.ts';
import { inverseOf } from './solve-symmetric.ts';

/** Rows explained by the phase they lie in and the parts of the day they were sent in. */
export type PhasesAndHours = {
  /** levels of the three phases, then the effects of the dayparts, and their covariance (rows in one array) */
  readonly effects: Float64Array;
  readonly covariance: Float64Array;
  /** in standard deviations of the row */
  readonly residuals: Float64Array;
};

/** Shares of the dayparts of each row; null = not known. */
export type HourShares = readonly (Float64Array | null)[];

/** What stands in the row's line of the design: places and values that are not 0. */
export type DesignLine = { readonly places: readonly number[]; readonly values: readonly number[] };

export const SIZE = 3 + DAYPARTS;

export function designOf(rows: readonly ComparableRow[], hours: HourShares): readonly DesignLine[] {
  return rows.map(({ phase }, i) => {
    const shares = [...(hours[i] ?? [])];
    const parts = [...shares.keys()].filter((part) => shares[part] !== 0);
    return {
      places: [phase, ...parts.map((part) => 3 + part)],
      values: [1, ...parts.map((part) => shares[part] ?? 0)],
    };
  });
}

/**
 * Weighted least squares with a ridge on the dayparts (mixed model equations: Henderson, Biometrics 31 (1975) 423-447).
 *
 * @param robust how much each row counts, 0 to 1
 * @param hourVariance of the effects of dayparts
 * @returns null without a row in the baseline or the recent window
 */
export function explainRows(
  rows: readonly ComparableRow[],
  design: readonly DesignLine[],
  robust: Float64Array,
  hourVariance: number,
): PhasesAndHours | null {
  if (!rows.some(({ phase }) => phase === 0) || !rows.some(({ phase }) => phase === 2)) return null;
  const matrix = new Float64Array(SIZE * SIZE);
  const right = new Float64Array(SIZE);
  for (let i = 0; i < SIZE; i += 1) matrix[i * SIZE + i] = i < 3 ? NEARLY_NOTHING : 1 / hourVariance;
  for (const [i, row] of rows.entries()) {
    const { places, values } = design[i] ?? NOTHING;
    const weight = (robust[i] ?? 1) / row.variance;
    for (const [j, place] of places.entries()) {
      const product = weight * (values[j] ?? 0);
      right[place] = (right[place] ?? 0) + product * row.value;
      for (const [k, other] of places.entries()) {
        const at = place * SIZE + other;
        matrix[at] = (matrix[at] ?? 0) + product * (values[k] ?? 0);
      }
    }
  }
  const covariance = inverseOf(matrix, SIZE);
  if (covariance === null) return null;
  const effects = right.map((_, i) =>
    right.reduce((sum, one, j) => sum + (covariance[i * SIZE + j] ?? 0) * one, 0),
  );
  const residuals = Float64Array.from(
    rows,
    (row, i) => (row.value - explained(effects, design[i] ?? NOTHING)) / Math.sqrt(row.variance),
  );
  return { effects, covariance, residuals };
}

export function explained(effects: Float64Array, { places, values }: DesignLine): number {
  return places.reduce((sum, place, j) => sum + (values[j] ?? 0) * (effects[place] ?? 0), 0);
}

/**
 * How much dayparts matter to this segment: mean square of their effects and of what is not known of them (EM), with the
 * belief that they hardly do beside what all segments share.
 */
export function hourVarianceOf({ effects, covariance }: PhasesAndHours): number {
  let sum = BELIEF * BELIEVED;
  for (let place = 3; place < SIZE; place += 1)
    sum += (effects[place] ?? 0) ** 2 + (covariance[place * SIZE + place] ?? 0);
  return sum / (BELIEF + DAYPARTS);
}

const NOTHING: DesignLine = { places: [], values: [] };
/** Variance believed of the dayparts, and how many dayparts the belief is worth. */
const BELIEVED = 0.05 ** 2;
const BELIEF = 4;
/** Keeps a phase without rows solvable; as good as nothing beside one row. */
const NEARLY_NOTHING = 1e-6;
