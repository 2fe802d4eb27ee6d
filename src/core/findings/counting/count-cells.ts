import { type MessageBlock, OUTCOME } from './block.ts';
import { createDenseSlots } from './dense-slots.ts';
import type { NumberSlots } from './number-slots.ts';
import { createPairs, type Pair, type Pairs } from './pairs.ts';
import { MOST_WEEKS, type Moments, type People, weeksAgoOf } from './people.ts';

export type CountedCell = Pair & {
  readonly weeksAgo: number;
  readonly isPanel: boolean;
  readonly delivered: number;
  readonly failed: number;
  readonly clicked: number;
  readonly optedOut: number;
  readonly doseSum: number;
};

export type CountedHour = Pair & {
  readonly zone: string;
  readonly hour: number;
  readonly delivered: number;
  readonly clicked: number;
};

export type CellCounter = {
  readonly add: (block: MessageBlock) => void;
  /** in no order */
  readonly cells: () => readonly CountedCell[];
  readonly hours: () => readonly CountedHour[];
};

const HOURS = 24;
/** Sums of a cell, side by side. */
const CELL = { failed: 0, delivered: 1, doseSum: 2, clicked: 3, optedOut: 4 } as const;
const CELL_SUMS = 5;
const HOUR = { delivered: 0, clicked: 1 } as const;
const HOUR_SUMS = 2;

/** Messages old enough to be judged, by what the model and the send times need. Whole numbers: the order is of no account. */
export function createCellCounter(moments: Moments, people: People): CellCounter {
  const pairs = createPairs();
  const cells = createSums(CELL_SUMS);
  const hours = createSums(HOUR_SUMS);
  const hourPlaces = Math.max(1, people.zones.length) * HOURS;
  return {
    add: (block) => addBlock(block, moments, people, { pairs, cells, hours, hourPlaces }),
    cells: () =>
      listOf(cells, (key, sumOf) => {
        const [pair, rest] = split(key, MOST_WEEKS * 2);
        return {
          ...pairs.pairOf(pair),
          weeksAgo: rest >> 1,
          isPanel: rest % 2 === 1,
          delivered: sumOf(CELL.delivered),
          failed: sumOf(CELL.failed),
          clicked: sumOf(CELL.clicked),
          optedOut: sumOf(CELL.optedOut),
          doseSum: sumOf(CELL.doseSum),
        };
      }),
    hours: () =>
      listOf(hours, (key, sumOf) => {
        const [pair, rest] = split(key, hourPlaces);
        return {
          ...pairs.pairOf(pair),
          zone: people.zones[Math.floor(rest / HOURS)] ?? '',
          hour: rest % HOURS,
          delivered: sumOf(HOUR.delivered),
          clicked: sumOf(HOUR.clicked),
        };
      }),
  };
}

type Counted = {
  readonly pairs: Pairs;
  readonly cells: Sums;
  readonly hours: Sums;
  /** zones times hours */
  readonly hourPlaces: number;
};

function addBlock(
  block: MessageBlock,
  moments: Moments,
  people: People,
  { pairs, cells, hours, hourPlaces }: Counted,
): void {
  const { size, person, sentS, pair, dose, hour, outcome } = block;
  const numbers = numbersOf(block, pairs);
  for (let i = 0; i < size; i += 1) {
    const sent = sentS[i] ?? 0;
    if (!isSettled(moments, sent)) continue;
    const who = person[i] ?? 0;
    const number = numbers[pair[i] ?? 0] ?? 0;
    const place = 2 * weeksAgoOf(moments, sent) + (people.isPanel[who] ?? 0);
    const cell = placeOf(cells, number * MOST_WEEKS * 2 + place);
    const came = outcome[i] ?? 0;
    if ((came & OUTCOME.delivered) === 0) {
      bump(cells, cell + CELL.failed, 1);
      continue;
    }
    bump(cells, cell + CELL.delivered, 1);
    bump(cells, cell + CELL.doseSum, dose[i] ?? 0);
    const local = placeOf(hours, number * hourPlaces + (people.zone[who] ?? 0) * HOURS + (hour[i] ?? 0));
    bump(hours, local + HOUR.delivered, 1);
    if ((came & OUTCOME.clicked) > 0) {
      bump(cells, cell + CELL.clicked, 1);
      bump(hours, local + HOUR.clicked, 1);
    }
    if ((came & OUTCOME.optedOut) > 0) bump(cells, cell + CELL.optedOut, 1);
  }
}

function isSettled({ firstS, matureS }: Moments, sent: number): boolean {
  return sent >= firstS && sent <= matureS;
}

function numbersOf({ campaigns, segments }: MessageBlock, pairs: Pairs): Uint32Array {
  return campaigns.map((campaign, at) => pairs.numberOf(campaign, segments[at] ?? 0));
}

/** So many sums a key, those of one key side by side. */
type Sums = { readonly slots: NumberSlots; readonly width: number; values: Float64Array };

function createSums(width: number): Sums {
  return { slots: createDenseSlots(), width, values: new Float64Array(width * 1024) };
}

function placeOf(sums: Sums, key: number): number {
  const place = sums.slots.slotOf(key) * sums.width;
  if (place === sums.values.length) {
    const larger = new Float64Array(2 * place);
    larger.set(sums.values);
    sums.values = larger;
  }
  return place;
}

function bump({ values }: Sums, place: number, by: number): void {
  values[place] = (values[place] ?? 0) + by;
}

function listOf<T>(
  { slots, width, values }: Sums,
  made: (key: number, sumOf: (column: number) => number) => T,
): readonly T[] {
  return Array.from({ length: slots.size() }, (_, slot) =>
    made(slots.keyOf(slot), (column) => values[slot * width + column] ?? 0),
  );
}

function split(key: number, places: number): readonly [number, number] {
  return [Math.floor(key / places), key % places];
}
