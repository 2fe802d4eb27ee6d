/**
 * Places of a text that a sending platform fills in per contact: `{name}`, `{{ first_name }}`, `${name}`, `%name%`,
 * `*|NAME|*`, `<%= name %>`, `[[name]]`, `[name]`, `#name#`. How long they become is not known here. A word in
 * brackets that is no placeholder is taken for one: then nothing is said, which is better than something wrong.
 */
const PLACEHOLDER =
  /\{\{[^{}]{1,80}\}\}|\$?\{[^{}\n]{1,80}\}|\*\|[^|\n]{1,80}\|\*|<%[^%]{1,80}%>|\[\[[^[\]]{1,80}\]\]|\[[\p{L}_][\p{L}\p{N}_.]{0,40}\]|%[\p{L}_][\p{L}\p{N}_.]{0,40}%|#[\p{L}_][\p{L}\p{N}_.]{0,40}#/gu;

export type Placeholder = {
  readonly name: string;
  /** places in the text, UTF-16 code units */
  readonly from: number;
  readonly to: number;
};

/** In the order of the text. */
export function findPlaceholders(text: string): readonly Placeholder[] {
  return Array.from(text.matchAll(PLACEHOLDER), ({ 0: name, index }) => ({
    name,
    from: index,
    to: index + name.length,
  }));
}
