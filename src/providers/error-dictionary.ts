import { CODE_PROVIDERS, type CodeMeaning, codeMeaning, codesOf } from './codes.ts';
import type { StatedCode } from './receipt-state.ts';

/**
 * The `err:` of an SMPP receipt. Every centre has its own list, often but not always that of GSM MAP: the route names
 * the table, and without one each code is kept and unknown. Zeros only mean no error: null. Tables write `1` or `001`.
 */
export function smppError(err: string | null, dictionary: string | null): StatedCode | null {
  if (err === null || /^0*$/.test(err)) return null;
  const bare = err.replace(/^0+/, '');
  const meaning = dictionary === null ? null : firstMeaning(dictionary, [err, bare, bare.padStart(3, '0')]);
  return { field: 'err', code: err, meaning };
}

/** Only of the field the table begins with: the same number in another field is another thing. */
function firstMeaning(dictionary: string, spellings: readonly string[]): CodeMeaning | null {
  const field = codesOf(dictionary)[0]?.field;
  for (const code of spellings) {
    const meaning = codeMeaning(dictionary, code, field);
    if (meaning !== null) return meaning;
  }
  return null;
}

/** One phrase when there is no such table, else null. */
export function dictionaryFault(dictionary: string | null): string | null {
  if (dictionary === null || CODE_PROVIDERS.includes(dictionary)) return null;
  return `is no table of codes; there are ${CODE_PROVIDERS.join(', ')}`;
}
