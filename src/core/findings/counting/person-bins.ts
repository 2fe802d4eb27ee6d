import type { ContactBin } from '../contact-fatigue/contact-bin.ts';
import { bandOf } from './count-dose-cells.ts';
import { type CountedPersons, expectedEarlier, expectedRecent, FIELD, fieldOf } from './counted-persons.ts';
import { createNumberSlots } from './number-slots.ts';
import type { People } from './people.ts';
import { roundEven } from './round-even.ts';

/** As a ContactBin, by our number of the segment. */
export type NumberedBin = Omit<ContactBin, 'segment'> & { readonly segment: number };

const LEAST_DOSE = 4;
const MOST_RECENT = 8;
const MOST_EARLIER = 30;
const STEPS = 512;
const STEP_ZERO = 256;

/** Alike persons together, from as many slices of persons as are added. */
export function createBinCounter(people: People): {
  readonly add: (persons: CountedPersons) => void;
  readonly bins: () => readonly NumberedBin[];
} {
  const slots = createNumberSlots();
  const contacts: number[] = [];
  return {
    add: (persons) => {
      for (let who = 0; who < persons.to - persons.from; who += 1) {
        const key = binKeyOf(persons, people, who);
        if (key === null) continue;
        const slot = slots.slotOf(key);
        contacts[slot] = (contacts[slot] ?? 0) + 1;
      }
    },
    bins: () => contacts.map((count, slot) => ({ ...binOfKey(slots.keyOf(slot)), contacts: count })),
  };
}

/** Number of the bin of a person; null = not reached lately, or not to be reached. */
export function binKeyOf(persons: CountedPersons, people: People, who: number): number | null {
  const dose = fieldOf(persons, who, FIELD.dose30);
  const isIn =
    dose >= LEAST_DOSE &&
    fieldOf(persons, who, FIELD.recent) > 0 &&
    people.isReachable[who + persons.from] === 1;
  if (!isIn) return null;
  return keyOfBin({
    segment: fieldOf(persons, who, FIELD.segment),
    band: bandOf(dose),
    clickedRecent: Math.min(fieldOf(persons, who, FIELD.clickedRecent), MOST_RECENT),
    clickedBaseline: Math.min(fieldOf(persons, who, FIELD.clickedEarlier), MOST_EARLIER),
    recentStep: stepOf(expectedRecent(persons, who)),
    baselineStep: stepOf(expectedEarlier(persons, who)),
  });
}

export function keyOfBin(bin: Omit<NumberedBin, 'contacts'>): number {
  let key = bin.segment * 4 + bin.band;
  key = key * (MOST_RECENT + 1) + bin.clickedRecent;
  key = key * (MOST_EARLIER + 1) + bin.clickedBaseline;
  key = key * STEPS + bin.recentStep + STEP_ZERO;
  return key * STEPS + bin.baselineStep + STEP_ZERO;
}

function binOfKey(key: number): Omit<NumberedBin, 'contacts'> {
  let rest = key;
  const next = (places: number): number => {
    const digit = rest % places;
    rest = Math.floor(rest / places);
    return digit;
  };
  const baselineStep = next(STEPS) - STEP_ZERO;
  const recentStep = next(STEPS) - STEP_ZERO;
  const clickedBaseline = next(MOST_EARLIER + 1);
  const clickedRecent = next(MOST_RECENT + 1);
  const band = next(4);
  return { segment: rest, band, clickedRecent, clickedBaseline, recentStep, baselineStep };
}

/** round(4 ln(expected clicks)); of nothing that of the least that can be written down. */
function stepOf(nano: number): number {
  return roundEven(4 * Math.log(Math.max(nano, 1) / 1e9));
}
