/** Prints the fixed words of a template, {{say "Data as of {0}." asOf}}, in the reader's language. */
export type SayWords = (words: string, parts: readonly string[], n?: number) => string;

/** Handlebars escapes what it returns like any other value; {{say "{0} row|{0} rows" rows n=count}} chooses among forms. */
export function sayHelper(words: unknown, ...rest: readonly unknown[]): string {
  const options = rest.at(-1);
  if (!isHelped(options)) return String(words);
  return options.data.say(String(words), rest.slice(0, -1).map(String), options.hash.n);
}

type Helped = { readonly data: { readonly say: SayWords }; readonly hash: { readonly n?: number } };

function isHelped(options: unknown): options is Helped {
  return typeof options === 'object' && options !== null && 'data' in options && 'hash' in options;
}
