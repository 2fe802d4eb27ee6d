import { count, type Figure, type Phrase, say, sayCounted } from './figure.ts';

/** "1 campaign", "3 campaigns". */
export function counted(value: number, one: string, many: string = `${one}s`): Phrase {
  return sayCounted(value, `{0} ${one}`, `{0} ${many}`);
}

/** Joins phrases as the language does: "a, b and c". */
export function joinPhrases(phrases: readonly Phrase[]): Phrase {
  const [only] = phrases;
  if (only === undefined || phrases.length === 1) return only ?? [];
  return [{ kind: 'list', figures: phrases.map(asFigure) }];
}

/** The first names and "4 more"; where only one would be left, it is named too. */
export function someOf(phrases: readonly Phrase[], most: number): Phrase {
  const shown = phrases.slice(0, most + Number(phrases.length === most + 1));
  const rest = phrases.length - shown.length;
  return joinPhrases(rest === 0 ? shown : [...shown, say`${count(rest)} more`]);
}

/** Whole sentences or clauses one after the other, with "; " or " " between them; empty ones are left out. */
export function joinWith(between: string, phrases: readonly Phrase[]): Phrase {
  const said = phrases.filter((phrase) => phrase.length > 0);
  return said.flatMap((phrase, index): Phrase => (index === 0 ? phrase : [between, ...phrase]));
}

/** A phrase where one figure is wanted. */
export function asFigure(phrase: Phrase): Figure {
  const [only] = phrase;
  if (only !== undefined && phrase.length === 1 && typeof only !== 'string') return only;
  return { kind: 'say', words: '{0}', parts: [phrase] };
}
