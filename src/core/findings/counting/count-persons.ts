import { type MessageBlock, OUTCOME } from './block.ts';
import { createNumberSlots } from './number-slots.ts';
import { DAY_SECONDS, type Moments, type People, weeksAgoOf } from './people.ts';

/** What is to be expected of a delivered message, thousand-millionths. */
export type NanoRates = {
  readonly click: (campaign: number, segment: number, weeksAgo: number) => number;
  readonly optOut: (campaign: number, segment: number, weeksAgo: number) => number;
};

/** Persons `from` to `to` (exclusive) by their number less `from`; who got nothing has `lastSentS` 0. */
export type CountedPersons = {
  readonly from: number;
  readonly to: number;
  readonly lastSentS: Uint32Array;
  /** segments.id of the last delivered message */
  readonly segment: Uint32Array;
  readonly recent: Uint32Array;
  readonly earlier: Uint32Array;
  readonly clickedRecent: Uint32Array;
  readonly clickedEarlier: Uint32Array;
  /** whole thousand-millionths: sums of them are exact */
  readonly expectedRecent: Float64Array;
  readonly expectedEarlier: Float64Array;
  readonly dose7: Uint32Array;
  readonly dose30: Uint32Array;
  readonly dose90: Uint32Array;
};

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
  range: { readonly from: number; readonly to: number },
): PersonCounter {
  const persons = emptyPersons(range);
  const inSegments = createSegmentDoses();
  return {
    persons,
    add: (block) => addBlock(block, moments, rates, persons, inSegments),
    raised: (people) => inSegments.raised(people),
  };
}

function emptyPersons({ from, to }: { readonly from: number; readonly to: number }): CountedPersons {
  const size = Math.max(0, to - from);
  const whole = (): Uint32Array => new Uint32Array(size);
  return {
    from,
    to,
    lastSentS: whole(),
    segment: whole(),
    recent: whole(),
    earlier: whole(),
    clickedRecent: whole(),
    clickedEarlier: whole(),
    expectedRecent: new Float64Array(size),
    expectedEarlier: new Float64Array(size),
    dose7: whole(),
    dose30: whole(),
    dose90: whole(),
  };
}

function addBlock(
  { size, campaigns, segments, person, sentS, pair, dose, outcome }: MessageBlock,
  moments: Moments,
  rates: NanoRates,
  persons: CountedPersons,
  inSegments: SegmentDoses,
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
    noteLast(persons, who, sent, segment);
    noteDose(persons, who, moments.asOfS - sent);
    if (sent > moments.matureS) continue;
    const isRecent = sent >= moments.recentS;
    const clicked = (came & OUTCOME.clicked) > 0 ? 1 : 0;
    noteMessage(persons, who, isRecent, clicked, rateOf(at, weeksAgoOf(moments, sent)));
    inSegments.add(who + from, segment, isRecent, dose[i] ?? 0);
  }
}

function noteMessage(
  persons: CountedPersons,
  who: number,
  isRecent: boolean,
  clicked: number,
  nano: number,
): void {
  increase(isRecent ? persons.recent : persons.earlier, who, 1);
  increase(isRecent ? persons.clickedRecent : persons.clickedEarlier, who, clicked);
  increase(isRecent ? persons.expectedRecent : persons.expectedEarlier, who, nano);
}

function increase(column: Uint32Array | Float64Array, at: number, by: number): void {
  column[at] = (column[at] ?? 0) + by;
}

/** Of two messages of one second the segment with the higher number is the last. */
function noteLast({ lastSentS, segment }: CountedPersons, who: number, sent: number, of: number): void {
  const last = lastSentS[who] ?? 0;
  if (sent < last || (sent === last && of <= (segment[who] ?? 0))) return;
  lastSentS[who] = sent;
  segment[who] = of;
}

function noteDose({ dose7, dose30, dose90 }: CountedPersons, who: number, age: number): void {
  if (age <= 90 * DAY_SECONDS) increase(dose90, who, 1);
  if (age <= 30 * DAY_SECONDS) increase(dose30, who, 1);
  if (age <= 7 * DAY_SECONDS) increase(dose7, who, 1);
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
  readonly add: (person: number, segment: number, isRecent: boolean, dose: number) => void;
  readonly raised: (people: People) => readonly RaisedCounts[];
};

const SEGMENTS = 2 ** 20;

function createSegmentDoses(): SegmentDoses {
  const slots = createNumberSlots();
  const numbers = createNumberSlots();
  let sums = { messages: new Uint32Array(2_048), doses: new Uint32Array(2_048) };
  return {
    add: (person, segment, isRecent, dose) => {
      const at = 2 * slots.slotOf(person * SEGMENTS + numbers.slotOf(segment)) + (isRecent ? 1 : 0);
      if (at >= sums.messages.length - 1)
        sums = { messages: doubled(sums.messages), doses: doubled(sums.doses) };
      increase(sums.messages, at, 1);
      increase(sums.doses, at, dose);
    },
    raised: (people) => {
      const found = Array.from({ length: numbers.size() }, (_, at) => ({
        segment: numbers.keyOf(at),
        contacts: 0,
        panelContacts: 0,
        raisedContacts: 0,
        highContacts: 0,
      }));
      for (let slot = 0; slot < slots.size(); slot += 1) {
        const [earlier = 0, recent = 0] = sums.messages.subarray(2 * slot, 2 * slot + 2);
        const [earlierDose = 0, recentDose = 0] = sums.doses.subarray(2 * slot, 2 * slot + 2);
        const key = slots.keyOf(slot);
        const of = found[key % SEGMENTS];
        if (recent === 0 || of === undefined) continue;
        of.contacts += 1;
        if (people.isPanel[Math.floor(key / SEGMENTS)] !== 1) continue;
        of.panelContacts += 1;
        if (recentDose >= 8 * recent) of.highContacts += 1;
        const rose = earlier === 0 || 4 * recentDose * earlier >= 5 * earlierDose * recent;
        if (recentDose >= 4 * recent && rose) of.raisedContacts += 1;
      }
      return found.filter(({ contacts }) => contacts > 0);
    },
  };
}

function doubled(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * column.length);
  larger.set(column);
  return larger;
}
