import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type PhoneNumber, readPhone } from './phone-number.ts';

/** What the numbering plan says of a number as written; nothing of whether somebody answers. */
export type PhoneVerdict = 'ok' | 'fixable' | 'not_mobile' | 'ambiguous' | 'invalid' | 'unparseable';

export type JudgedPhone = {
  readonly verdict: PhoneVerdict;
  /** another E.164 number that may be meant; to propose, never to apply silently */
  readonly candidate: string | null;
};

/** Kinds an SMS may reach; VOIP is no failure but no mobile either. */
const MAYBE_MOBILE = new Set(['mobile', 'fixed_line_or_mobile', 'personal_number']);

/** Judges a number as a list of contacts holds it. `country` is ISO 3166 alpha-2 or null. */
export function judgePhone(raw: string, country: string | null): JudgedPhone {
  const candidate = candidateFor(raw, country);
  const reading = readPhone(raw, country);
  if (candidate !== null) return { verdict: 'fixable', candidate };
  if (!reading.ok) return { verdict: 'unparseable', candidate: null };
  const { isValid, kind } = reading.number;
  if (!isValid) return { verdict: 'invalid', candidate: null };
  if (kind === 'fixed_line_or_mobile') return { verdict: 'ambiguous', candidate: null };
  return { verdict: kind !== null && MAYBE_MOBILE.has(kind) ? 'ok' : 'not_mobile', candidate: null };
}

function candidateFor(raw: string, country: string | null): string | null {
  const text = raw.trim();
  const digits = text.replace(/\D/g, '');
  if (/^00\s?[1-9]/.test(text) || /^\+\d{1,3}\s?\(0\)/.test(text))
    return validOnly(readNumber(text, country));
  const international = text.startsWith('+') ? digits : null;
  if (international === null) {
    const own = readNumber(text, country);
    return own === null || !own.isValid ? validText(`+${digits}`) : null;
  }
  for (const repair of REPAIRS) {
    const repaired = repair(international);
    const candidate = repaired === null ? null : validText(`+${repaired}`);
    if (candidate !== null) return candidate;
  }
  return withoutKeptZero(international);
}

/**
 * Sweden and others: the zero that is only dialled at home was kept. Always worth showing, so a candidate of a
 * possible length is enough here.
 */
function withoutKeptZero(digits: string): string | null {
  const match = /^(46|49|44|33|31|32|41|43)0(\d+)$/.exec(digits);
  if (match === null) return null;
  const parsed = parsePhoneNumberFromString(`+${match[1]}${match[2]}`);
  return parsed?.isPossible() === true ? parsed.number : null;
}

/** National numbering reforms and habits, each on the digits without +; null = does not apply. */
const REPAIRS: readonly ((digits: string) => string | null)[] = [
  // Mexico: the 1 for mobiles ended in 2019.
  (digits) => /^521(\d{10})$/.exec(digits)?.[1]?.replace(/^/, '52') ?? null,
  // Argentina: a mobile needs a 9 after the country; only worth a proposal where SMS was sent to it.
  (digits) => (/^54(?!9)\d{10}$/.test(digits) ? `549${digits.slice(2)}` : null),
  // Brazil: mobiles got a ninth digit until 2016.
  (digits) => (/^55\d{2}[6-9]\d{7}$/.test(digits) ? `${digits.slice(0, 4)}9${digits.slice(4)}` : null),
  // Ivory Coast: ten digits since 2021; the prefix follows the former operator digit pair.
  (digits) => ivoryCoast(digits),
];

function ivoryCoast(digits: string): string | null {
  const match = /^225(\d)(\d)\d{6}$/.exec(digits);
  const operator = match?.[2];
  if (operator === undefined) return null;
  const prefix = '789'.includes(operator) ? '07' : '456'.includes(operator) ? '05' : '01';
  return `225${prefix}${digits.slice(3)}`;
}

function readNumber(text: string, country: string | null): PhoneNumber | null {
  const reading = readPhone(text, country);
  return reading.ok ? reading.number : null;
}

function validOnly(number: PhoneNumber | null): string | null {
  return number?.isValid === true ? number.e164 : null;
}

function validText(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text);
  return parsed?.isValid() === true ? parsed.number : null;
}
