import type { ComparableRow } from './comparable-rows.ts';
import { DAYPARTS } from './hour-mix.ts';
import { inverseOf } from './solve-symmetric.ts';

/** Rows explained by the phase they lie in and the parts of the day they were sent in. */
export type PhasesAndHours = {
  /** levels of the three phases, then the effects of the dayparts, and their covariance (rows in one array) */
  readonly effects: Float64Array;
  readonly covariance: Float64Array;
  /** in standard deviations of the row */
  readonly residuals: readonly number[];
};

export type HourShares = readonly (Float64Array | null)[];

export const SIZE = 3 + DAYPARTS;

/**
 * Weighted least squares with a ridge on the dayparts (mixed model equations: Henderson, Biometrics 31 (1975) 423-447).
 *
 * @param robust how much each row counts, 0 to 1
 * @param hourVariance of the effects of dayparts
 * @returns null without a row in the baseline or the recent window
 */
export function explainRows(
  rows: readonly ComparableRow[],
  hours: HourShares,
  robust: readonly number[],
  hourVariance: number,
): PhasesAndHours | null {
  if (!rows.some(({ phase }) => phase === 0) || !rows.some(({ phase }) => phase === 2)) return null;
  const matrix = new Float64Array(SIZE * SIZE);
  const right = new Float64Array(SIZE);
  for (let i = 0; i < SIZE; i += 1) matrix[i * SIZE + i] = i < 3 ? NEARLY_NOTHING : 1 / hourVariance;
  for (const [i, row] of rows.entries()) {
    const weight = (robust[i] ?? 1) / row.variance;
    const columns = columnsOf(row.phase, hours[i] ?? null);
    for (const [place, x] of columns) {
      right[place] = (right[place] ?? 0) + weight * x * row.value;
      for (const [other, y] of columns)
        matrix[place * SIZE + other] = (matrix[place * SIZE + other] ?? 0) + weight * x * y;
    }
  }
  const covariance = inverseOf(matrix, SIZE);
  if (covariance === null) return null;
  const effects = right.map((_, i) =>
    right.reduce((sum, one, j) => sum + (covariance[i * SIZE + j] ?? 0) * one, 0),
  );
  const residuals = rows.map(
    (row, i) => (row.value - explained(effects, row.phase, hours[i] ?? null)) / Math.sqrt(row.variance),
  );
  return { effects, covariance, residuals };
}

export function explained(effects: Float64Array, phase: number, hours: Float64Array | null): number {
  return columnsOf(phase, hours).reduce((sum, [place, x]) => sum + x * (effects[place] ?? 0), 0);
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

/** Variance believed of the dayparts, and how many dayparts the belief is worth. */
const BELIEVED = 0.05 ** 2;
const BELIEF = 4;
/** Keeps a phase without rows solvable; as good as nothing beside one row. */
const NEARLY_NOTHING = 1e-6;

function columnsOf(phase: number, hours: Float64Array | null): readonly (readonly [number, number])[] {
  const parts = hours === null ? [] : [...hours].map((share, part) => [3 + part, share] as const);
  return [[phase, 1] as const, ...parts.filter(([, share]) => share !== 0)];
}
