import { judgePhone } from '../../core/phones/judge-phone.ts';
import type { ContactRow } from '../../core/source-row.ts';
import { parseTimeZone } from '../../core/time/time-zone.ts';
import { type Cells, id, optionalId, optionalTime, refuse, text } from './cells.ts';
import type { InterchangeKind } from './interchange-kind.ts';

/** A phone that cannot be read costs nobody a contact: its messages and clicks would go with it. */
export const CONTACTS: InterchangeKind<ContactRow> = {
  kind: 'contacts',
  idColumns: ['contact_id'],
  required: ['contact_id', 'phone'],
  optional: ['country', 'timezone', 'segment_id', 'created_at'],
  parse: (cells) => {
    const contactId = id(cells, 0);
    const country = readCountry(cells, 2);
    const raw = text(cells, 1);
    const judged = raw === null ? null : { ...judgePhone(raw, country), raw };
    const phone = judged?.number ?? null;
    return {
      contactId,
      phone,
      judged,
      country: country ?? phone?.country ?? null,
      timezone: readTimeZone(cells, 3),
      segmentId: optionalId(cells, 4),
      createdMs: optionalTime(cells, 5),
    };
  },
};

function readCountry(cells: Cells, index: number): string | null {
  const value = text(cells, index);
  if (value !== null && !/^[A-Z]{2}$/.test(value)) refuse(cells, index, 'must be two capitals such as NO');
  return value;
}

export function readTimeZone(cells: Cells, index: number): string | null {
  const value = text(cells, index);
  if (value !== null && !isKnownZone(value)) refuse(cells, index, 'is no IANA time zone such as Europe/Oslo');
  return value;
}

const zones = new Map<string, boolean>();

/** Asking the runtime builds a formatter; a file names few zones many times. */
function isKnownZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const is = isZone(name);
  if (zones.size < 2_000) zones.set(name, is);
  return is;
}

function isZone(name: string): boolean {
  try {
    return parseTimeZone(name) === name;
  } catch {
    return false;
  }
}
