import { BASIC } from './gsm-tables.ts';

/** What a reader sees as the same, in the default alphabet. */
const SAME: ReadonlyMap<string, string> = new Map([
  ...pairs('’‘‚‛′ʼ´`', "'"),
  ...pairs('“”„‟″«»', '"'),
  ...pairs('–—‐‑‒―−•·', '-'),
  ...pairs(
    '\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t',
    ' ',
  ),
  ...pairs('\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f', ''),
  ['…', '...'],
  ['×', 'x'],
  ['©', '(c)'],
  ['®', '(R)'],
  ['™', 'TM'],
  ['₂', '2'],
  ['²', '2'],
  ['³', '3'],
  ['½', '1/2'],
  ['°', ' deg'],
  ['ª', 'a'],
  ['º', 'o'],
]);

/** Of the extension table, where each costs two septets. */
const SHORTER: ReadonlyMap<string, string> = new Map([
  ['[', '('],
  [']', ')'],
  ['{', '('],
  ['}', ')'],
  ['\\', '/'],
  ['|', '/'],
  ['~', '-'],
]);

const NAMES: ReadonlyMap<string, string> = new Map([
  ['’', 'a curly apostrophe'],
  ['‘', 'a curly opening quote'],
  ...pairs('“”„‟', 'a curly quote'),
  ...pairs('«»', 'an angle quote'),
  ['–', 'an en dash'],
  ['—', 'an em dash'],
  ['…', 'an ellipsis'],
  ['•', 'a bullet'],
  ['\u00a0', 'a no-break space'],
  ['\u202f', 'a narrow no-break space'],
  ['\t', 'a tab'],
  ['\u200b', 'a zero-width space'],
  ['\u200d', 'a zero-width joiner'],
  ['\ufeff', 'a byte order mark'],
  ['\u00ad', 'a soft hyphen'],
  ['`', 'a backtick'],
]);

/** Emoji and what belongs to them: a text says the same without. */
const PICTURE = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0f\u20e3]$/u;

/**
 * What to write instead of a character that the default alphabet lacks: '' = leave it out, null = the alphabet has
 * nothing for it. A letter gives up its accent, which changes the spelling.
 */
export function plainCharacter(character: string): string | null {
  const same = SAME.get(character);
  if (same !== undefined) return same;
  if (PICTURE.test(character)) return '';
  const composed = character.normalize('NFC');
  if (composed !== character && BASIC.has(composed)) return composed;
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return bare !== '' && Array.from(bare).every((one) => BASIC.has(one)) ? bare : null;
}

/** The shorter way to write a character of the extension table; null = there is none (€, ^). */
export function shorterCharacter(character: string): string | null {
  return SHORTER.get(character) ?? null;
}

/** "a curly apostrophe (’)", "a no-break space", "the letter á", "the emoji 🎉"; what cannot be seen is only named. */
export function nameCharacter(character: string): string {
  const { name, shown } = describeCharacter(character);
  if (shown === null) return name;
  return NAMES.has(character) ? `${name} (${shown})` : `${name} ${shown}`;
}

/** Its name, or what it is, and the sign itself or its code point; null where the name says it all. */
export function describeCharacter(character: string): {
  readonly name: string;
  readonly shown: string | null;
} {
  const name = NAMES.get(character);
  const isVisible = /[^\p{Z}\p{C}\p{M}]/u.test(character);
  if (name !== undefined) return { name, shown: isVisible ? character : null };
  if (PICTURE.test(character))
    return isVisible
      ? { name: 'the emoji', shown: character }
      : { name: 'the picture mark', shown: pointOf(character) };
  if (/^\p{L}/u.test(character)) return { name: 'the letter', shown: character };
  return { name: 'the character', shown: isVisible ? character : pointOf(character) };
}

function pointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function pairs(characters: string, to: string): readonly (readonly [string, string])[] {
  return Array.from(characters, (character) => [character, to] as const);
}
