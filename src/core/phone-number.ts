import {
  type CountryCode,
  isSupportedCountry,
  type NumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

/** Kind of line by the numbering plan; a ported number keeps the kind of its range. */
export type PhoneKind = Lowercase<Exclude<NumberType, undefined>>;

export type PhoneNumber = {
  /** `+` and 7 to 15 digits */
  readonly e164: string;
  /** by the numbering plan: says neither that it is assigned nor that it can be reached */
  readonly isValid: boolean;
  readonly kind: PhoneKind | null;
  /** ISO 3166 alpha-2, a guess: several countries share a calling code */
  readonly country: string | null;
};

export type PhoneReading =
  | { readonly ok: true; readonly number: PhoneNumber }
  /** one phrase without the number itself */
  | { readonly ok: false; readonly reason: string };

const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * Reads a number in any usual notation. A number the plan does not know is read too, with `isValid` false: the
 * sender did send to it. Refused is what cannot be told to be one number: letters, spreadsheet damage, no country.
 */
export function readPhone(raw: string, defaultCountry: string | null): PhoneReading {
  const text = raw.trim();
  if (/^\+?\d+(\.\d+)?E\+?\d+$/i.test(text)) return refused('is in scientific notation, its digits are lost');
  if (/^\+?\d+\.0+$/.test(text)) return refused('ends in .0, a spreadsheet made a decimal of it');
  const plain = withoutTrunkZero(withPlus(text));
  const parsed = parsePhoneNumberFromString(plain, countryCode(defaultCountry));
  if (parsed === undefined) {
    return refused(
      plain.startsWith('+') || defaultCountry !== null
        ? 'is not a phone number'
        : 'needs a leading + or a country',
    );
  }
  if (!E164.test(parsed.number)) return refused('is not a phone number of 7 to 15 digits');
  const number: PhoneNumber = {
    e164: parsed.number,
    isValid: parsed.isValid(),
    kind: kindOf(parsed.getType()),
    country: parsed.country ?? null,
  };
  if (number.isValid || plain.startsWith('+') || parsed.isPossible()) return { ok: true, number };
  const international = parsePhoneNumberFromString(`+${plain.replace(/\D/g, '')}`);
  const hint = international?.isValid() === true ? '; it looks like a number of another country' : '';
  return refused(`has no length of a number of ${defaultCountry ?? 'its country'}; write it with +${hint}`);
}

/** `+47******67`: country and last two digits stay readable. */
export function maskPhone(e164: string): string {
  if (e164.length < 7) return '*'.repeat(e164.length);
  return `${e164.slice(0, 3)}${'*'.repeat(e164.length - 5)}${e164.slice(-2)}`;
}

/** Masks whatever could be a phone number in a text that somebody else wrote. Dates and times stay. */
export function maskPhonesIn(text: string): string {
  return text.replace(/\+\d[\d ().-]{5,}\d|\d{8,}/g, (digits) => maskPhone(digits.replace(/[ ().-]/g, '')));
}

function refused(reason: string): PhoneReading {
  return { ok: false, reason };
}

/** 00 is the international prefix nearly everywhere. */
function withPlus(text: string): string {
  return /^00\s?[1-9]/.test(text) ? `+${text.slice(2).trimStart()}` : text;
}

/** `+47 (0) 912 34 567`: the zone keeps a zero that is only dialled at home. */
function withoutTrunkZero(text: string): string {
  return text.startsWith('+') ? text.replace(/\(0\)/, ' ') : text;
}

function countryCode(country: string | null): CountryCode | undefined {
  return country !== null && isSupportedCountry(country) ? country : undefined;
}

const KINDS: Readonly<Record<Exclude<NumberType, undefined>, PhoneKind>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed_line',
  FIXED_LINE_OR_MOBILE: 'fixed_line_or_mobile',
  PREMIUM_RATE: 'premium_rate',
  TOLL_FREE: 'toll_free',
  SHARED_COST: 'shared_cost',
  VOIP: 'voip',
  PERSONAL_NUMBER: 'personal_number',
  PAGER: 'pager',
  UAN: 'uan',
  VOICEMAIL: 'voicemail',
};

function kindOf(type: NumberType): PhoneKind | null {
  return type === undefined ? null : KINDS[type];
}
