import { foldText } from './fold-text.ts';
import { KEYWORD_LISTS } from './opt-out-words.ts';

/** Words to stop that an operator adds to our lists: folded word to the countries of the phones, or all. */
export type OwnWords = ReadonlyMap<string, ReadonlySet<string> | 'all'>;

export const NO_OWN_WORDS: OwnWords = new Map();

/** Reads the setting OPT_OUT_WORDS: `NO=STANS,MELD_MEG_AV *=PARE`; `_` stands for a blank, `*` for every country. */
export function readOwnWords(text: string): OwnWords {
  const words = new Map<string, ReadonlySet<string> | 'all'>();
  for (const { country, word } of pairsOf(text)) {
    const before = words.get(word) ?? new Set<string>();
    words.set(word, country === '*' || before === 'all' ? 'all' : new Set([...before, country]));
  }
  return words;
}

/** What is wrong with the text of the setting, in a few words; null = nothing. */
export function faultOfOwnWords(text: string): string | null {
  for (const { country, word, written } of pairsOf(text)) {
    const shown = written.slice(0, 40);
    if (!/^([A-Z]{2}|\*)$/.test(country) || word === '' || word.length > 64)
      return `${shown} must be COUNTRY=WORD,WORD with two capitals or *; blanks divide several, _ is a blank`;
    if (STARTS.has(word)) return `${shown}: ${word} is a word to start again`;
  }
  return null;
}

const STARTS: ReadonlySet<string> = new Set(
  KEYWORD_LISTS.filter(({ wish }) => wish === 'opt_in').flatMap(({ words }) => words),
);

function pairsOf(text: string): readonly { country: string; word: string; written: string }[] {
  return text
    .split(/\s+/)
    .filter((written) => written !== '')
    .flatMap((written) => {
      const [country = '', ...words] = written.split('=');
      return words
        .join('=')
        .split(',')
        .map((word) => ({ country, word: foldText(word), written }));
    });
}
