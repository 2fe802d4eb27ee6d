import { maskPhonesIn } from './phone-number.ts';

const LONGEST = 40;
const LONGEST_SENTENCE = 400;

/**
 * Somebody else's text inside a message of ours: one line of at most 40 characters, without control characters that
 * would break a line or steer a terminal, phone numbers masked.
 */
export function shownText(text: string): string {
  return oneLine(text, LONGEST);
}

/** A sentence of ours in which somebody else's names stand: the same, and read to its end. */
export function shownSentence(text: string): string {
  return oneLine(text, LONGEST_SENTENCE);
}

function oneLine(text: string, longest: number): string {
  const line = text.slice(0, longest).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '?');
  return maskPhonesIn(line) || '(empty)';
}

/** The same in quotation marks; nothing at all is `""`. */
export function quoted(text: string): string {
  return JSON.stringify(text === '' ? '' : shownText(text));
}
