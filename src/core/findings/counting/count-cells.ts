import { type MessageBlock, OUTCOME } from './block.ts';
import { createNumberSlots, type NumberSlots } from './number-slots.ts';
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
const NOT_SEEN = -1;
/** A block that has more places than this looks each hour up. */
const MOST_PLACES = 2 ** 18;

/** Messages old enough to be judged, by what the model and the send times need. Whole numbers: the order is of no account. */
export function createCellCounter(moments: Moments, people: People): CellCounter {
  const pairs = createPairs();
  const counts = { pairs, slots: createNumberSlots(), ...columns() };
  const byHour = { pairs, slots: createNumberSlots(), ...columns() };
  const zones = Math.max(1, people.zones.length);
  return {
    add: (block) => addBlock(block, moments, people, counts, byHour),
    cells: () =>
      listOf(counts.slots, (key, slot) => {
        const [pair, rest] = split(key, MOST_WEEKS * 2);
        return {
          ...pairs.pairOf(pair),
          weeksAgo: rest >> 1,
          isPanel: rest % 2 === 1,
          delivered: counts.delivered[slot] ?? 0,
          failed: counts.failed[slot] ?? 0,
          clicked: counts.clicked[slot] ?? 0,
          optedOut: counts.optedOut[slot] ?? 0,
          doseSum: counts.doseSum[slot] ?? 0,
        };
      }),
    hours: () =>
      listOf(byHour.slots, (key, slot) => {
        const [pair, rest] = split(key, zones * HOURS);
        return {
          ...pairs.pairOf(pair),
          zone: people.zones[Math.floor(rest / HOURS)] ?? '',
          hour: rest % HOURS,
          delivered: byHour.delivered[slot] ?? 0,
          clicked: byHour.clicked[slot] ?? 0,
        };
      }),
  };
}

type Columns = Readonly<Record<'delivered' | 'failed' | 'clicked' | 'optedOut' | 'doseSum', number[]>>;
type Counts = Columns & { readonly slots: NumberSlots; readonly pairs: Pairs };

function columns(): Columns {
  return { delivered: [], failed: [], clicked: [], optedOut: [], doseSum: [] };
}

function addBlock(block: MessageBlock, moments: Moments, people: People, cells: Counts, hours: Counts): void {
  const cellOf = placesOf(cells, block, MOST_WEEKS * 2);
  const hourOf = placesOf(hours, block, Math.max(1, people.zones.length) * HOURS);
  const { size, person, sentS, pair, dose, hour, outcome } = block;
  for (let i = 0; i < size; i += 1) {
    const sent = sentS[i] ?? 0;
    if (sent < moments.firstS || sent > moments.matureS) continue;
    const who = person[i] ?? 0;
    const at = pair[i] ?? 0;
    const cell = cellOf(at, 2 * weeksAgoOf(moments, sent) + (people.isPanel[who] ?? 0));
    const came = outcome[i] ?? 0;
    if ((came & OUTCOME.delivered) === 0) {
      bump(cells.failed, cell, 1);
      continue;
    }
    bump(cells.delivered, cell, 1);
    bump(cells.doseSum, cell, dose[i] ?? 0);
    const local = hourOf(at, (people.zone[who] ?? 0) * HOURS + (hour[i] ?? 0));
    bump(hours.delivered, local, 1);
    if ((came & OUTCOME.clicked) > 0) {
      bump(cells.clicked, cell, 1);
      bump(hours.clicked, local, 1);
    }
    if ((came & OUTCOME.optedOut) > 0) bump(cells.optedOut, cell, 1);
  }
}

function bump(column: number[], slot: number, by: number): void {
  column[slot] = (column[slot] ?? 0) + by;
}

/** Looks a place up once a block. */
function placesOf(
  { slots, pairs, ...counted }: Counts,
  { campaigns, segments }: MessageBlock,
  places: number,
): (pair: number, place: number) => number {
  const keyOf = (pair: number, place: number): number =>
    pairs.numberOf(campaigns[pair] ?? 0, segments[pair] ?? 0) * places + place;
  const slotOf = (pair: number, place: number): number => {
    const slot = slots.slotOf(keyOf(pair, place));
    // without holes the lists stay lists of plain numbers
    if (slot === counted.delivered.length) for (const column of Object.values(counted)) column.push(0);
    return slot;
  };
  if (campaigns.length * places > MOST_PLACES) return slotOf;
  const seen = new Int32Array(campaigns.length * places).fill(NOT_SEEN);
  return (pair, place) => {
    const known = seen[pair * places + place] ?? NOT_SEEN;
    if (known !== NOT_SEEN) return known;
    const slot = slotOf(pair, place);
    seen[pair * places + place] = slot;
    return slot;
  };
}

function listOf<T>(slots: NumberSlots, made: (key: number, slot: number) => T): readonly T[] {
  return Array.from({ length: slots.size() }, (_, slot) => made(slots.keyOf(slot), slot));
}

function split(key: number, places: number): readonly [number, number] {
  return [Math.floor(key / places), key % places];
}
