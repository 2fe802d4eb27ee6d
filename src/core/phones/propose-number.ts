import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { type PhoneNumber, readPhone } from '../phone-number.ts';
import type { PhoneRule } from './phone-rule.ts';
import { reformOf } from './reforms.ts';

export type Proposal = { readonly rule: PhoneRule; readonly candidate: string };

/**
 * Another number that may be meant by one that the plan does not know, or knows as no mobile. `number` is what was
 * read of `text`, null = nothing; `digits` are those of `text`.
 */
export function proposeNumber(
  number: PhoneNumber | null,
  text: string,
  digits: string,
  country: string | null,
): Proposal | null {
  const international = number?.e164.slice(1) ?? internationalDigits(text, digits, country);
  const reformed = international === null ? null : reform(international);
  if (reformed !== null || number?.isValid === true) return reformed;
  if (text.startsWith('+') || text.startsWith('00'))
    return ofInternational(number, digits.replace(/^00/, ''));
  return ofNational(digits, country);
}

function internationalDigits(text: string, digits: string, country: string | null): string | null {
  if (text.startsWith('+')) return digits;
  const known = knownCountry(country);
  return known === null ? null : `${getCountryCallingCode(known)}${digits}`;
}

function reform(digits: string): Proposal | null {
  const found = reformOf(digits);
  const renewed = found?.renew(digits) ?? null;
  return found === null || renewed === null ? null : proposal(found.rule, `+${renewed}`);
}

function ofInternational(number: PhoneNumber | null, digits: string): Proposal | null {
  const kept = [1, 2, 3].find((length) => digits[length] === '0');
  if (kept !== undefined) {
    const without = proposal('trunk-zero', `+${digits.slice(0, kept)}${digits.slice(kept + 1)}`);
    if (without !== null) return without;
  }
  // The zero is wrong whatever comes after it: a candidate of a possible length is enough.
  if (number !== null && number.e164.length === digits.length && isPossible(number.e164)) {
    return { rule: 'trunk-zero', candidate: number.e164 };
  }
  const code = /^(\d{1,3})\1/.exec(digits)?.[1];
  return code === undefined ? null : proposal('country-code-twice', `+${digits.slice(code.length)}`);
}

function ofNational(digits: string, country: string | null): Proposal | null {
  if (knownCountry(country) === null) return mobileProposal('lost-plus', `+${digits}`);
  const reading = readPhone(`0${digits}`, country);
  if (reading.ok && reading.number.isValid) return { rule: 'lost-zero', candidate: reading.number.e164 };
  return mobileProposal('wrong-country', `+${digits}`);
}

function proposal(rule: PhoneRule, text: string): Proposal | null {
  const parsed = parsePhoneNumberFromString(text);
  return parsed?.isValid() === true ? { rule, candidate: parsed.number } : null;
}

/** Digits that fit some country's fixed lines prove little: who wrote them meant to send an SMS. */
function mobileProposal(rule: PhoneRule, text: string): Proposal | null {
  return parsePhoneNumberFromString(text)?.getType()?.includes('MOBILE') === true
    ? proposal(rule, text)
    : null;
}

function isPossible(e164: string): boolean {
  return parsePhoneNumberFromString(e164)?.isPossible() === true;
}

function knownCountry(country: string | null): CountryCode | null {
  return country !== null && isSupportedCountry(country) ? country : null;
}
