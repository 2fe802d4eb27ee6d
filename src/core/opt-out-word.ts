import { foldText } from './fold-text.ts';
import { KEYWORD_LISTS, MAYBE_OPT_IN, type Wish } from './opt-out-words.ts';
import { NO_OWN_WORDS, type OwnWords } from './own-opt-out-words.ts';

/** What a text from a phone asks for. `probable` = a person decides; the text is kept as a reply until then. */
export type TextReading = {
  readonly wish: Wish | 'none';
  readonly isCertain: boolean;
  /** first word of the text, upper case, at most 64 characters; null = it has none */
  readonly keyword: string | null;
};

type Listed = { readonly wish: Wish; readonly countries: ReadonlySet<string> | 'all' };

const LISTED = listWords();

/**
 * Reads a text for words to stop or start. Certain is a text that is nothing but such a word of the phone's country
 * (ISO 3166 alpha-2; null = not known), of our lists or the operator's `own`. Probable is one whose first word is such a word, or that is such a word of
 * another country. Never part of a word: "stopping by" and "Stopwatch" ask for nothing.
 */
export function readOptOutWord(text: string, country: string | null, own = NO_OWN_WORDS): TextReading {
  const folded = foldText(text);
  const first = folded.split(' ', 1)[0] ?? '';
  const keyword = first === '' ? null : Array.from(first).slice(0, 64).join('');
  const whole = find(folded, country, own);
  if (whole !== null) return { ...whole, keyword };
  if (MAYBE_OPT_IN.includes(folded)) return { wish: 'opt_in', isCertain: false, keyword };
  const start = find(first, country, own) ?? find(folded.split(' ', 2).join(' '), country, own);
  // "start" begins too many sentences to ask a person about each; "stop" does not
  if (start?.wish === 'opt_out') return { wish: 'opt_out', isCertain: false, keyword };
  return { wish: 'none', isCertain: false, keyword };
}

/**
 * As `readOptOutWord`, of a text to a number that several senders share: `keyword` is the word by which the provider
 * routed it (null = it was not). "WINTER STOPP" to WINTER says STOPP. A stop that the provider read where we see none
 * is for a person.
 */
export function readRoutedText(
  text: string,
  keyword: string | null,
  country: string | null,
  own = NO_OWN_WORDS,
): TextReading {
  const whole = readOptOutWord(text, country, own);
  if (keyword === null || whole.wish === 'opt_out') return whole;
  const routed = foldText(keyword);
  const folded = foldText(text);
  const rest = folded.startsWith(`${routed} `)
    ? readOptOutWord(folded.slice(routed.length + 1), country, own)
    : whole;
  if (rest.wish === 'opt_out') return rest;
  const read = find(routed, country, own);
  return read?.wish === 'opt_out' ? { wish: 'opt_out', isCertain: false, keyword: whole.keyword } : whole;
}

function find(
  word: string,
  country: string | null,
  own: OwnWords,
): { wish: Wish; isCertain: boolean } | null {
  const listed = LISTED.get(word);
  const added = own.get(word);
  if (listed === undefined && added === undefined) return null;
  const isCertain = isHere(listed?.countries, country) || isHere(added, country);
  return { wish: listed?.wish ?? 'opt_out', isCertain };
}

function isHere(countries: Listed['countries'] | undefined, country: string | null): boolean {
  return countries === 'all' || (country !== null && countries?.has(country) === true);
}

function listWords(): ReadonlyMap<string, Listed> {
  const listed = new Map<string, Listed>();
  for (const { wish, countries, words } of KEYWORD_LISTS) {
    for (const word of words) {
      const before = listed.get(word)?.countries ?? new Set<string>();
      listed.set(word, {
        wish,
        countries: countries === null || before === 'all' ? 'all' : new Set([...before, ...countries]),
      });
    }
  }
  return listed;
}
