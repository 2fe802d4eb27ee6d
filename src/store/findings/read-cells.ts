import type { Cell, HourCell } from '../../core/findings/history.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import type { Bounds } from './bounds.ts';
import { MESSAGES, overIds, type RangeOptions } from './id-ranges.ts';
import type { Names } from './names.ts';
import { readFor } from './read-for.ts';

type Counts = { delivered: number; clicked: number; optedOut: number; doseSum: number; failed: number };
type Summed<K> = { readonly key: K } & Counts;

type CellKey = {
  readonly campaign: number;
  readonly segment: number;
  readonly weeksAgo: number;
  readonly isPanel: boolean;
};
type HourKey = {
  readonly campaign: number;
  readonly segment: number;
  readonly zone: string;
  readonly hour: number;
};

/** Both in the order of their keys. Everything is added up as whole numbers, so the order of the ranges is of no account. */
export async function readCells(
  db: Db,
  { view, lastMessage }: Bounds,
  names: Names,
  options: RangeOptions,
): Promise<{ readonly cells: readonly Cell[]; readonly hours: readonly HourCell[] }> {
  const cells = new Map<string, Summed<CellKey>>();
  const hours = new Map<string, Summed<HourKey>>();
  const add = (row: Row): void => {
    const read = readRow(row);
    const at = { campaign: read.number('campaign_id'), segment: read.number('segment_id') };
    const counts = countsOf(row);
    const isPanel = read.number('is_panel') === 1;
    const weeksAgo = read.number('weeks_ago');
    addTo(cells, `${at.campaign} ${at.segment} ${weeksAgo} ${isPanel}`, { ...at, weeksAgo, isPanel }, counts);
    // of the person; where a person is several contacts, the hour is that of the one it went to
    const zone = read.text('zone');
    if (counts.delivered === 0 || !isZone(zone)) return;
    const hour = read.number('hour');
    addTo(hours, `${at.campaign} ${at.segment} ${hour} ${zone}`, { ...at, zone, hour }, counts);
  };
  await overIds(
    { step: 'cells', last: lastMessage, size: MESSAGES },
    async (range) => {
      for (const row of await readFor(db, 'count-cells', view, range)) add(row);
    },
    options,
  );
  return { cells: cellsOf(cells, names), hours: hoursOf(hours, names) };
}

function countsOf(row: Row): Counts {
  const read = readRow(row);
  return {
    delivered: read.number('delivered'),
    clicked: read.number('clicked'),
    optedOut: read.number('opted_out'),
    doseSum: read.number('dose_sum'),
    failed: read.number('failed'),
  };
}

function addTo<K>(sums: Map<string, Summed<K>>, id: string, key: K, counts: Counts): void {
  const sum = sums.get(id);
  if (sum === undefined) {
    sums.set(id, { key, ...counts });
    return;
  }
  sum.delivered += counts.delivered;
  sum.clicked += counts.clicked;
  sum.optedOut += counts.optedOut;
  sum.doseSum += counts.doseSum;
  sum.failed += counts.failed;
}

function cellsOf(sums: ReadonlyMap<string, Summed<CellKey>>, names: Names): readonly Cell[] {
  return [...sums.values()]
    .map(({ key, ...counts }) => ({
      campaignId: names.campaignId(key.campaign),
      segment: names.segment(key.segment),
      weeksAgo: key.weeksAgo,
      isPanel: key.isPanel,
      ...counts,
    }))
    .toSorted(
      (a, b) =>
        compare(a.campaignId, b.campaignId) ||
        compare(a.segment, b.segment) ||
        a.weeksAgo - b.weeksAgo ||
        Number(a.isPanel) - Number(b.isPanel),
    );
}

function hoursOf(sums: ReadonlyMap<string, Summed<HourKey>>, names: Names): readonly HourCell[] {
  return [...sums.values()]
    .map(({ key, delivered, clicked }) => ({
      campaignId: names.campaignId(key.campaign),
      segment: names.segment(key.segment),
      zone: key.zone,
      hour: key.hour,
      delivered,
      clicked,
    }))
    .toSorted(
      (a, b) =>
        compare(a.campaignId, b.campaignId) ||
        compare(a.segment, b.segment) ||
        compare(a.zone, b.zone) ||
        a.hour - b.hour,
    );
}

/** By code unit: the same on every machine. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const known = new Map<string, boolean>();

/** A contact without a zone, or with one nobody knows, has no local hour of its own. */
function isZone(zone: string): boolean {
  const answer = known.get(zone) ?? canResolve(zone);
  known.set(zone, answer);
  return answer;
}

function canResolve(zone: string): boolean {
  try {
    return zone !== '' && EPOCH.toZonedDateTimeISO(zone).timeZoneId !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);
