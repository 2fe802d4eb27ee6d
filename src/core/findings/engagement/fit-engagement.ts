import { type Cell, phaseOf } from '../history.ts';
import { type CellTable, PHASES, tabulateCells } from './cell-table.ts';
import type { EngagementFit, Outcome } from './engagement-fit.ts';
import { type LinearCells, linearise, type Parts } from './linear-cells.ts';
import { linkOf } from './link.ts';
import { type Pooled, poolBy } from './pool-by.ts';
import { cellVariance, contentVariance } from './variance-components.ts';

/**
 * Takes click or opt-out rates apart into level of the segment, content of the campaign and week (findings.md 2): penalised
 * quasi-likelihood (Breslow & Clayton, JASA 88 (1993) 9-25) with variances by EM, one effect after the other, so that the
 * cost is cells times passes and no matrix is made. A campaign that many segments got has its content measured by them.
 *
 * @param cells in any order; of one key only once
 */
export function fitEngagement(cells: readonly Cell[], outcome: Outcome): EngagementFit {
  const table = tabulateCells(cells, outcome);
  const meanLevel = overallLevel(table, outcome);
  const phases = weeksByPhase(table);
  let state = start(table, meanLevel);
  let passes = 0;
  while (passes < MOST_PASSES) {
    const next = improve(table, phases, outcome, meanLevel, state, passes % 3 === 2);
    passes += 1;
    const moved = largestMove(state, next);
    state = next;
    if (moved < SETTLED && passes % 3 === 0) break;
  }
  return {
    outcome,
    weeks: table.weeks,
    campaigns: table.campaigns,
    groups: table.groups,
    groupWeeks: table.groupWeeks,
    levels: withoutGaps(table, state.levels),
    meanLevel,
    content: state.content,
    week: state.week,
    contentVariance: state.contentVariance,
    cellVariance: state.cellVariance,
    passes,
  };
}

/** Believed to vary by this much (standard deviation) from week to week. */
export const WEEK_VARIANCE = 0.3 ** 2;

type State = Parts & { readonly contentVariance: number; readonly cellVariance: number };

const MOST_PASSES = 120;
const SETTLED = 1e-7;
/** A segment with next to no messages is taken to be like the others. */
const LEVEL_PRECISION = 0.25;

function start(table: CellTable, meanLevel: number): State {
  return {
    levels: new Float64Array(table.groups.size * 3).fill(meanLevel),
    content: new Float64Array(table.campaigns.size),
    week: new Float64Array(table.weeks),
    contentVariance: 0.09,
    cellVariance: 0.02,
  };
}

function improve(
  table: CellTable,
  phases: WeeksByPhase,
  outcome: Outcome,
  meanLevel: number,
  state: State,
  withVariances: boolean,
): State {
  const cells = linearise(table, state, outcome);
  const weight = cells.information.map((information) => 1 / (1 / information + state.cellVariance));
  const rest = cells.value.map(
    (value, i) => value - at(state.content, table.campaign, i) - at(state.week, table.week, i),
  );
  const levels = poolBy(table.slot, state.levels.length, rest, weight, {
    mean: meanLevel,
    precision: LEVEL_PRECISION,
  });
  for (let i = 0; i < table.size; i += 1)
    rest[i] = (cells.value[i] ?? 0) - at(levels.mean, table.slot, i) - at(state.week, table.week, i);
  const content = poolBy(table.campaign, state.content.length, rest, weight, {
    mean: 0,
    precision: 1 / state.contentVariance,
  });
  for (let i = 0; i < table.size; i += 1)
    rest[i] = (cells.value[i] ?? 0) - at(levels.mean, table.slot, i) - at(content.mean, table.campaign, i);
  const week = poolBy(table.week, state.week.length, rest, weight, { mean: 0, precision: 1 / WEEK_VARIANCE });
  centreWeeks(phases, levels.mean, week.mean);
  const parts = { levels: levels.mean, content: content.mean, week: week.mean };
  if (!withVariances) return { ...state, ...parts };
  const squares = squaresOf(table, cells, levels, content, week);
  return {
    ...parts,
    contentVariance: contentVariance(content),
    cellVariance: cellVariance(table.group, table.groups.size, squares, cells.information, weight),
  };
}

type WeeksByPhase = readonly (readonly number[])[];

/** Weeks something was sent in, ascending; the places of PHASES. */
function weeksByPhase({ week, weeks }: CellTable): WeeksByPhase {
  const sent = [...new Set(week)].sort((x, y) => x - y);
  return [0, 1, 2].map((phase) =>
    sent.filter((place) => PHASES[phaseOf(weeks, place) ?? 'baseline'] === phase),
  );
}

/** What all weeks of a phase have in common goes to the levels of that phase: else the two would share it at random. */
function centreWeeks(phases: WeeksByPhase, levels: Float64Array, week: Float64Array): void {
  for (const [phase, weeks] of phases.entries()) {
    if (weeks.length === 0) continue;
    const shift = weeks.reduce((sum, place) => sum + (week[place] ?? 0), 0) / weeks.length;
    for (const place of weeks) week[place] = (week[place] ?? 0) - shift;
    for (let slot = phase; slot < levels.length; slot += 3) levels[slot] = (levels[slot] ?? 0) + shift;
  }
}

function squaresOf(
  table: CellTable,
  cells: LinearCells,
  levels: Pooled,
  content: Pooled,
  week: Pooled,
): Float64Array {
  return cells.value.map((value, i) => {
    const residual =
      value -
      at(levels.mean, table.slot, i) -
      at(content.mean, table.campaign, i) -
      at(week.mean, table.week, i);
    const unknown =
      at(levels.variance, table.slot, i) +
      at(content.variance, table.campaign, i) +
      at(week.variance, table.week, i);
    return residual ** 2 + unknown;
  });
}

function overallLevel(table: CellTable, outcome: Outcome): number {
  const count = table.count.reduce((sum, one) => sum + one, 0);
  const delivered = table.delivered.reduce((sum, one) => sum + one, 0);
  const belief = outcome === 'clicks' ? 0.005 : 0.001;
  return linkOf(outcome, (count + belief) / (delivered + 1));
}

/** A phase nothing was sent in takes the level of its neighbour. */
function withoutGaps(table: CellTable, levels: Float64Array): Float64Array {
  const isSent = new Uint8Array(levels.length);
  for (const slot of table.slot) isSent[slot] = 1;
  const filled = levels.slice();
  for (let slot = 0; slot < levels.length; slot += 1) {
    if (isSent[slot] === 1) continue;
    const first = slot - (slot % 3);
    const near = slot % 3 === 0 ? [1, 2] : slot % 3 === 1 ? [0, 2] : [1, 0];
    const source = near.find((phase) => isSent[first + phase] === 1);
    if (source !== undefined) filled[slot] = levels[first + source] ?? 0;
  }
  return filled;
}

function largestMove(from: State, to: State): number {
  return Math.max(
    Math.abs(from.contentVariance - to.contentVariance),
    Math.abs(from.cellVariance - to.cellVariance),
    distance(from.levels, to.levels),
    distance(from.content, to.content),
  );
}

function distance(from: Float64Array, to: Float64Array): number {
  return from.reduce((most, value, i) => Math.max(most, Math.abs(value - (to[i] ?? 0))), 0);
}

function at(values: Float64Array, index: Int32Array, i: number): number {
  return values[index[i] ?? 0] ?? 0;
}
