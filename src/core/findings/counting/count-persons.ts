import { type MessageBlock, OUTCOME } from './block.ts';
import {
  type CountedPersons,
  EARLIER,
  FIELD,
  increase,
  RECENT,
  STRIDE,
  WIDE_STRIDE,
} from './counted-persons.ts';
import { DAY_SECONDS, type Moments, type People, weeksAgoOf } from './people.ts';
import { type BlockRate, type NanoRates, ratesOnce } from './rates-once.ts';
import { createSegmentDoses, type RaisedCounts, type SegmentDoses } from './segment-doses.ts';

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
  const expected = new Float64Array(WIDE_STRIDE * size);
  const persons = { from, to, whole: new Uint32Array(expected.buffer), expected };
  const doses = createSegmentDoses(persons);
  const ratesOf = ratesOnce(rates.click);
  return {
    persons,
    add: (block) => {
      const rateOf = ratesOf(block.campaigns, block.segments);
      for (let first = 0; first < block.size; first += AT_ONCE) {
        const part = { first, last: Math.min(first + AT_ONCE, block.size) };
        fetchPersons(block, part, persons);
        addPart(block, part, moments, rateOf, persons, doses);
      }
    },
    raised: (people) => doses.raised(people),
  };
}

/** Messages whose persons fit into the processor's cache. */
const AT_ONCE = 1_024;

type BlockPart = { readonly first: number; readonly last: number };

const fetched = new Float64Array(1);

/**
 * Looks at each person of some messages and does nothing else: so many looks into memory go on at once. One by one, as the
 * counting needs them, each would wait for the one before.
 */
function fetchPersons(
  { person }: MessageBlock,
  { first, last }: BlockPart,
  { from, to, whole, expected }: CountedPersons,
): void {
  let seen = 0;
  for (let i = first; i < last; i += 1) {
    const who = (person[i] ?? 0) - from;
    if (who < 0 || who >= to - from) continue;
    seen += (whole[who * STRIDE] ?? 0) + (expected[who * WIDE_STRIDE + EARLIER] ?? 0);
  }
  // kept, or the looks would be left out
  fetched[0] = seen;
}

function addPart(
  { segments, person, sentS, pair, dose, outcome }: MessageBlock,
  { first, last }: BlockPart,
  moments: Moments,
  rateOf: BlockRate,
  persons: CountedPersons,
  doses: SegmentDoses,
): void {
  const { from, to } = persons;
  const isIn = (who: number, sent: number): boolean =>
    who >= 0 && who < to - from && sent >= moments.firstS && sent < moments.asOfS;
  for (let i = first; i < last; i += 1) {
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
  const place = who * WIDE_STRIDE + (isRecent ? RECENT : EARLIER);
  expected[place] = (expected[place] ?? 0) + nano;
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
