import type { Country } from './phone-number.ts';
import { DAY_S, type HistoryPlan } from './plan.ts';
import { createRandom } from './random.ts';

/** Why a number does not work. `transient` looks like `dead` for a while and is not. */
export const NUMBER_TROUBLES = ['none', 'landline', 'wrong', 'dead', 'transient'] as const;

/** Column by column, so that a million contacts are some 30 MB; the index is the contact's number. */
export type People = {
  readonly count: number;
  readonly segment: Uint8Array;
  /** index into the plan's countries */
  readonly country: Uint8Array;
  /** index into ZONES; 255 = not known */
  readonly zone: Uint8Array;
  readonly carrier: Uint8Array;
  readonly createdS: Uint32Array;
  readonly trouble: Uint8Array;
  /** start and end of the trouble */
  readonly troubleFromS: Uint32Array;
  readonly troubleToS: Uint32Array;
  /** how much more or less than others this person clicks */
  readonly interest: Float32Array;
  /** 1 = the phone fetches a preview of every link */
  readonly previews: Uint8Array;
  /** opted out in [outS, inS); 0 = never */
  readonly outS: Uint32Array;
  readonly inS: Uint32Array;
  /** numbers of the contacts of each segment */
  readonly members: readonly Uint32Array[];
};

export const ZONES = [
  'Europe/Oslo',
  'Europe/Stockholm',
  'Europe/Copenhagen',
  'Europe/London',
  'America/New_York',
  'Asia/Dubai',
  'Asia/Kolkata',
] as const;

export const CARRIERS: Readonly<Record<Country, readonly string[]>> = {
  NO: ['Telenor NO', 'Telia NO', 'Ice NO'],
  SE: ['Telia SE', 'Tele2 SE', 'Telenor SE', 'Tre SE'],
  DK: ['TDC DK', 'Telenor DK', 'Telia DK'],
  GB: ['EE GB', 'O2 GB', 'Vodafone GB'],
};

const THREE_YEARS_S = 3 * 365 * DAY_S;
const FOREVER_S = 0xffff_ffff;

export function createPeople(plan: HistoryPlan, seed: string): People {
  const { contacts: count } = plan;
  const bytes = (): Uint8Array => new Uint8Array(count);
  const times = (): Uint32Array => new Uint32Array(count);
  const people = {
    count,
    segment: bytes(),
    country: bytes(),
    zone: bytes(),
    carrier: bytes(),
    createdS: times(),
    trouble: bytes(),
    troubleFromS: times(),
    troubleToS: times(),
    interest: new Float32Array(count),
    previews: bytes(),
    outS: times(),
    inS: times(),
  };
  const random = createRandom(`${seed}/people`);
  const oldCount = Math.round(count * (1 - plan.joining));
  for (let contact = 0; contact < count; contact += 1) {
    const isNew = contact >= oldCount;
    people.createdS[contact] = joinedAt(plan, contact, oldCount);
    people.segment[contact] = pickShare(
      plan.segments.map((segment) => (isNew ? segment.newShare : segment.share)),
      random.next(),
    );
    fillOrigin(plan, people, contact, random);
    fillTrouble(plan, people, contact, random);
    people.interest[contact] = Math.min(4, random.around(0.72, 0.75));
    people.previews[contact] = random.next() < 0.16 ? 1 : 0;
  }
  return { ...people, members: groupBySegment(people.segment, plan.segments.length) };
}

/** Contacts are numbered in the order in which they joined: before the history, then evenly through it. */
function joinedAt(plan: HistoryPlan, contact: number, oldCount: number): number {
  if (contact < oldCount) return Math.floor(plan.startS - THREE_YEARS_S * (1 - contact / oldCount) - 1);
  const newCount = plan.contacts - oldCount;
  return Math.floor(plan.startS + ((plan.endS - plan.startS) * (contact - oldCount)) / newCount);
}

type Columns = Omit<People, 'members'>;

function fillOrigin(
  plan: HistoryPlan,
  people: Columns,
  contact: number,
  random: ReturnType<typeof createRandom>,
): void {
  const country = pickShare(
    plan.countries.map(({ share }) => share),
    random.next(),
  );
  const home = plan.countries[country];
  const abroad = random.next();
  const zone = abroad < 0.02 ? 4 + random.below(3) : ZONES.findIndex((name) => name === home?.timezone);
  people.country[contact] = country;
  people.zone[contact] = abroad > 0.985 ? 255 : zone;
  // The first operator of a country has the most customers.
  const carriers = home === undefined ? 1 : CARRIERS[home.country].length;
  people.carrier[contact] = Math.floor(random.next() ** 1.5 * carriers);
}

function fillTrouble(
  plan: HistoryPlan,
  people: Columns,
  contact: number,
  random: ReturnType<typeof createRandom>,
): void {
  const luck = random.next();
  const when = plan.startS + random.next() * (plan.endS - plan.startS);
  people.troubleToS[contact] = FOREVER_S;
  if (luck < 0.004) people.trouble[contact] = NUMBER_TROUBLES.indexOf('landline');
  else if (luck < 0.007) people.trouble[contact] = NUMBER_TROUBLES.indexOf('wrong');
  else if (luck < 0.021) {
    people.trouble[contact] = NUMBER_TROUBLES.indexOf('dead');
    people.troubleFromS[contact] = Math.floor(when);
  } else if (luck < 0.029) {
    people.trouble[contact] = NUMBER_TROUBLES.indexOf('transient');
    people.troubleFromS[contact] = Math.floor(when);
    people.troubleToS[contact] = Math.floor(when + (10 + 20 * random.next()) * DAY_S);
  }
}

function pickShare(shares: readonly number[], luck: number): number {
  let rest = luck * shares.reduce((sum, share) => sum + share, 0);
  for (let index = 0; index < shares.length - 1; index += 1) {
    rest -= shares[index] ?? 0;
    if (rest < 0) return index;
  }
  return shares.length - 1;
}

function groupBySegment(segment: Uint8Array, segments: number): readonly Uint32Array[] {
  const sizes = new Uint32Array(segments);
  for (const index of segment) sizes[index] = (sizes[index] ?? 0) + 1;
  const members = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(segments);
  for (let contact = 0; contact < segment.length; contact += 1) {
    const index = segment[contact] ?? 0;
    const place = filled[index] ?? 0;
    const list = members[index];
    if (list !== undefined) list[place] = contact;
    filled[index] = place + 1;
  }
  return members;
}
