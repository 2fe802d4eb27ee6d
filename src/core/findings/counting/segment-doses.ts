import { type CountedPersons, FIELD, increase, STRIDE } from './counted-persons.ts';
import { createNumberSlots } from './number-slots.ts';
import type { People } from './people.ts';

/** Contacts of a segment that got a recent message: all, those of the panel, whose own dose rose, and whose is high. */
export type RaisedCounts = {
  readonly segment: number;
  readonly contacts: number;
  readonly panelContacts: number;
  readonly raisedContacts: number;
  readonly highContacts: number;
};

export type SegmentDoses = {
  readonly add: (who: number, segment: number, isRecent: boolean, dose: number) => void;
  readonly raised: (people: People) => readonly RaisedCounts[];
};

const SEGMENTS = 2 ** 20;

type Doses = {
  readonly recent: number;
  readonly earlier: number;
  readonly recentDose: number;
  readonly earlierDose: number;
};
type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** By person and segment. Most persons are in one: that stands with the person, the others are looked up. */
export function createSegmentDoses({ from, to, whole }: CountedPersons): SegmentDoses {
  const numbers = createNumberSlots();
  const others = createNumberSlots();
  const sums: Changing<Doses>[] = [];
  const addOther = (key: number, isRecent: boolean, dose: number): void => {
    const slot = others.slotOf(key);
    const sum = sums[slot] ?? { recent: 0, earlier: 0, recentDose: 0, earlierDose: 0 };
    sums[slot] = sum;
    sum[isRecent ? 'recent' : 'earlier'] += 1;
    sum[isRecent ? 'recentDose' : 'earlierDose'] += dose;
  };
  return {
    add: (who, segment, isRecent, dose) => {
      const at = who * STRIDE;
      const number = numbers.slotOf(segment);
      const own = whole[at + FIELD.ownSegment] ?? 0;
      if (own === 0) whole[at + FIELD.ownSegment] = number + 1;
      else if (own !== number + 1) return addOther(who * SEGMENTS + number, isRecent, dose);
      increase(whole, at + (isRecent ? FIELD.ownRecent : FIELD.ownEarlier), 1);
      increase(whole, at + (isRecent ? FIELD.ownRecentDose : FIELD.ownEarlierDose), dose);
    },
    raised: ({ isPanel }) => {
      const found = Array.from({ length: numbers.size() }, (_, at) => emptyCounts(numbers.keyOf(at)));
      const count = (number: number, who: number, doses: Doses): void => {
        const of = found[number];
        if (of !== undefined) countRaised(of, isPanel[who + from] === 1, doses);
      };
      for (let who = 0; who < to - from; who += 1) {
        const own = whole.subarray(who * STRIDE, (who + 1) * STRIDE);
        const [number = 0, recent = 0, earlier = 0, recentDose = 0, earlierDose = 0] = own.subarray(
          FIELD.ownSegment,
        );
        if (recent > 0) count(number - 1, who, { recent, earlier, recentDose, earlierDose });
      }
      for (const [slot, doses] of sums.entries()) {
        const key = others.keyOf(slot);
        count(key % SEGMENTS, Math.floor(key / SEGMENTS), doses);
      }
      return found.filter(({ contacts }) => contacts > 0);
    },
  };
}

function emptyCounts(segment: number): Changing<RaisedCounts> {
  return { segment, contacts: 0, panelContacts: 0, raisedContacts: 0, highContacts: 0 };
}

function countRaised(
  of: Changing<RaisedCounts>,
  isPanel: boolean,
  { recent, earlier, recentDose, earlierDose }: Doses,
): void {
  if (recent === 0) return;
  of.contacts += 1;
  if (!isPanel) return;
  of.panelContacts += 1;
  if (recentDose >= 8 * recent) of.highContacts += 1;
  const rose = earlier === 0 || 4 * recentDose * earlier >= 5 * earlierDose * recent;
  if (recentDose >= 4 * recent && rose) of.raisedContacts += 1;
}
