import type { Figure, Phrase } from '../core/reports/figure.ts';
import type { Formatter } from './format.ts';

/**
 * The same words for the same objects of one model, made once: a report is looked at several times until it fits. For one
 * report; it keeps what it has said.
 */
export function rememberFormat(format: Formatter): Formatter {
  const figure = remember<Figure>(format.figure);
  const phrase = remember<Phrase>(format.phrase);
  return {
    ...format,
    figure,
    phrase,
    words: (words) => (typeof words === 'string' ? format.words(words) : phrase(words)),
  };
}

function remember<T extends object>(say: (one: T) => string): (one: T) => string {
  const said = new WeakMap<T, string>();
  return (one) => {
    const known = said.get(one);
    if (known !== undefined) return known;
    const made = say(one);
    said.set(one, made);
    return made;
  };
}
