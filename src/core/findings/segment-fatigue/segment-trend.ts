import type { ComparableRow } from './comparable-rows.ts';
import { DAYPARTS, type HourMix } from './hour-mix.ts';
import {
  type DesignLine,
  designOf,
  explained,
  explainRows,
  type HourShares,
  hourVarianceOf,
  type PhasesAndHours,
  SIZE,
} from './phase-and-hours.ts';

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
 * What changed in a segment from its baseline to the recent window. Hours are taken off: a segment whose best hour is not
 * that of the others must not look tired because its texts moved (findings.md 11). A row far off (a broken link) counts
 * less (Huber, Ann. Math. Stat. 35 (1964) 73-101). The error is widened to what the rows show.
 *
 * @returns null without rows in both windows, or with too few to know the error
 */
export function segmentTrend(rows: readonly ComparableRow[], mixOf: HourMix): SegmentTrend | null {
  const hours = hoursOf(rows, mixOf);
  const design = designOf(rows, hours);
  const { solved, robust } = explainRobustly(rows, design);
  if (solved === null) return null;
  const { effects, covariance, residuals } = solved;
  const chiSquare = residuals.reduce((sum, residual, i) => sum + (robust[i] ?? 1) * residual ** 2, 0);
  const phases = new Set(rows.map(({ phase }) => phase)).size;
  const df = robust.reduce((sum, one) => sum + one, 0) - phases;
  if (!(df >= 1)) return null;
  const widened = Math.max(1, chiSquare / df);
  const at = (i: number, j: number): number => covariance[i * SIZE + j] ?? 0;
  const variance = at(RECENT, RECENT) + at(BASELINE, BASELINE) - 2 * at(RECENT, BASELINE);
  return {
    change: (effects[RECENT] ?? 0) - (effects[BASELINE] ?? 0),
    standardError: Math.sqrt(widened * variance),
    df,
    deviations: rows.map((row, i) => ({
      day: row.day,
      phase: row.phase,
      distance: row.value - explained(effects, asOfBaseline(design[i])),
      deviation: Math.sqrt(widened * row.variance),
    })),
  };
}

const BASELINE = 0;
const RECENT = 2;
const HUBER = 2;
const PASSES = 8;
const FIRST_HOUR_VARIANCE = 0.1 ** 2;

function explainRobustly(rows: readonly ComparableRow[], design: readonly DesignLine[]) {
  let robust = new Float64Array(rows.length).fill(1);
  let solved: PhasesAndHours | null = explainRows(rows, design, robust, FIRST_HOUR_VARIANCE);
  for (let pass = 0; pass < PASSES && solved !== null; pass += 1) {
    const limit = HUBER * spreadOf(solved.residuals);
    robust = solved.residuals.map((one) => Math.min(1, limit / Math.max(1e-12, Math.abs(one))));
    solved = explainRows(rows, design, robust, hourVarianceOf(solved));
  }
  return { solved, robust };
}

/** The row's hours, in the baseline. */
function asOfBaseline(line: DesignLine | undefined): DesignLine {
  return line === undefined
    ? { places: [BASELINE], values: [1] }
    : { places: [BASELINE, ...line.places.slice(1)], values: line.values };
}

/** Shares less the segment's usual ones: a mix that never changes says nothing, and takes nothing off. */
function hoursOf(rows: readonly ComparableRow[], mixOf: HourMix): HourShares {
  const mixes = rows.map(({ cell }) => mixOf(cell.campaignId, cell.segment));
  const known = mixes.filter((mix) => mix !== null);
  const usual = new Float64Array(DAYPARTS);
  for (const mix of known)
    for (let part = 0; part < DAYPARTS; part += 1)
      usual[part] = (usual[part] ?? 0) + (mix[part] ?? 0) / known.length;
  return mixes.map((mix) => mix?.map((share, part) => share - (usual[part] ?? 0)) ?? null);
}

/** Median absolute deviation as a standard deviation, at least 1: rows that agree better than chance give no reason to doubt one. */
function spreadOf(residuals: Float64Array): number {
  const sorted = residuals.map(Math.abs).sort();
  return Math.max(1, 1.4826 * (sorted[Math.floor(sorted.length / 2)] ?? 1));
}
