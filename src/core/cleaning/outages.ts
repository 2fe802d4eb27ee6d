import type { FailureClass } from '../failure-class.ts';
import type { CleaningThresholds } from './settings.ts';

/**
 * Messages of one operator that failed in the same way, in one campaign or in one stretch of time over all campaigns.
 * `carrier` null = all operators together; times are epoch seconds, [fromS, toS).
 */
export type Cell = {
  readonly campaign: number | null;
  readonly carrier: string | null;
  readonly failureClass: FailureClass;
  readonly fromS: number;
  readonly toS: number;
  /** with a final state */
  readonly messages: number;
  readonly failures: number;
  /** failures of persons with another message that got a final state */
  readonly known: number;
  /** failures of persons who were reached shortly before, or later */
  readonly met: number;
  /** of those without the ones who failed again long after and were not reached in between: no outage lasts so long */
  readonly reached: number;
};

/** Failures that do not count. */
export type LeftOut = {
  readonly campaign: number | null;
  readonly carrier: string | null;
  /** null = whatever failed there */
  readonly failureClass: FailureClass | null;
  readonly fromS: number;
  readonly toS: number;
  /** all, or those of persons who were reached shortly before or later, or of whom nothing else is known */
  readonly who: 'all' | 'reached';
  readonly messages: number;
  readonly failures: number;
};

const DAY_S = 86_400;
/** No list is that bad: whatever else is known, so many failures together are an outage. */
const NEVER_GENUINE = 0.5;
/** Fewer messages say little of what is usual. */
const LEAST_OF_CELL = 20;
const LEAST_CELLS = 3;

/**
 * The healthy-cell filter: which failures came in bunches. Too many failures for the operator, or too many of numbers
 * that are reached otherwise, which a bad number is not. A bunch of numbers that mostly never are reached is a bad
 * list, not an outage: there only the failures of numbers that are reached are left out.
 */
export function findOutages(cells: readonly Cell[], settings: CleaningThresholds): readonly LeftOut[] {
  const usual = usualShares(cells, settings);
  const byPlace = Map.groupBy(
    cells,
    (cell) => `${cell.campaign} ${cell.fromS} ${cell.toS} ${cell.failureClass}`,
  );
  return [...byPlace.values()].flatMap((here) => {
    const operators = here.filter((cell) => cell.carrier !== null && isOutage(cell, usual(cell), settings));
    const whole = here.find(({ carrier }) => carrier === null);
    if (whole === undefined) return operators.map((cell) => leftOut(cell, settings));
    // what one operator explains is no outage of all
    const rest = operators.filter(({ carrier }) => carrier !== '').reduce(without, whole);
    const all = isOutage(rest, usual(whole), settings) ? [whole] : [];
    return [...operators, ...all].map((cell) => leftOut(cell, settings));
  });
}

function without(whole: Cell, { messages, failures, known, met, reached }: Cell): Cell {
  return {
    ...whole,
    messages: whole.messages - messages,
    failures: whole.failures - failures,
    known: whole.known - known,
    met: whole.met - met,
    reached: whole.reached - reached,
  };
}

function isOutage(cell: Cell, usual: Shares | null, settings: CleaningThresholds): boolean {
  const { campaign, failures, met, messages } = cell;
  // an hour or a day has so many neighbours that a few failures together are chance
  const least = campaign === null ? settings.outageMetLeast : settings.outageLeast;
  if (failures >= least && failures > messages * limitOf(usual?.failures, settings.outageFloor, settings)) {
    return true;
  }
  return (
    met >= settings.outageMetLeast && met > messages * limitOf(usual?.met, settings.outageMetFloor, settings)
  );
}

/** The cell, and of whom its failures are left out. */
export function leftOut(cell: Cell, settings: CleaningThresholds): LeftOut {
  const { campaign, carrier, failureClass, fromS, toS, messages, failures, known, reached } = cell;
  const isBadList =
    failures <= messages * NEVER_GENUINE && known >= settings.outageLeast && reached * 2 <= known;
  const who = isBadList ? 'reached' : 'all';
  return { campaign, carrier, failureClass, fromS, toS, who, messages, failures };
}

function limitOf(usual: number | undefined, floor: number, settings: CleaningThresholds): number {
  if (usual === undefined) return settings.outageShare;
  return Math.min(settings.outageShare, Math.max(floor, settings.outageTimes * usual));
}

type Shares = { readonly failures: number; readonly met: number };
type Usual = (cell: Cell) => Shares | null;

/** The shares of an operator's campaigns around the cell, without its own: the median, of small ones the mean. */
function usualShares(cells: readonly Cell[], settings: CleaningThresholds): Usual {
  const byOperator = Map.groupBy(
    cells.filter(({ campaign }) => campaign !== null),
    ({ carrier, failureClass }) => operatorKey(carrier, failureClass),
  );
  for (const list of byOperator.values()) list.sort((left, right) => left.fromS - right.fromS);
  const reach = settings.outageUsualDays * DAY_S;
  return (cell) => {
    const list = byOperator.get(operatorKey(cell.carrier, cell.failureClass)) ?? [];
    const around = between(list, cell.fromS - reach, cell.toS + reach).filter(
      (other) =>
        other !== cell && (cell.campaign !== null || other.toS <= cell.fromS || other.fromS >= cell.toS),
    );
    const large = around.filter(({ messages }) => messages >= LEAST_OF_CELL);
    if (large.length >= LEAST_CELLS) {
      return {
        failures: median(large.map(({ failures, messages }) => failures / messages)),
        met: median(large.map(({ met, messages }) => met / messages)),
      };
    }
    const messages = around.reduce((sum, other) => sum + other.messages, 0);
    if (around.length < LEAST_CELLS || messages < LEAST_OF_CELL) return null;
    return {
      failures: around.reduce((sum, other) => sum + other.failures, 0) / messages,
      met: around.reduce((sum, other) => sum + other.met, 0) / messages,
    };
  };
}

function between(sorted: readonly Cell[], fromS: number, toS: number): readonly Cell[] {
  const first = firstAt(sorted, fromS);
  return sorted.slice(first, firstAt(sorted, toS));
}

/** Index of the first cell that starts at `fromS` or later. */
function firstAt(sorted: readonly Cell[], fromS: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.fromS ?? 0) < fromS) low = middle + 1;
    else high = middle;
  }
  return low;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

function operatorKey(carrier: string | null, failureClass: FailureClass): string {
  return `${carrier === null ? '*' : `=${carrier}`} ${failureClass}`;
}

/** An hour of one provider or all: how many messages failed by the fault of provider, network or our settings. */
export type FaultHour = {
  readonly carrier: string | null;
  readonly fromS: number;
  readonly messages: number;
  readonly faults: number;
};

/** Hours full of errors that are nobody's number: nothing that failed in them counts. */
export function findFaultHours(
  hours: readonly FaultHour[],
  settings: CleaningThresholds,
): readonly LeftOut[] {
  const shares = Map.groupBy(hours, ({ carrier }) => carrier);
  return [...shares.values()].flatMap((own) => {
    const usual = median(own.map(({ faults, messages }) => faults / Math.max(messages, 1)));
    const floor = Math.max(settings.providerErrorFloor, settings.outageTimes * usual);
    const limit = Math.min(settings.outageShare, floor);
    return own
      .filter(({ faults, messages }) => faults >= settings.outageLeast && faults > messages * limit)
      .map(({ carrier, fromS, messages, faults }) => ({
        campaign: null,
        carrier,
        failureClass: null,
        fromS,
        toS: fromS + 3600,
        who: 'all' as const,
        messages,
        failures: faults,
      }));
  });
}
