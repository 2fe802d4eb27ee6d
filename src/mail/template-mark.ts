/**
 * What a template leaves for the mail as a comment, `<!--leave:Leave this report-->`: a place in the html, and words in the
 * reader's language that only a mail needs. The words are html and have no angle brackets.
 */
export type TemplateMark = { readonly index: number; readonly length: number; readonly words: string };

export function findMark(html: string, name: string): TemplateMark | null {
  const found = new RegExp(`\\n?<!--${name}:([^<>]*)-->\\n?`).exec(html);
  return found === null ? null : { index: found.index, length: found[0].length, words: found[1] ?? '' };
}

/** A mail carries no words it does not say. */
export function withoutMarks(html: string, names: readonly string[]): string {
  return names.reduce((rest, name) => {
    const mark = findMark(rest, name);
    return mark === null ? rest : `${rest.slice(0, mark.index)}\n${rest.slice(mark.index + mark.length)}`;
  }, html);
}
