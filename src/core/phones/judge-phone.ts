import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type PhoneKind, type PhoneNumber, readPhone } from '../phone-number.ts';
import { type Damage, findDamage } from './damage.ts';
import type { PhoneRule } from './phone-rule.ts';
import type { OwnVerdict } from './phone-verdict.ts';
import { plainText } from './plain-text.ts';
import { proposeNumber } from './propose-number.ts';

export type JudgedPhone = {
  readonly verdict: OwnVerdict;
  readonly rule: PhoneRule;
  /** an E.164 number that may be meant; to propose, never to apply silently */
  readonly candidate: string | null;
  /** what the contact is known by; null = it cannot be told */
  readonly number: PhoneNumber | null;
};

const LONGEST = 64;

/** Judges a number as a list of contacts holds it. `country` is ISO 3166 alpha-2 or null. Never fails. */
export function judgePhone(raw: string, country: string | null): JudgedPhone {
  const text = plainText(raw);
  if (text === '') return unreadable('empty');
  if (text.length > LONGEST) return unreadable('wrong-length');
  const damage = findDamage(text);
  if (damage !== null) return judgeDamaged(damage, damage.repaired, country);
  const digits = text.replace(/\D/g, '');
  if (digits === '') return unreadable('no-digits');
  const reading = readPhone(text, country);
  const number = reading.ok ? reading.number : null;
  if (number?.isValid === true) return judgeValid(number, text, digits, text !== raw.trim());
  return judgeDoubtful(number, text, digits, country);
}

/** Whether there is something to keep: of a short code and of an empty cell there is not. */
export function isFlagged({ verdict, rule }: Pick<JudgedPhone, 'verdict' | 'rule'>): boolean {
  if (verdict === 'ok' || verdict === 'ambiguous_type') return false;
  return rule !== 'short-code' && rule !== 'empty';
}

function judgeDamaged(
  { rule, isHarmless }: Damage,
  repaired: string | null,
  country: string | null,
): JudgedPhone {
  if (repaired === null) return unreadable(rule);
  const inner = judgePhone(repaired, country);
  const number = isHarmless ? inner.number : null;
  const candidate = inner.candidate ?? (inner.number?.isValid === true ? inner.number.e164 : null);
  if (isHarmless && (candidate === null || inner.verdict === 'not_mobile')) {
    return number === null ? unreadable(rule) : { ...inner, number };
  }
  return candidate === null ? unreadable(rule) : { verdict: 'fixable', rule, candidate, number };
}

function judgeValid(number: PhoneNumber, text: string, digits: string, isOdd: boolean): JudgedPhone {
  const renewed = number.kind === 'mobile' ? null : proposeNumber(number, text, digits, null);
  if (renewed !== null) return { verdict: 'fixable', ...renewed, number };
  const ofKind = number.kind === null ? undefined : NO_MOBILE[number.kind];
  if (ofKind !== undefined) return { verdict: 'not_mobile', rule: ofKind, candidate: null, number };
  const rule = ruleOfNotation(number.e164.slice(1), text, digits) ?? (isOdd ? 'odd-characters' : null);
  if (rule !== null) return { verdict: 'fixable', rule, candidate: number.e164, number };
  if (number.kind === 'mobile' || number.kind === 'personal_number') {
    return { verdict: 'ok', rule: 'as-it-should-be', candidate: null, number };
  }
  return { verdict: 'ambiguous_type', rule: 'fixed-line-or-mobile', candidate: null, number };
}

/** Where what is written is more than the number, however well it was understood. */
function ruleOfNotation(e164: string, text: string, digits: string): PhoneRule | null {
  if (e164.endsWith(digits)) return null;
  if (digits.endsWith(e164)) return 'international-prefix';
  if (!text.startsWith('+')) return null;
  return e164.startsWith('549') ? 'argentina-mobile-9' : 'trunk-zero';
}

function judgeDoubtful(
  number: PhoneNumber | null,
  text: string,
  digits: string,
  country: string | null,
): JudgedPhone {
  if (/^(\d)\1{6,}$|^0+$/.test(digits)) return doubtful(number, 'placeholder');
  if (/^[\d -]+$/.test(text) && digits.length >= 3 && digits.length <= 6) {
    return { verdict: 'invalid_pattern', rule: 'short-code', candidate: null, number: null };
  }
  const proposal = proposeNumber(number, text, digits, country);
  if (proposal !== null) return { verdict: 'fixable', ...proposal, number };
  if (number === null) return unreadable(needsCountry(text, country) ? 'no-country' : 'wrong-length');
  const isPossible = parsePhoneNumberFromString(number.e164)?.isPossible() === true;
  return doubtful(number, isPossible ? 'unknown-range' : 'wrong-length');
}

function needsCountry(text: string, country: string | null): boolean {
  return !text.startsWith('+') && (country === null || !isSupportedCountry(country));
}

function doubtful(number: PhoneNumber | null, rule: PhoneRule): JudgedPhone {
  return number === null ? unreadable(rule) : { verdict: 'invalid_pattern', rule, candidate: null, number };
}

function unreadable(rule: PhoneRule): JudgedPhone {
  return { verdict: 'unparseable', rule, candidate: null, number: null };
}

/** Kinds that no SMS reaches as a rule. VOIP is no failure of a number, but no mobile either. */
const NO_MOBILE: Readonly<Partial<Record<PhoneKind, PhoneRule>>> = {
  fixed_line: 'fixed-line',
  toll_free: 'toll-free',
  premium_rate: 'premium-rate',
  shared_cost: 'shared-cost',
  voip: 'voip',
  pager: 'pager',
  uan: 'uan',
  voicemail: 'voicemail',
};
