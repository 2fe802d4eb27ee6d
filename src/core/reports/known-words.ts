import { type Figure, type Phrase, text } from './figure.ts';

/**
 * For words that another part of the program made and stored as one text: "12 of 20 events" with the pattern
 * "{0} of {1} events" becomes a sentence that a language can say. The first pattern that fits wins; a text that fits none
 * is foreign and printed as it is. `sayPart` says what was found in a place; absent = as it is.
 */
export function createKnownWords(
  patterns: readonly string[],
  sayPart: (part: string) => Phrase = (part) => [text(part)],
): (said: string) => Phrase {
  const known = patterns.map((words) => ({ words, form: formOf(words) }));
  return (said) => {
    for (const { words, form } of known) {
      const found = form.exec(said);
      if (found === null) continue;
      const parts = found.slice(1).map(sayPart);
      const figure: Figure = { kind: 'say', words, parts };
      return [figure];
    }
    return said === '' ? [] : [text(said)];
  };
}

/** Places stand in order in the English words, so what is found in order fills them. */
function formOf(words: string): RegExp {
  const escaped = words.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replace(/\{\d+\}/g, '(.+?)')}$`);
}
