import { messageAt, numberAt } from './ledger.ts';
import type { World } from './send.ts';

/** `dose30` of each message: texts delivered to the phone on the 30 UTC days before its own. */
export function dosesOf(world: World): Uint16Array {
  const { people, ledger } = world;
  const before = deliveriesBefore(world);
  const doses = new Uint16Array(ledger.length());
  for (let row = 0; row < doses.length; row += 1) {
    const { contact, day } = messageAt(ledger, row);
    doses[row] =
      before(numberAt(people.phone, contact), day) - before(numberAt(people.phone, contact), day - 30);
  }
  return doses;
}

/** Deliveries to a phone on all days before one. */
export function deliveriesBefore({ plan, people, ledger }: World): (phone: number, day: number) => number {
  const firstDay = plan.asOfDay - plan.weeks * 7;
  const days = (plan.weeks + plan.futureWeeks) * 7 + 3;
  const before = new Uint16Array(people.count * days);
  const rows = ledger.length();
  for (let row = 0; row < rows; row += 1) {
    const { contact, day, failure } = messageAt(ledger, row);
    const at = numberAt(people.phone, contact) * days + day - firstDay + 1;
    if (failure === 0) before[at] = numberAt(before, at) + 1;
  }
  for (let phone = 0; phone < people.count; phone += 1) {
    for (let at = phone * days + 1; at < (phone + 1) * days; at += 1) {
      before[at] = numberAt(before, at) + numberAt(before, at - 1);
    }
  }
  return (phone, day) => numberAt(before, phone * days + Math.min(days - 1, Math.max(0, day - firstDay)));
}
