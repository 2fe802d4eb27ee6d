import { messageAt, numberAt } from './ledger.ts';
import type { World } from './send.ts';

const DAYS_30_S = 30 * 86_400;

/** `dose30` of each message: texts delivered to the phone in the 30 days before it, to the second. */
export function dosesOf(world: World): Uint16Array {
  const { people, ledger } = world;
  const before = deliveriesBefore(world);
  return new Uint16Array(ledger.length()).map((_, row) => {
    const { contact, sentS } = messageAt(ledger, row);
    const phone = numberAt(people.phone, contact);
    return before(phone, sentS) - before(phone, sentS - DAYS_30_S);
  });
}

/** Deliveries to a phone before a second. */
export function deliveriesBefore(world: World): (phone: number, seconds: number) => number {
  const { times, starts } = deliveryTimes(world);
  return (phone, seconds) => {
    const first = numberAt(starts, phone);
    let [low, high] = [first, numberAt(starts, phone + 1)];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numberAt(times, middle) < seconds) low = middle + 1;
      else high = middle;
    }
    return low - first;
  };
}

/** Seconds of all deliveries, phone after phone, in order. */
function deliveryTimes({ people, ledger }: World): {
  readonly times: Float64Array;
  readonly starts: Uint32Array;
} {
  const rows = ledger.length();
  const starts = new Uint32Array(people.count + 1);
  const phoneOf = (row: number): number => numberAt(people.phone, numberAt(ledger.contact, row));
  const isDelivered = (row: number): boolean => ledger.failure[row] === 0;
  for (let row = 0; row < rows; row += 1) {
    if (isDelivered(row)) starts[phoneOf(row) + 1] = numberAt(starts, phoneOf(row) + 1) + 1;
  }
  for (let phone = 0; phone < people.count; phone += 1) {
    starts[phone + 1] = numberAt(starts, phone + 1) + numberAt(starts, phone);
  }
  const times = new Float64Array(numberAt(starts, people.count));
  const next = starts.slice();
  for (let row = 0; row < rows; row += 1) {
    if (!isDelivered(row)) continue;
    const at = numberAt(next, phoneOf(row));
    times[at] = numberAt(ledger.sentS, row);
    next[phoneOf(row)] = at + 1;
  }
  for (let phone = 0; phone < people.count; phone += 1) {
    times.subarray(numberAt(starts, phone), numberAt(starts, phone + 1)).sort();
  }
  return { times, starts };
}
