import type { PhoneRule } from './phone-rule.ts';

export type Damage = {
  readonly rule: PhoneRule;
  /** the text as it may have been; null = it cannot be told */
  readonly repaired: string | null;
  /** true = the digits are those that were meant, only something stands around them */
  readonly isHarmless: boolean;
};

const FEWEST = 5;

/** What a spreadsheet, a form or a person did to a number before it came. `text` is plain, see plain-text.ts. */
export function findDamage(text: string): Damage | null {
  return /^\+?\d+$/.test(text) ? prefixTwice(text) : findSigns(text);
}

function findSigns(text: string): Damage | null {
  return (
    controlCharacter(text) ??
    scientific(text) ??
    trailingDecimal(text) ??
    thousands(text) ??
    several(text) ??
    prefixTwice(text) ??
    textMarker(text) ??
    extension(text) ??
    letters(text)
  );
}

function controlCharacter(text: string): Damage | null {
  if (!/[^\P{Cc}\n\r]/u.test(text)) return null;
  return lossy('control-character', text.replace(/\p{Cc}/gu, ''));
}

/** Only with as many digits as the exponent says are none lost. */
function scientific(text: string): Damage | null {
  const match = /^\+?(\d+)(?:[.,](\d+))?\s?E\s?\+?(\d{1,2})$/i.exec(text);
  if (match === null) return null;
  const [, whole = '', fraction = '', exponent = ''] = match;
  return lossy('scientific-notation', fraction.length === Number(exponent) ? `${whole}${fraction}` : null);
}

function trailingDecimal(text: string): Damage | null {
  const match = /^(\+?\d{5,})[.,]0+$/.exec(text);
  return match === null ? null : lossy('trailing-decimal', match[1] ?? null);
}

function thousands(text: string): Damage | null {
  if (!/^\d{1,3}(?:,\d{3}){2,}(?:\.0+)?$|^\d{1,3}(?:'\d{3}){2,}$/.test(text)) return null;
  return lossy('thousands-separators', text.replace(/\.0+$|[,']/g, ''));
}

function several(text: string): Damage | null {
  const long = text.split(/[;,/|&\n\r]|\b(?:or|and|og|und|et|y|e)\b|(?=\+\d)/i).filter(isLong);
  return long.length > 1 ? lossy('several-numbers', null) : null;
}

function isLong(piece: string): boolean {
  return piece.replace(/\D/g, '').length >= 7;
}

function prefixTwice(text: string): Damage | null {
  const match = /^(?:\+\s?(?:\+|00)\s?|00\s?(?:00|\+)\s?)([1-9].*)$/s.exec(text);
  return match === null ? null : lossy('prefix-twice', `+${match[1] ?? ''}`);
}

/** `'+47...` and `="+47..."` */
function textMarker(text: string): Damage | null {
  const match = /^(?:=\s*"([^"]*)"|['"`\u00b4\u2018\u2019]+([^'"`\u2019]*)['"`\u2019]*)$/u.exec(text);
  return match === null ? null : harmless('text-marker', match[1] ?? match[2] ?? '');
}

function extension(text: string): Damage | null {
  const match = /^(.*\d)\)?\s*(?:[;,]?\s*ext(?:ension|n)?\.?\s*[:=]?|[;,x#])\s*\d{1,6}$/i.exec(text);
  return match === null ? null : harmless('extension', match[1] ?? '');
}

function letters(text: string): Damage | null {
  if (!/\p{L}/u.test(text)) return null;
  const digits = text.replace(/\D/g, '').length;
  if (digits >= FEWEST && !/[^\P{L}OoIl]/u.test(text)) {
    return lossy('letter-for-digit', text.replace(/[Oo]/g, '0').replace(/[Il]/g, '1'));
  }
  const around = /^[^\d+]*?((?:\+|\(\+?)?\d[\d\s()./-]*\d)[^\d+]*$/s.exec(text)?.[1];
  if (around === undefined || digits < FEWEST || isSplit(text, around)) return lossy('letters', null);
  return harmless('text-around', around);
}

/** A word that touches the digits may be part of the number: 1-800-FLOWERS. */
function isSplit(text: string, number: string): boolean {
  const at = text.indexOf(number);
  return /[\p{L}][-.]?$/u.test(text.slice(0, at)) || /^\s?[-.]?\p{Lu}/u.test(text.slice(at + number.length));
}

function lossy(rule: PhoneRule, repaired: string | null): Damage {
  return { rule, repaired, isHarmless: false };
}

function harmless(rule: PhoneRule, repaired: string): Damage {
  return { rule, repaired, isHarmless: true };
}
