import { CODE_PROVIDERS, codeMeaning } from './codes.ts';
import type { StatedCode } from './receipt-state.ts';

/**
 * The `err:` of an SMPP receipt. Every centre has its own list, often but not always that of GSM MAP: the route names
 * the table, and without one each code is kept and unknown. Zeros only mean no error: null. Tables write `1` or `001`.
 */
export function smppError(err: string | null, dictionary: string | null): StatedCode | null {
  if (err === null || /^0*$/.test(err)) return null;
  const bare = err.replace(/^0+/, '');
  const meaning =
    dictionary === null
      ? null
      : (codeMeaning(dictionary, err) ??
        codeMeaning(dictionary, bare) ??
        codeMeaning(dictionary, bare.padStart(3, '0')));
  return { field: 'err', code: err, meaning };
}

/** One phrase when there is no such table, else null. */
export function dictionaryFault(dictionary: string | null): string | null {
  if (dictionary === null || CODE_PROVIDERS.includes(dictionary)) return null;
  return `is no table of codes; there are ${CODE_PROVIDERS.join(', ')}`;
}
