import { count, type Phrase } from './figure.ts';

/** "1 campaign", "3 campaigns". */
export function counted(value: number, one: string, many: string = `${one}s`): Phrase {
  return [count(value), value === 1 ? ` ${one}` : ` ${many}`];
}

/** "was" or "were", to agree with the counted thing. */
export function agree(value: number, one: string, many: string): string {
  return value === 1 ? one : many;
}

/** Joins phrases with ", " and a last " and ". */
export function joinPhrases(phrases: readonly Phrase[]): Phrase {
  return phrases.flatMap((phrase, index): Phrase => {
    if (index === 0) return phrase;
    return [index === phrases.length - 1 ? ' and ' : ', ', ...phrase];
  });
}

export function joinWith(between: string, phrases: readonly Phrase[]): Phrase {
  return phrases.flatMap((phrase, index): Phrase => (index === 0 ? phrase : [between, ...phrase]));
}
