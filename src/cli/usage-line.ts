import { maskPhonesIn } from '../core/phone-number.ts';

const LONGEST = 40;

/**
 * What the parser of the command line complains about, as one line of ours: what somebody typed is cut and masked as
 * everywhere, "(Did you mean ...?)" stays on the line.
 */
export function usageLine(text: string): string {
  const [first = '', ...more] = text
    .replace(/^error: /, 'error: bad-input: ')
    .trimEnd()
    .split('\n');
  const cut = [first, ...more]
    .join(' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '?')
    .replace(/'([^']*)'/g, (_, typed: string) => `'${typed.slice(0, LONGEST)}'`)
    .replace(
      /(but got \d+: )(.*)\.$/,
      (_, before: string, typed: string) => before + typed.slice(0, LONGEST),
    );
  return `${maskPhonesIn(cut)}\n`;
}
