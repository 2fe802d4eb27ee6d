import type { HourCell } from '../history.ts';

export const HOURS = 24;

/**
 * What can tell hours apart: campaigns in a segment that went out at more than one local hour, a group each, its cells side
 * by side. Groups where nobody or everybody clicked say nothing of hours and are left out.
 */
export type HourGroups = {
  /** first cell of each group, and the end of the last */
  readonly starts: Int32Array;
  readonly hour: Uint8Array;
  /** number of the zone, from 0 */
  readonly zone: Int32Array;
  readonly delivered: Float64Array;
  readonly clicked: Float64Array;
  readonly zones: number;
  /** by hour */
  readonly deliveredAt: Float64Array;
  readonly deliveredInAll: number;
  readonly clickedInAll: number;
};

/** @param cells in any order; the groups come by campaign and segment, so that equal cells give equal sums */
export function groupHours(cells: readonly HourCell[]): HourGroups {
  const telling = [
    ...Map.groupBy(cells.toSorted(byKey), ({ campaignId, segment }) =>
      JSON.stringify([campaignId, segment]),
    ).values(),
  ].filter(isTelling);
  const flat = telling.flat();
  const zones = new Map(
    [...new Set(cells.map(({ zone }) => zone))].sort().map((zone, place) => [zone, place]),
  );
  const groups = {
    starts: new Int32Array(telling.length + 1),
    hour: Uint8Array.from(flat, ({ hour }) => hour),
    zone: Int32Array.from(flat, ({ zone }) => zones.get(zone) ?? 0),
    delivered: Float64Array.from(flat, ({ delivered }) => delivered),
    clicked: Float64Array.from(flat, ({ clicked }) => clicked),
    zones: zones.size,
    deliveredAt: new Float64Array(HOURS),
    deliveredInAll: flat.reduce((sum, { delivered }) => sum + delivered, 0),
    clickedInAll: flat.reduce((sum, { clicked }) => sum + clicked, 0),
  };
  telling.forEach((group, place) => {
    groups.starts[place + 1] = (groups.starts[place] ?? 0) + group.length;
  });
  for (const { hour, delivered } of flat)
    groups.deliveredAt[hour] = (groups.deliveredAt[hour] ?? 0) + delivered;
  return groups;
}

function isTelling(group: readonly HourCell[]): boolean {
  const delivered = group.reduce((sum, cell) => sum + cell.delivered, 0);
  const clicked = group.reduce((sum, cell) => sum + cell.clicked, 0);
  return clicked > 0 && clicked < delivered && group.some(({ hour }) => hour !== group[0]?.hour);
}

function byKey(left: HourCell, right: HourCell): number {
  return (
    compare(left.campaignId, right.campaignId) ||
    compare(left.segment, right.segment) ||
    compare(left.zone, right.zone) ||
    left.hour - right.hour
  );
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Logit of each group's own rate, half a click added on each side: where a fit starts. */
export function ownLogits({ starts, delivered, clicked }: HourGroups): Float64Array {
  return new Float64Array(starts.length - 1).map((_, group) => {
    const [from, to] = [starts[group] ?? 0, starts[group + 1] ?? 0];
    const clicks = clicked.subarray(from, to).reduce((sum, one) => sum + one, 0.5);
    const silent = delivered.subarray(from, to).reduce((sum, one) => sum + one, 1) - clicks;
    return Math.log(clicks / silent);
  });
}
