import type { FoundInWorld } from '../find-in-world.ts';
import { bandOf } from '../persons-of-world.ts';
import { deliveriesBefore } from '../world/dose.ts';
import { messageAt, numberAt } from '../world/ledger.ts';
import { CAUSES } from '../world/people.ts';
import type { World } from '../world/send.ts';

export type ContactScore = {
  readonly flagged: number;
  /** of the flagged: tired by texts; and tired, or lapsed for another reason */
  readonly tired: number;
  readonly anyProblem: number;
  /** of the tired who can still be reached and get 9 texts a month or more */
  readonly tiredInAll: number;
  /** clicks of the flagged in the 28 days after, and what as many texts brought from unflagged of the segment and dose */
  readonly clicked: number;
  readonly expected: number;
};

export const NO_CONTACTS: ContactScore = {
  flagged: 0,
  tired: 0,
  anyProblem: 0,
  tiredInAll: 0,
  clicked: 0,
  expected: 0,
};

const LEAST_DOSE = 9;

export function scoreContacts(world: World, { flags }: FoundInWorld): ContactScore {
  const { plan, people } = world;
  const doseOf = dosesAtMoment(world);
  const isGone = leftBefore(world);
  const score = { flagged: 0, tired: 0, anyProblem: 0, tiredInAll: 0 };
  for (let person = 0; person < people.count; person += 1) {
    const inForce =
      numberAt(people.fromDay, person) < plan.asOfDay && numberAt(people.toDay, person) > plan.asOfDay;
    const cause = inForce ? CAUSES[numberAt(people.cause, person)] : 'none';
    const isFlagged = flags.get(person) === 'fatigued';
    if (isFlagged) score.flagged += 1;
    if (isFlagged && cause === 'tired') score.tired += 1;
    if (isFlagged && cause !== 'none') score.anyProblem += 1;
    if (cause === 'tired' && isGone[person] === 0 && doseOf(person) >= LEAST_DOSE) score.tiredInAll += 1;
  }
  return { ...score, ...nextClicks(world, flags, doseOf) };
}

function dosesAtMoment(world: World): (person: number) => number {
  const before = deliveriesBefore(world);
  const asOfS = world.plan.asOfDay * 86_400;
  return (person) => before(person, asOfS) - before(person, asOfS - 30 * 86_400);
}

function leftBefore({ plan, people, ledger }: World): Uint8Array {
  const isGone = new Uint8Array(people.count);
  const rows = ledger.length();
  for (let row = 0; row < rows; row += 1) {
    const { contact, optOutS, returnS } = messageAt(ledger, row);
    if (optOutS > 0 && optOutS < plan.asOfDay * 86_400 && returnS === 0)
      isGone[numberAt(people.phone, contact)] = 1;
  }
  return isGone;
}

/** Strata: segment of the message and dose band at the moment. */
function nextClicks(
  { plan, people, ledger }: World,
  flags: FoundInWorld['flags'],
  doseOf: (person: number) => number,
): { readonly clicked: number; readonly expected: number } {
  const strata = new Map<
    number,
    { flagged: number; flaggedClicks: number; others: number; othersClicks: number }
  >();
  const rows = ledger.length();
  for (let row = 0; row < rows; row += 1) {
    const { day, failure, contact, segment, clickS } = messageAt(ledger, row);
    if (day < plan.asOfDay || failure !== 0) continue;
    const person = numberAt(people.phone, contact);
    const key = segment * 8 + bandOf(doseOf(person));
    const stratum = strata.get(key) ?? { flagged: 0, flaggedClicks: 0, others: 0, othersClicks: 0 };
    strata.set(key, stratum);
    const clicks = clickS > 0 ? 1 : 0;
    const isFlagged = flags.get(person) === 'fatigued';
    stratum.flagged += isFlagged ? 1 : 0;
    stratum.flaggedClicks += isFlagged ? clicks : 0;
    stratum.others += isFlagged ? 0 : 1;
    stratum.othersClicks += isFlagged ? 0 : clicks;
  }
  let [clicked, expected] = [0, 0];
  for (const { flagged, flaggedClicks, others, othersClicks } of strata.values()) {
    if (others === 0) continue;
    clicked += flaggedClicks;
    expected += (flagged * othersClicks) / others;
  }
  return { clicked, expected };
}

export function addContacts(one: ContactScore, other: ContactScore): ContactScore {
  return {
    flagged: one.flagged + other.flagged,
    tired: one.tired + other.tired,
    anyProblem: one.anyProblem + other.anyProblem,
    tiredInAll: one.tiredInAll + other.tiredInAll,
    clicked: one.clicked + other.clicked,
    expected: one.expected + other.expected,
  };
}
