import { type Cell, phaseOf } from '../history.ts';
import { groupKey, type Outcome } from './engagement-fit.ts';

/** Cells as columns, in one order whatever order they came in; cells that delivered nothing are left out. */
export type CellTable = {
  readonly size: number;
  readonly weeks: number;
  readonly campaigns: ReadonlyMap<string, number>;
  readonly groups: ReadonlyMap<string, number>;
  /** of history of each group */
  readonly groupWeeks: Int32Array;
  readonly cells: readonly Cell[];
  readonly campaign: Int32Array;
  readonly group: Int32Array;
  /** group * 3 + phase */
  readonly slot: Int32Array;
  readonly week: Int32Array;
  readonly delivered: Float64Array;
  readonly count: Float64Array;
};

export const PHASES = { baseline: 0, between: 1, recent: 2 } as const;

export function tabulateCells(given: readonly Cell[], outcome: Outcome): CellTable {
  const cells = given.filter(({ delivered, weeksAgo }) => delivered > 0 && weeksAgo >= 0).sort(byKey);
  const weeks = cells.reduce((most, { weeksAgo }) => Math.max(most, weeksAgo + 1), 0);
  const campaigns = numbered(cells.map(({ campaignId }) => campaignId));
  const groups = numbered(cells.map(({ segment, isPanel }) => groupKey(segment, isPanel)));
  const size = cells.length;
  const groupWeeks = weeksByGroup(cells, groups);
  const table = {
    size,
    weeks,
    campaigns,
    groups,
    groupWeeks,
    cells,
    campaign: new Int32Array(size),
    group: new Int32Array(size),
    slot: new Int32Array(size),
    week: new Int32Array(size),
    delivered: new Float64Array(size),
    count: new Float64Array(size),
  };
  for (const [i, cell] of cells.entries()) {
    const group = groups.get(groupKey(cell.segment, cell.isPanel)) ?? 0;
    table.campaign[i] = campaigns.get(cell.campaignId) ?? 0;
    table.group[i] = group;
    table.slot[i] = group * 3 + PHASES[phaseOf(groupWeeks[group] ?? weeks, cell.weeksAgo) ?? 'baseline'];
    table.week[i] = cell.weeksAgo;
    table.delivered[i] = cell.delivered;
    table.count[i] = Math.min(cell.delivered, outcome === 'clicks' ? cell.clicked : cell.optedOut);
  }
  return table;
}

/**
 * How long each group has been sent to: a segment that was cut last spring has its baseline then. The first fiftieth of its
 * messages makes no history (one old campaign, then a year of nothing); it belongs to the baseline that follows.
 */
function weeksByGroup(cells: readonly Cell[], groups: ReadonlyMap<string, number>): Int32Array {
  const weeks = new Int32Array(groups.size);
  const byGroup = Map.groupBy(cells, ({ segment, isPanel }) => groupKey(segment, isPanel));
  for (const [name, group] of groups) {
    const oldestFirst = (byGroup.get(name) ?? []).toSorted((left, right) => right.weeksAgo - left.weeksAgo);
    let left = FIRST_SHARE * oldestFirst.reduce((sum, { delivered }) => sum + delivered, 0);
    const first = oldestFirst.find(({ delivered }) => {
      left -= delivered;
      return left < 0;
    });
    weeks[group] = (first?.weeksAgo ?? -1) + 1;
  }
  return weeks;
}

const FIRST_SHARE = 0.02;

function numbered(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(names)].sort().map((name, place) => [name, place]));
}

function byKey(left: Cell, right: Cell): number {
  return (
    compare(left.campaignId, right.campaignId) ||
    compare(left.segment, right.segment) ||
    Number(right.isPanel) - Number(left.isPanel) ||
    left.weeksAgo - right.weeksAgo ||
    left.delivered - right.delivered ||
    left.clicked - right.clicked ||
    left.optedOut - right.optedOut
  );
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
