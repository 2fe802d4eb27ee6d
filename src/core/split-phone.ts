import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** `+4791234567` as platforms store it in two columns: calling code and the rest, digits only. Null = no such calling code. */
export function splitPhone(e164: string): { readonly prefix: string; readonly number: string } | null {
  const parsed = parsePhoneNumberFromString(e164);
  if (parsed === undefined) return null;
  const prefix: string = parsed.countryCallingCode;
  return { prefix, number: e164.slice(1 + prefix.length) };
}
