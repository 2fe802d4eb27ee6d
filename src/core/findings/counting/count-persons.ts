import { type MessageBlock, OUTCOME } from './block.ts';
import { createNumberSlots } from './number-slots.ts';
import { DAY_SECONDS, type Moments, type People, weeksAgoOf } from './people.ts';

/** What is to be expected of a delivered message, thousand-millionths. */
export type NanoRates = {
  readonly click: (campaign: number, segment: number, weeksAgo: number) => number;
  readonly optOut: (campaign: number, segment: number, weeksAgo: number) => number;
};

/**
 * Persons `from` to `to` (exclusive). What is known of one lies together, at its number less `from`, times STRIDE: the
 * messages of a block are of persons all over the list, and each costs one look into memory.
 */
export type CountedPersons = {
  readonly from: number;
  readonly to: number;
  /** places of FIELD; who got nothing has `lastSentS` 0 */
  readonly whole: Uint32Array;
  /** clicks to expect of the recent and of the earlier messages, whole thousand-millionths: sums of them are exact */
  readonly expected: Float64Array;
};

/** One line of the processor's cache a person. */
export const STRIDE = 16;

export const FIELD = {
  lastSentS: 0,
  /** segments.id of the last delivered message */
  segment: 1,
  recent: 2,
  earlier: 3,
  clickedRecent: 4,
  clickedEarlier: 5,
  dose7: 6,
  dose30: 7,
  dose90: 8,
  /** of the segment of the first message that was counted: its number counted off, plus 1; messages, and sums of doses */
  ownSegment: 9,
  ownRecent: 10,
  ownEarlier: 11,
  ownRecentDose: 12,
  ownEarlierDose: 13,
} as const;

export function fieldOf({ whole }: CountedPersons, who: number, field: number): number {
  return whole[who * STRIDE + field] ?? 0;
}

export function expectedRecent({ expected }: CountedPersons, who: number): number {
  return expected[2 * who] ?? 0;
}

export function expectedEarlier({ expected }: CountedPersons, who: number): number {
  return expected[2 * who + 1] ?? 0;
}

/** Contacts of a segment that got a recent message: all, those of the panel, whose own dose rose, and whose is high. */
export type RaisedCounts = {
  readonly segment: number;
  readonly contacts: number;
  readonly panelContacts: number;
  readonly raisedContacts: number;
  readonly highContacts: number;
};

export type PersonCounter = {
  readonly add: (block: MessageBlock) => void;
  readonly persons: CountedPersons;
  readonly raised: (people: People) => readonly RaisedCounts[];
};

export function createPersonCounter(
  moments: Moments,
  rates: NanoRates,
  { from, to }: { readonly from: number; readonly to: number },
): PersonCounter {
  const size = Math.max(0, to - from);
  const persons = { from, to, whole: new Uint32Array(STRIDE * size), expected: new Float64Array(2 * size) };
  const doses = createSegmentDoses(persons);
  return {
    persons,
    add: (block) => addBlock(block, moments, rates, persons, doses),
    raised: (people) => doses.raised(people),
  };
}

function addBlock(
  { size, campaigns, segments, person, sentS, pair, dose, outcome }: MessageBlock,
  moments: Moments,
  rates: NanoRates,
  persons: CountedPersons,
  doses: SegmentDoses,
): void {
  const { from, to } = persons;
  const rateOf = ratesOnce(campaigns, segments, rates.click);
  const isIn = (who: number, sent: number): boolean =>
    who >= 0 && who < to - from && sent >= moments.firstS && sent < moments.asOfS;
  for (let i = 0; i < size; i += 1) {
    const who = (person[i] ?? 0) - from;
    const sent = sentS[i] ?? 0;
    const came = outcome[i] ?? 0;
    if ((came & OUTCOME.delivered) === 0 || !isIn(who, sent)) continue;
    const at = pair[i] ?? 0;
    const segment = segments[at] ?? 0;
    noteSending(persons.whole, who * STRIDE, sent, segment, moments.asOfS - sent);
    if (sent > moments.matureS) continue;
    const isRecent = sent >= moments.recentS;
    const clicked = (came & OUTCOME.clicked) > 0 ? 1 : 0;
    noteMessage(persons, who, isRecent, clicked, rateOf(at, weeksAgoOf(moments, sent)));
    doses.add(who, segment, isRecent, dose[i] ?? 0);
  }
}

function noteMessage(
  { whole, expected }: CountedPersons,
  who: number,
  isRecent: boolean,
  clicked: number,
  nano: number,
): void {
  increase(whole, who * STRIDE + (isRecent ? FIELD.recent : FIELD.earlier), 1);
  increase(whole, who * STRIDE + (isRecent ? FIELD.clickedRecent : FIELD.clickedEarlier), clicked);
  const place = 2 * who + (isRecent ? 0 : 1);
  expected[place] = (expected[place] ?? 0) + nano;
}

function increase(column: Uint32Array, at: number, by: number): void {
  column[at] = (column[at] ?? 0) + by;
}

/** Of two messages of one second the segment with the higher number is the last. */
function noteSending(whole: Uint32Array, at: number, sent: number, segment: number, age: number): void {
  const last = whole[at + FIELD.lastSentS] ?? 0;
  if (sent > last || (sent === last && segment > (whole[at + FIELD.segment] ?? 0))) {
    whole[at + FIELD.lastSentS] = sent;
    whole[at + FIELD.segment] = segment;
  }
  if (age > 90 * DAY_SECONDS) return;
  increase(whole, at + FIELD.dose90, 1);
  if (age <= 30 * DAY_SECONDS) increase(whole, at + FIELD.dose30, 1);
  if (age <= 7 * DAY_SECONDS) increase(whole, at + FIELD.dose7, 1);
}

const WEEKS = 64;

/** Asks once a block for each campaign, segment and week. */
export function ratesOnce(
  campaigns: Uint32Array,
  segments: Uint32Array,
  rate: NanoRates['click'],
): (pair: number, weeksAgo: number) => number {
  const known = new Float64Array(campaigns.length * WEEKS).fill(Number.NaN);
  return (pair, weeksAgo) => {
    const at = pair * WEEKS + weeksAgo;
    const value = known[at] ?? Number.NaN;
    if (!Number.isNaN(value)) return value;
    const asked = rate(campaigns[pair] ?? 0, segments[pair] ?? 0, weeksAgo);
    known[at] = asked;
    return asked;
  };
}

type SegmentDoses = {
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
function createSegmentDoses({ from, to, whole }: CountedPersons): SegmentDoses {
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
