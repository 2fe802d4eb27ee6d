import type { ComparableRow } from './comparable-rows.ts';
import { DAYPARTS, type HourMix } from './hour-mix.ts';
import { inverseOf } from './solve-symmetric.ts';

/** Recent less baseline on the scale of the effects, with its standard error and degrees of freedom. */
export type SegmentTrend = {
  readonly change: number;
  readonly standardError: number;
  readonly df: number;
  /** oldest first */
  readonly deviations: readonly Deviation[];
};

/** One row's distance from the baseline: on the scale of the effects, and its standard deviation. */
export type Deviation = {
  readonly day: number;
  readonly phase: number;
  readonly distance: number;
  readonly deviation: number;
};

/**
 * Weighted least squares of the rows on the phase they lie in and on the hours they were sent at, which shrink to nothing: a
 * segment whose best hour is not that of the others must not look tired because its texts moved (findings.md 11). A row
 * far off (a broken link) counts less (Huber, Ann. Math. Stat. 35 (1964) 73-101). The error is widened to what the rows show.
 *
 * @returns null when a phase has no row
 */
export function segmentTrend(rows: readonly ComparableRow[], mixOf: HourMix): SegmentTrend | null {
  const hours = hoursOf(rows, mixOf);
  let robust = rows.map(() => 1);
  let solved = solve(rows, hours, robust);
  for (let pass = 0; pass < ROBUST_PASSES && solved !== null; pass += 1) {
    const { residuals } = solved;
    const spread = spreadOf(residuals.map(Math.abs));
    robust = residuals.map((residual) => Math.min(1, (HUBER * spread) / Math.max(1e-12, Math.abs(residual))));
    solved = solve(rows, hours, robust);
  }
  if (solved === null) return null;
  const { beta, inverse, size, residuals } = solved;
  const at = (i: number, j: number): number => inverse[i * size + j] ?? 0;
  const chiSquare = residuals.reduce((sum, residual, i) => sum + (robust[i] ?? 1) * residual ** 2, 0);
  const used = robust.reduce((sum, one) => sum + one, 0);
  const df = used - solved.phases;
  if (!(df >= 1)) return null;
  const widened = Math.max(1, chiSquare / df);
  return {
    change: (beta[RECENT] ?? 0) - (beta[BASELINE] ?? 0),
    standardError: Math.sqrt(
      widened * (at(RECENT, RECENT) + at(BASELINE, BASELINE) - 2 * at(RECENT, BASELINE)),
    ),
    df,
    deviations: deviationsOf(rows, hours, beta, widened),
  };
}

const BASELINE = 0;
const RECENT = 2;
const PHASES = 3;
const HUBER = 2;
const ROBUST_PASSES = 4;
/** Hours of a segment differ from the account's by this much (standard deviation, logit). */
const HOUR_VARIANCE = 0.15 ** 2;
/** Keeps a phase without rows solvable; as good as nothing beside one row. */
const NEARLY_NOTHING = 1e-6;

type Solved = {
  readonly beta: Float64Array;
  readonly inverse: Float64Array;
  readonly size: number;
  /** in standard deviations of the row */
  readonly residuals: readonly number[];
  readonly phases: number;
};

function solve(
  rows: readonly ComparableRow[],
  hours: readonly (Float64Array | null)[],
  robust: readonly number[],
): Solved | null {
  const size = PHASES + DAYPARTS;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0; i < size; i += 1) matrix[i * size + i] = i < PHASES ? NEARLY_NOTHING : 1 / HOUR_VARIANCE;
  for (const [i, row] of rows.entries()) {
    const weight = (robust[i] ?? 1) / row.variance;
    const columns = columnsOf(row.phase, hours[i] ?? null);
    for (const [place, x] of columns) {
      right[place] = (right[place] ?? 0) + weight * x * row.value;
      for (const [other, y] of columns)
        matrix[place * size + other] = (matrix[place * size + other] ?? 0) + weight * x * y;
    }
  }
  const phases = new Set(rows.map(({ phase }) => phase));
  const inverse = phases.has(BASELINE) && phases.has(RECENT) ? inverseOf(matrix, size) : null;
  if (inverse === null) return null;
  const beta = right.map((_, i) =>
    right.reduce((sum, one, j) => sum + (inverse[i * size + j] ?? 0) * one, 0),
  );
  const residuals = rows.map(
    (row, i) => (row.value - predict(beta, row.phase, hours[i] ?? null)) / Math.sqrt(row.variance),
  );
  return { beta, inverse, size, residuals, phases: phases.size };
}

function predict(beta: Float64Array, phase: number, hours: Float64Array | null): number {
  return columnsOf(phase, hours).reduce((sum, [place, x]) => sum + x * (beta[place] ?? 0), 0);
}

function columnsOf(phase: number, hours: Float64Array | null): readonly (readonly [number, number])[] {
  const parts = hours === null ? [] : [...hours].map((share, part) => [PHASES + part, share] as const);
  return [[phase, 1] as const, ...parts.filter(([, share]) => share !== 0)];
}

/** Shares less the segment's usual ones: a mix that never changes says nothing, and takes nothing off. */
function hoursOf(rows: readonly ComparableRow[], mixOf: HourMix): readonly (Float64Array | null)[] {
  const mixes = rows.map(({ cell }) => mixOf(cell.campaignId, cell.segment));
  const usual = new Float64Array(DAYPARTS);
  const known = mixes.filter((mix) => mix !== null);
  for (const mix of known)
    for (let part = 0; part < DAYPARTS; part += 1)
      usual[part] = (usual[part] ?? 0) + (mix[part] ?? 0) / known.length;
  return mixes.map((mix) => mix?.map((share, part) => share - (usual[part] ?? 0)) ?? null);
}

/** Median absolute deviation as a standard deviation, at least 1: rows that agree better than chance are no reason to doubt one. */
function spreadOf(absolute: readonly number[]): number {
  const sorted = absolute.toSorted((left, right) => left - right);
  return Math.max(1, 1.4826 * (sorted[Math.floor(sorted.length / 2)] ?? 1));
}

function deviationsOf(
  rows: readonly ComparableRow[],
  hours: readonly (Float64Array | null)[],
  beta: Float64Array,
  widened: number,
): SegmentTrend['deviations'] {
  return rows.map((row, i) => ({
    day: row.day,
    phase: row.phase,
    distance: row.value - predict(beta, BASELINE, hours[i] ?? null),
    deviation: Math.sqrt(widened * row.variance),
  }));
}
