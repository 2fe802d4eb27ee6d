import { readPhone } from '../core/phone-number.ts';
import type { FieldNames } from '../core/platform-plan.ts';
import { type RowReading, textAt } from './read-field.ts';

/** E.164 of a number that stands as country prefix and rest. */
export function readPhoneOfRow(
  row: unknown,
  names: { readonly prefix: FieldNames; readonly number: FieldNames },
): RowReading<string> {
  const number = textAt(row, names.number);
  if (number === null) return { ok: false, reason: 'has no phone number' };
  const prefix = textAt(row, names.prefix)?.replace(/^(\+|00)/, '') ?? '';
  if (prefix !== '' && !/^[1-9]\d{0,3}$/.test(prefix))
    return { ok: false, reason: 'has a country prefix that is none' };
  const isWhole = /^(\+|00)/.test(number);
  if (prefix === '' && !isWhole) return { ok: false, reason: 'has a phone number without a country prefix' };
  const phone = readPhone(isWhole ? number : `+${prefix}${number}`, null);
  return phone.ok
    ? { ok: true, value: phone.number.e164 }
    : { ok: false, reason: `has a phone number that ${phone.reason}` };
}
