import { createRandom, type Random } from '../../../src/demo/history/random.ts';
import { numberAt } from './ledger.ts';
import type { SegmentPlan, WorldPlan } from './plan-world.ts';

export const CAUSES = ['none', 'tired', 'lapsed'] as const;
export const NUMBERS = ['good', 'invalid-from', 'landline', 'transient'] as const;
export const CARRIERS = ['Vodafone GB', 'EE', 'O2 GB', 'Three GB'] as const;

/** Contacts by index. Days count from 1970. */
export type People = {
  readonly count: number;
  readonly segment: Uint8Array;
  /** a second audience; 255 = none */
  readonly second: Uint8Array;
  /** index of the phone: two contacts may share one */
  readonly phone: Uint32Array;
  readonly zone: Uint8Array;
  readonly carrier: Uint8Array;
  readonly createdDay: Int32Array;
  /** how often a campaign of the segment reaches the contact, 0 to 1 */
  readonly reach: Float32Array;
  /** logit of clicks, on top of the segment's */
  readonly clicks: Float32Array;
  /** opt-outs per text, as a multiple */
  readonly leaving: Float32Array;
  /** index into CAUSES, in force from a day to another, and what is added to the logit */
  readonly cause: Uint8Array;
  readonly fromDay: Int32Array;
  readonly toDay: Int32Array;
  readonly damping: Float32Array;
  /** index into NUMBERS, in force from a day */
  readonly number: Uint8Array;
  readonly numberFromDay: Int32Array;
};

export const NO_SEGMENT = 255;
const FOREVER = 1_000_000;

export function buildPeople(plan: WorldPlan): People {
  const random = createRandom(`findings/${plan.isNull ? 'null' : 'planted'}/${plan.seed}/people`);
  const people = emptyPeople(plan);
  let index = 0;
  plan.segments.forEach((segment, at) => {
    for (const createdDay of createdDays(plan, segment, random)) {
      people.segment[index] = at;
      people.createdDay[index] = createdDay;
      fillContact(plan, people, { index, segment }, random);
      index += 1;
    }
  });
  sharePhones(people, index, random);
  return { ...people, count: index };
}

function emptyPeople({ segments }: WorldPlan): People {
  // new contacts come on top; nobody gets more than half again as many
  const size = segments.reduce(
    (sum, { contacts, signUps }) => sum + Math.ceil(contacts * (2 + 12 * signUps)),
    0,
  );
  return {
    count: 0,
    segment: new Uint8Array(size),
    second: new Uint8Array(size).fill(NO_SEGMENT),
    phone: new Uint32Array(size),
    zone: new Uint8Array(size),
    carrier: new Uint8Array(size),
    createdDay: new Int32Array(size),
    reach: new Float32Array(size),
    clicks: new Float32Array(size),
    leaving: new Float32Array(size),
    cause: new Uint8Array(size),
    fromDay: new Int32Array(size).fill(FOREVER),
    toDay: new Int32Array(size).fill(FOREVER),
    damping: new Float32Array(size),
    number: new Uint8Array(size),
    numberFromDay: new Int32Array(size).fill(FOREVER),
  };
}

/** The list at the first message, and those who come later. */
function createdDays(plan: WorldPlan, segment: SegmentPlan, random: Random): readonly number[] {
  const firstDay = plan.asOfDay - plan.weeks * 7;
  const days: number[] = [];
  if (segment.isNew) {
    for (let at = 0; at < segment.contacts; at += 1) days.push(plan.asOfDay - 21 + random.below(5));
    return days;
  }
  for (let at = 0; at < segment.contacts; at += 1) days.push(firstDay - 20 - random.below(500));
  for (let week = 0; week < plan.weeks; week += 1) {
    const share = week >= plan.weeks - 10 ? segment.signUps : Math.min(segment.signUps, 0.004);
    const count = Math.floor(segment.contacts * share + random.next());
    for (let at = 0; at < count; at += 1) days.push(firstDay + week * 7 + random.below(7));
  }
  return days;
}

function fillContact(
  plan: WorldPlan,
  people: People,
  { index, segment }: { readonly index: number; readonly segment: SegmentPlan },
  random: Random,
): void {
  const reach = 0.55 + 0.45 * random.next();
  people.reach[index] = reach;
  people.zone[index] = chooseZone(plan, random);
  people.carrier[index] = [0, 0, 0, 0, 1, 1, 1, 2, 2, 3][random.below(10)] ?? 0;
  const isDiluting = segment.kind === 'diluted' && (people.createdDay[index] ?? 0) > plan.asOfDay - 70;
  // some never click; better customers get a little more
  const isSilent = random.next() < 0.12;
  people.clicks[index] = isSilent
    ? -4
    : 0.65 * random.normal() - 0.1 + 0.6 * (reach - 0.775) - (isDiluting ? 0.9 : 0);
  people.leaving[index] = random.around(1, 0.5);
  people.second[index] = secondAudience(plan, segment, random);
  plantNumber(plan, people, index, random);
  plantCause(plan, people, { index, segment, reach }, random);
}

