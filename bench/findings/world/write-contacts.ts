import { phoneNumber } from '../../../src/demo/history/phone-number.ts';
import { csvFile } from './csv-file.ts';
import { messageAt, numberAt } from './ledger.ts';
import { NUMBERS } from './people.ts';
import type { World } from './send.ts';

/** Contacts who ever got a message, in two notations where two share a phone. */
export function writeContacts(world: World, folder: string): void {
  const { plan, people } = world;
  const file = csvFile(folder, 'contacts', 'contact_id,phone,country,timezone,segment_id,created_at');
  const isShown = shownContacts(world);
  for (let contact = 0; contact < people.count; contact += 1) {
    if (isShown[contact] === 0) continue;
    const phone = phoneOf(world, numberAt(people.phone, contact));
    file.row([
      `c${contact}`,
      people.phone[contact] === contact
        ? phone
        : `00${phone.slice(1, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
      'GB',
      plan.zones[numberAt(people.zone, contact)]?.zone ?? '',
      plan.segments[numberAt(people.segment, contact)]?.id ?? '',
      new Date(numberAt(people.createdDay, contact) * 86_400_000 + 36_000_000).toISOString(),
    ]);
  }
  file.close();
}

function shownContacts({ plan, people, ledger }: World): Uint8Array {
  const isShown = new Uint8Array(people.count);
  const rows = ledger.length();
  for (let row = 0; row < rows; row += 1) {
    const { contact, day } = messageAt(ledger, row);
    if (day < plan.asOfDay) isShown[contact] = 1;
  }
  return isShown;
}

function phoneOf({ people }: World, phone: number): string {
  if (NUMBERS[numberAt(people.number, phone)] !== 'landline') return phoneNumber('GB', phone);
  return `+44207${String(1_000_000 + ((phone * 7919) % 9_000_000))}`;
}
