import { type CellTable, tabulateCells } from '../engagement/cell-table.ts';
import type { EngagementFit } from '../engagement/engagement-fit.ts';
import { WEEK_VARIANCE } from '../engagement/fit-engagement.ts';
import { linearise } from '../engagement/linear-cells.ts';
import type { Cell, History } from '../history.ts';

/** A cell of a segment's panel with the content of its campaign, as the other segments took it, and the week taken off. */
export type ComparableRow = {
  readonly cell: Cell;
  /** UTC day the campaign began, within the week of the cell */
  readonly day: number;
  /** 0 baseline, 1 between, 2 recent */
  readonly phase: number;
  /** logit of clicks or log of opt-outs, less content and week */
  readonly value: number;
  readonly variance: number;
};

/**
 * What each segment did, made comparable. The content of a campaign is what the OTHER segments show of it (findings.md 2):
 * a segment must not explain its own fall away. A campaign that nobody else got keeps the whole variance of content.
 *
 * @returns rows by segment, of panels only, oldest first
 */
export function comparableRows(
  history: History,
  fit: EngagementFit,
): ReadonlyMap<string, readonly ComparableRow[]> {
  const table = tabulateCells(
    history.cells.filter(({ isPanel }) => isPanel),
    fit.outcome,
  );
  const parts = partsOf(table, fit);
  const { value, information } = linearise(table, parts, fit.outcome);
  const weight = information.map((one) => 1 / (1 / one + fit.cellVariance));
  const rest = value.map((one, i) => one - at(parts.levels, table.slot, i));
  const content = othersOf(
    table,
    table.campaign,
    weight,
    rest.map((one, i) => one - at(parts.week, table.week, i)),
  );
  const week = othersOf(
    table,
    table.week,
    weight,
    rest.map((one, i) => one - at(parts.content, table.campaign, i)),
  );
  const firstDays = new Map(history.campaigns.map(({ campaignId, firstDay }) => [campaignId, firstDay]));
  const rows = new Map<string, ComparableRow[]>();
  for (const [i, cell] of table.cells.entries()) {
    const [ofContent, ofWeek] = [content(i, 1 / fit.contentVariance), week(i, 1 / WEEK_VARIANCE)];
    const row = {
      cell,
      day: Math.max(firstDays.get(cell.campaignId) ?? 0, history.asOfDay - 7 * (cell.weeksAgo + 1)),
      phase: (table.slot[i] ?? 0) % 3,
      value: (value[i] ?? 0) - ofContent.mean - ofWeek.mean,
      variance: 1 / (weight[i] ?? 1) + ofContent.variance + ofWeek.variance,
    };
    const known = rows.get(cell.segment);
    if (known === undefined) rows.set(cell.segment, [row]);
    else known.push(row);
  }
  for (const list of rows.values()) list.sort((left, right) => left.day - right.day);
  return rows;
}

/** The fit's parts in the numbering of a table of panels only. */
function partsOf(table: CellTable, fit: EngagementFit) {
  const levels = new Float64Array(table.groups.size * 3).fill(fit.meanLevel);
  for (const [name, group] of table.groups) {
    const known = fit.groups.get(name);
    if (known === undefined) continue;
    for (let phase = 0; phase < 3; phase += 1)
      levels[group * 3 + phase] = fit.levels[known * 3 + phase] ?? fit.meanLevel;
  }
  const content = new Float64Array(table.campaigns.size);
  for (const [name, campaign] of table.campaigns)
    content[campaign] = fit.content[fit.campaigns.get(name) ?? -1] ?? 0;
  return { levels, content, week: fit.week };
}

/**
 * A segment may get the weaker campaigns, all of them: pulling their content to the mean of all campaigns would leave
 * a part of it to the segment. What others show is therefore pulled less.
 */
const WIDENED = 4;

type Others = (cell: number, priorPrecision: number) => { readonly mean: number; readonly variance: number };

/** What the cells of other segments in the same class say of it. */
function othersOf(
  table: CellTable,
  classes: Int32Array,
  weight: Float64Array,
  residual: Float64Array,
): Others {
  const groups = table.groups.size;
  const all = new Map<number, [number, number]>();
  const own = new Map<number, [number, number]>();
  for (let i = 0; i < table.size; i += 1) {
    const place = classes[i] ?? 0;
    const w = weight[i] ?? 0;
    add(all, place, w, w * (residual[i] ?? 0));
    add(own, place * groups + (table.group[i] ?? 0), w, w * (residual[i] ?? 0));
  }
  return (cell, priorPrecision) => {
    const place = classes[cell] ?? 0;
    const [total, sum] = all.get(place) ?? [0, 0];
    const [ownTotal, ownSum] = own.get(place * groups + (table.group[cell] ?? 0)) ?? [0, 0];
    // of one segment alone the difference is rounding, not what others say
    const others = total - ownTotal > 1e-9 * total ? total - ownTotal : 0;
    if (others === 0) return { mean: 0, variance: 1 / priorPrecision };
    const precision = priorPrecision / WIDENED + others;
    return { mean: (sum - ownSum) / precision, variance: 1 / precision };
  };
}

function add(sums: Map<number, [number, number]>, key: number, weight: number, product: number): void {
  const known = sums.get(key);
  if (known === undefined) {
    sums.set(key, [weight, product]);
    return;
  }
  known[0] += weight;
  known[1] += product;
}

function at(values: Float64Array, index: Int32Array, i: number): number {
  return values[index[i] ?? 0] ?? 0;
}
