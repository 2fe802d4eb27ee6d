import type { CountedCell, CountedHour } from '../../core/findings/counting/count-cells.ts';
import type { Cell, HourCell } from '../../core/findings/history.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';
import type { Bounds } from './bounds.ts';
import { MESSAGES, overIds, type RangeOptions } from './id-ranges.ts';
import { listCells, listHours } from './list-cells.ts';
import type { Names } from './names.ts';
import { readFor } from './read-for.ts';

/** Both in the order of their keys. Everything is added up as whole numbers, so the order of the ranges is of no account. */
export async function readCells(
  db: Db,
  { view, lastMessage }: Bounds,
  names: Names,
  options: RangeOptions,
): Promise<{ readonly cells: readonly Cell[]; readonly hours: readonly HourCell[] }> {
  const cells = new Map<string, Changing<CountedCell>>();
  const hours = new Map<string, Changing<CountedHour>>();
  const add = (row: Row): void => {
    const { zone, hour, ...cell } = countedOf(row);
    const { campaign, segment, weeksAgo, isPanel, delivered, clicked } = cell;
    const sum = cells.get(`${campaign} ${segment} ${weeksAgo} ${isPanel}`);
    if (sum === undefined) cells.set(`${campaign} ${segment} ${weeksAgo} ${isPanel}`, { ...cell });
    else addTo(sum, cell);
    if (delivered === 0) return;
    const key = `${campaign} ${segment} ${hour} ${zone}`;
    const local = hours.get(key) ?? { campaign, segment, zone, hour, delivered: 0, clicked: 0 };
    local.delivered += delivered;
    local.clicked += clicked;
    hours.set(key, local);
  };
  await overIds(
    { step: 'cells', last: lastMessage, size: MESSAGES },
    async (range) => {
      for (const row of await readFor(db, 'count-cells', view, range)) add(row);
    },
    options,
  );
  return { cells: listCells([...cells.values()], names), hours: listHours([...hours.values()], names) };
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

function countedOf(row: Row): CountedCell & Pick<CountedHour, 'zone' | 'hour'> {
  const read = readRow(row);
  return {
    campaign: read.number('campaign_id'),
    segment: read.number('segment_id'),
    weeksAgo: read.number('weeks_ago'),
    isPanel: read.number('is_panel') === 1,
    delivered: read.number('delivered'),
    clicked: read.number('clicked'),
    optedOut: read.number('opted_out'),
    doseSum: read.number('dose_sum'),
    failed: read.number('failed'),
    zone: read.text('zone'),
    hour: read.number('hour'),
  };
}

function addTo(sum: Changing<CountedCell>, more: CountedCell): void {
  sum.delivered += more.delivered;
  sum.clicked += more.clicked;
  sum.optedOut += more.optedOut;
  sum.doseSum += more.doseSum;
  sum.failed += more.failed;
}