function chooseZone({ zones }: WorldPlan, random: Random): number {
  let draw = random.next();
  const at = zones.findIndex(({ share }) => {
    draw -= share;
    return draw < 0;
  });
  return Math.max(0, at);
}

/** Most of those who stand in a second audience stand in one that gets many texts. */
function secondAudience(plan: WorldPlan, segment: SegmentPlan, random: Random): number {
  const isElsewhere = random.next() < segment.alsoElsewhere;
  const busy = plan.segments.flatMap(({ kind }, at) =>
    kind === 'high-tolerant' || kind === 'tripled-tolerant' ? [at] : [],
  );
  const drawn =
    segment.alsoElsewhere > 0.1 ? busy[random.below(busy.length)] : random.below(plan.segments.length);
  if (!isElsewhere || drawn === undefined) return NO_SEGMENT;
  const other = plan.segments[drawn];
  return other === undefined || other.isNew || other.id === segment.id ? NO_SEGMENT : drawn;
}

function plantNumber(plan: WorldPlan, people: People, index: number, random: Random): void {
  const draw = random.next();
  const day = plan.asOfDay - plan.weeks * 7 + 14 + random.below(plan.weeks * 7 - 42);
  if (draw < 0.015) set('invalid-from', day);
  else if (draw < 0.02) set('landline', 0);
  else if (draw < 0.05) set('transient', day);
  function set(kind: (typeof NUMBERS)[number], fromDay: number): void {
    people.number[index] = NUMBERS.indexOf(kind);
    people.numberFromDay[index] = fromDay;
  }
}

/** Those who get more of the texts tire sooner. A few stop clicking anywhere, for reasons of their own. */
function plantCause(
  plan: WorldPlan,
  people: People,
  {
    index,
    segment,
    reach,
  }: { readonly index: number; readonly segment: SegmentPlan; readonly reach: number },
  random: Random,
): void {
  const share = segment.tired * (0.6 + (0.8 * (reach - 0.55)) / 0.45);
  const [isTired, isLapsed, draw, depth] = [
    random.next() < share,
    random.next() < 0.04,
    random.next(),
    random.next(),
  ];
  const firstDay = plan.asOfDay - plan.weeks * 7;
  people.damping[index] = Math.log(0.06 + 0.34 * depth);
  if (isTired && segment.tiring !== 'never') {
    const [from, to] = tiringDays(plan, segment, draw);
    people.cause[index] = CAUSES.indexOf(segment.tiring === 'lost-interest' ? 'lapsed' : 'tired');
    people.fromDay[index] = firstDay + from;
    people.toDay[index] = firstDay + to;
  } else if (isLapsed && !plan.isNull) {
    people.cause[index] = CAUSES.indexOf('lapsed');
    people.fromDay[index] = firstDay + Math.floor(draw * plan.weeks * 7);
    people.damping[index] = Math.log(0.05 + 0.1 * depth);
  }
}

/** Days since the first message, [from, to). */
function tiringDays(
  { weeks }: WorldPlan,
  { tiring, riseWeek }: SegmentPlan,
  draw: number,
): readonly [number, number] {
  switch (tiring) {
    case 'after-rise':
      return [riseWeek * 7 + 5 + Math.floor(draw * 14), FOREVER];
    case 'all-along':
      return [14 + Math.floor(draw * (weeks * 7 - 35)), FOREVER];
    case 'in-hump':
      return [49 + Math.floor(draw * 14), (weeks - 13) * 7];
    case 'lost-interest':
      return [(weeks - 11) * 7 + Math.floor(draw * 28), FOREVER];
    case 'never':
      return [FOREVER, FOREVER];
  }
}

/** One contact in a hundred is a second row of a person, with the phone in another notation. */
function sharePhones(people: People, count: number, random: Random): void {
  for (let index = 0; index < count; index += 1) {
    people.phone[index] = index;
    if (index <= 50 || random.next() >= 0.01) continue;
    const original = numberAt(people.phone, index - 1 - random.below(40));
    people.phone[index] = original;
    const { zone, carrier, createdDay, cause, fromDay, toDay, damping, number, numberFromDay } = people;
    for (const values of [zone, carrier, createdDay, cause, fromDay, toDay, damping, number, numberFromDay]) {
      values[index] = numberAt(values, original);
    }
  }
}
