import type { FindingCounts } from '../findings.ts';
import { type Cell, phaseOf } from '../history.ts';
import type { Dose } from './pressure.ts';

/** What the panel of a segment got and did in the two windows that are compared. */
export type WindowCounts = {
  readonly recent: FindingCounts;
  readonly baseline: FindingCounts;
  /** of history of this panel */
  readonly weeks: number;
  /** null = one of the windows is empty */
  readonly dose: Dose | null;
};

export function windowCounts(cells: readonly Cell[], weeks: number): WindowCounts {
  const recent = cells.filter(({ weeksAgo }) => phaseOf(weeks, weeksAgo) === 'recent');
  const baseline = cells.filter(({ weeksAgo }) => (phaseOf(weeks, weeksAgo) ?? 'baseline') === 'baseline');
  const [recentDose, baselineDose] = [meanDose(recent), meanDose(baseline)];
  return {
    weeks,
    recent: countsOf(recent),
    baseline: countsOf(baseline),
    dose:
      recentDose === null || baselineDose === null ? null : { recent: recentDose, baseline: baselineDose },
  };
}

function countsOf(cells: readonly Cell[]): FindingCounts {
  return {
    delivered: total(cells.map(({ delivered }) => delivered)),
    clicked: total(cells.map(({ clicked }) => clicked)),
    optedOut: total(cells.map(({ optedOut }) => optedOut)),
    cells: cells.filter(({ delivered }) => delivered > 0).length,
  };
}

function meanDose(cells: readonly Cell[]): number | null {
  const delivered = total(cells.map((cell) => cell.delivered));
  return delivered > 0 ? total(cells.map(({ doseSum }) => doseSum)) / delivered : null;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
