import { wilsonInterval } from '../../src/core/stats/wilson-interval.ts';
import { type Counted, countInCell } from './count-in-cell.ts';
import { BINARY_CELLS, REVENUE_CELLS } from './false-claim-cells.ts';
import { ONE_LOOK_CELLS, POWER_CELLS } from './power-cells.ts';
import { BROKEN_SPLITS, countAlarms, SPLIT_CELLS, type SplitMethod, splitCell } from './split-cells.ts';

/** One line of the results. */
export type Row = {
  readonly group: string;
  readonly cell: string;
  readonly contacts: number;
  readonly replicates: number;
  readonly rate: number;
  /** one-sided 99 %: upper where the ask is a ceiling, lower where it is a floor */
  readonly limit: number;
  readonly ask: number | null;
  readonly isMet: boolean | null;
};

/** A cell that can be run. */
export type Task = { readonly group: string; readonly cell: string; readonly run: (asked: Asked) => Row };

type Asked = { readonly replicates: number; readonly seed: string };

/** Asked of verdicts: statistics.md 4 and 7, issue 3. */
const CEILING = { binary: 0.025, revenue: 0.035, sequentialSplit: 0.001, finalSplit: 0.0015 } as const;
const POWER_FLOOR = 0.8;
/** The one look of a final split is a test at .001 itself: its limit can lie below .0015 only with this many more. */
const MORE_FOR_FINAL_SPLIT = 10;
/** z of a one-sided 99 % limit. */
const Z_99 = 2.3263478740408408;

export function tasks(): readonly Task[] {
  const sequential = SPLIT_CELLS.map((cell) => splitTask(cell, 'sequential', CEILING.sequentialSplit, 1));
  const final = SPLIT_CELLS.map((cell) =>
    splitTask(cell, 'chi-square', CEILING.finalSplit, MORE_FOR_FINAL_SPLIT),
  );
  return [
    ...BINARY_CELLS.map((cell) => cellTask('false claims, binary', cell, 'false-claim', CEILING.binary)),
    ...REVENUE_CELLS.map((cell) => cellTask('false claims, revenue', cell, 'false-claim', CEILING.revenue)),
    ...POWER_CELLS.map((cell) => cellTask('power at the planned size', cell, 'right-winner', POWER_FLOOR)),
    ...ONE_LOOK_CELLS.map((cell) =>
      cellTask('power at one look, for information', cell, 'right-winner', null),
    ),
    ...sequential,
    ...final,
    ...BROKEN_SPLITS.flatMap((broken) => [detection(broken, 'sequential'), detection(broken, 'chi-square')]),
  ];
}

function cellTask(
  group: string,
  cell: (typeof BINARY_CELLS)[number],
  counted: Counted,
  ask: number | null,
): Task {
  const run = ({ replicates, seed }: Asked): Row => {
    const count = countInCell(cell, counted, replicates, seed);
    return rowOf(group, cell.name, cell.contacts, replicates, count, ask, counted === 'right-winner');
  };
  return { group, cell: cell.name, run };
}

function splitTask(
  cell: (typeof SPLIT_CELLS)[number],
  method: SplitMethod,
  ask: number,
  times: number,
): Task {
  const group =
    method === 'sequential' ? 'false split alarms, 20 looks' : 'false split alarms, one final look';
  const shares = cell.plan.arms.map((arm) => arm.share);
  const run = ({ replicates, seed }: Asked): Row => {
    const count = countAlarms(cell, shares, method, replicates * times, seed);
    return rowOf(group, cell.name, cell.contacts, replicates * times, count, ask, false);
  };
  return { group, cell: cell.name, run };
}

/** For information: a tenth of the replicates. */
function detection({ share, contacts }: (typeof BROKEN_SPLITS)[number], method: SplitMethod): Task {
  const group =
    method === 'sequential' ? 'broken splits found, 20 looks' : 'broken splits found, one final look';
  const cell = splitCell(`${share} of ${contacts.toLocaleString('en')} for a half`, [0.5, 0.5], contacts);
  const run = ({ replicates, seed }: Asked): Row => {
    const times = Math.max(1, Math.round(replicates / 10));
    const count = countAlarms(cell, [share, 1 - share], method, times, seed);
    return rowOf(group, cell.name, contacts, times, count, null, true);
  };
  return { group, cell: cell.name, run };
}

function rowOf(
  group: string,
  cell: string,
  contacts: number,
  replicates: number,
  count: number,
  ask: number | null,
  isFloor: boolean,
): Row {
  const rate = count / replicates;
  const { lower, upper } = wilsonInterval(count, replicates, Z_99);
  const limit = isFloor ? lower : upper;
  const isMet = ask === null ? null : isFloor ? rate >= ask : upper <= ask;
  return { group, cell, contacts, replicates, rate, limit, ask, isMet };
}
