import type { ContactBin } from '../../src/core/findings/contact-fatigue/contact-bin.ts';
import type { EngagementFits } from '../../src/core/findings/engagement/engagement-fit.ts';
import { expectedRate } from '../../src/core/findings/engagement/expected-rate.ts';
import { DOSE_BANDS, type DoseCell } from '../../src/core/findings/history.ts';
import { type Message, messageAt, numberAt } from './world/ledger.ts';
import type { World } from './world/send.ts';
import {
  isClicked,
  isMature,
  isOfPanel,
  isOptedOut,
  isRecent,
  type Shown,
  weeksAgoOf,
} from './world/shown.ts';

/** Persons by index of their phone, as store/findings counts them. */
export type Persons = {
  /** of the last delivered message; 255 = nothing was ever delivered */
  readonly segment: Uint8Array;
  readonly recent: Float64Array;
  readonly clickedRecent: Float64Array;
  readonly clickedEarlier: Float64Array;
  readonly expectedRecent: Float64Array;
  readonly expectedEarlier: Float64Array;
  readonly dose30: Float64Array;
  readonly hasLeft: Uint8Array;
};

const NOBODY = 255;
const DAYS_30_S = 30 * 86_400;

export type Rates = (message: Message) => { readonly click: number; readonly optOut: number };

/** What the model expects of a message, kept by campaign, segment and week. */
export function ratesOf(world: World, fits: EngagementFits): Rates {
  const known = new Map<number, { readonly click: number; readonly optOut: number }>();
  return (message) => {
    const weeksAgo = weeksAgoOf(world, message);
    const key = (message.campaign * 64 + message.segment) * 128 + weeksAgo;
    const rate = known.get(key);
    if (rate !== undefined) return rate;
    const campaign = world.campaigns[message.campaign]?.id ?? '';
    const segment = world.plan.segments[message.segment]?.id ?? '';
    const made = {
      click: expectedRate(fits.clicks, campaign, segment, weeksAgo),
      optOut: expectedRate(fits.optOuts, campaign, segment, weeksAgo),
    };
    known.set(key, made);
    return made;
  };
}

export function countPersons(world: World, shown: Shown, rates: Rates): Persons {
  const { people, ledger } = world;
  const size = people.count;
  const persons: Persons = {
    segment: new Uint8Array(size).fill(NOBODY),
    recent: new Float64Array(size),
    clickedRecent: new Float64Array(size),
    clickedEarlier: new Float64Array(size),
    expectedRecent: new Float64Array(size),
    expectedEarlier: new Float64Array(size),
    dose30: new Float64Array(size),
    hasLeft: new Uint8Array(size),
  };
  for (const row of shown.rows) {
    const message = messageAt(ledger, row);
    if (message.failure !== 0) continue;
    const person = numberAt(people.phone, message.contact);
    persons.segment[person] = message.segment;
    if (message.sentS >= shown.asOfS - DAYS_30_S) add(persons.dose30, person, 1);
    if (isOptedOut(shown, message)) persons.hasLeft[person] = 1;
    const isLate = isRecent(world, message);
    if (isLate && !isMature(shown, message.sentS)) continue;
    if (isLate) add(persons.recent, person, 1);
    add(isLate ? persons.clickedRecent : persons.clickedEarlier, person, isClicked(shown, message) ? 1 : 0);
    add(isLate ? persons.expectedRecent : persons.expectedEarlier, person, rates(message).click);
  }
  return persons;
}

function add(values: Float64Array, index: number, value: number): void {
  values[index] = numberAt(values, index) + value;
}

export function bandOf(dose: number): number {
  return DOSE_BANDS.findIndex(({ to }) => to === null || dose <= to);
}

/** The bin of a person; null = in none (left, or too few texts). */
export function binOf(world: World, persons: Persons, person: number): Omit<ContactBin, 'contacts'> | null {
  const dose = numberAt(persons.dose30, person);
  if (numberAt(persons.segment, person) === NOBODY || persons.hasLeft[person] === 1) return null;
  if (dose < 4 || persons.recent[person] === 0 || world.people.number[person] === LANDLINE) return null;
  return {
    segment: world.plan.segments[numberAt(persons.segment, person)]?.id ?? '',
    band: bandOf(dose),
    clickedRecent: Math.min(8, numberAt(persons.clickedRecent, person)),
    clickedBaseline: Math.min(30, numberAt(persons.clickedEarlier, person)),
    recentStep: stepOf(numberAt(persons.expectedRecent, person)),
    baselineStep: stepOf(numberAt(persons.expectedEarlier, person)),
  };
}

const LANDLINE = 2;

function stepOf(expected: number): number {
  return Math.round(4 * Math.log(Math.max(expected, 1e-9)));
}

export function binKey(bin: Omit<ContactBin, 'contacts'>): string {
  const { segment, band, clickedRecent, clickedBaseline, recentStep, baselineStep } = bin;
  return [segment, band, clickedRecent, clickedBaseline, recentStep, baselineStep].join(' ');
}

export function binsOf(world: World, persons: Persons): readonly ContactBin[] {
  const bins = new Map<string, ContactBin>();
  for (let person = 0; person < world.people.count; person += 1) {
    const bin = binOf(world, persons, person);
    if (bin === null) continue;
    const key = binKey(bin);
    bins.set(key, { ...bin, contacts: (bins.get(key)?.contacts ?? 0) + 1 });
  }
  return [...bins].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bin]) => bin);
}

type Usual = { readonly shape: number; readonly level: number };

export function doseCellsOf(
  world: World,
  shown: Shown,
  persons: Persons,
  rates: Rates,
  usual: Usual,
): readonly DoseCell[] {
  const { plan, people, ledger } = world;
  const cells = new Map<number, { -readonly [Key in keyof DoseCell]: DoseCell[Key] }>();
  for (const row of shown.rows) {
    const message = messageAt(ledger, row);
    const isCounted = message.failure === 0 && isRecent(world, message) && isMature(shown, message.sentS);
    if (!isCounted || !isOfPanel(world, message.contact)) continue;
    const person = numberAt(people.phone, message.contact);
    const band = bandOf(numberAt(shown.dose, row));
    const key = message.segment * 8 + band;
    const cell = cells.get(key) ?? { segment: plan.segments[message.segment]?.id ?? '', band, ...NOTHING };
    cells.set(key, cell);
    const { click, optOut } = rates(message);
    const before = usual.level * numberAt(persons.expectedEarlier, person);
    cell.delivered += 1;
    cell.clicked += isClicked(shown, message) ? 1 : 0;
    cell.optedOut += isOptedOut(shown, message) ? 1 : 0;
    cell.plainClicked += click;
    cell.expectedClicked +=
      (click * (usual.shape + numberAt(persons.clickedEarlier, person))) / (usual.shape + before);
    cell.expectedOptedOut += optOut;
  }
  return [...cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
}

const NOTHING = {
  delivered: 0,
  clicked: 0,
  expectedClicked: 0,
  plainClicked: 0,
  optedOut: 0,
  expectedOptedOut: 0,
};
