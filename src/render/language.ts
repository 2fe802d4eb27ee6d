/**
 * The words of one language: its patterns by the English ones. English itself knows none and says everything as it stands.
 */
export type Language = {
  /** "nb" */
  readonly code: string;
  readonly words: { readonly get: (english: string) => string | undefined };
};

export const ENGLISH: Language = { code: 'en', words: new Map() };

/** The English words in this language, the form for `n` chosen; in English where the language lacks them. */
export type Translate = (english: string, n?: number) => string;

export function createTranslate({ code, words }: Language): Translate {
  const rules = new Intl.PluralRules(code);
  const order = pluralForms(code);
  return (english, n) => {
    const found = words.get(english);
    if (n === undefined) return found ?? english;
    if (found === undefined) return formAt(english, n === 1 ? 0 : 1);
    return formAt(found, order.indexOf(rules.select(n)));
  };
}

/** "{0} of {1}" with its places filled; a place without a part stays. */
export function fillPlaces(pattern: string, parts: readonly string[]): string {
  return pattern.replace(/(\{(\d+)\})(\.?)/g, (_, whole: string, place: string, stop: string) => {
    const part = parts[Number(place)] ?? whole;
    // "19. nov." ends its sentence itself
    return part.endsWith('.') ? part : `${part}${stop}`;
  });
}

/** The plural forms a language has, in the order in which they stand beside each other: one, few, many, other. */
export function pluralForms(code: string): readonly Intl.LDMLPluralRule[] {
  const known = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  return (['zero', 'one', 'two', 'few', 'many', 'other'] as const).filter((form) => known.includes(form));
}

function formAt(forms: string, at: number): string {
  const all = forms.split('|');
  return all[at] ?? all.at(-1) ?? forms;
}
