/** Where in the markup a place of a template is. `words` say it to a person; `name` is of the attribute. */
export type Context = {
  readonly kind: 'text' | 'tag' | 'value' | 'comment';
  readonly words: string;
  readonly name: string;
  /** of an attribute so far, with `{{field}}` as it is written */
  readonly value: string;
  readonly quote: string;
  readonly line: number;
};

export const TEXT: Context = { kind: 'text', words: 'text', name: '', value: '', quote: '', line: 0 };
const COMMENT: Context = { ...TEXT, kind: 'comment', words: 'a comment' };
/** One that Outlook reads as markup. */
const CONDITION: Context = { ...COMMENT, words: 'a conditional comment', name: 'if' };

type Told = {
  readonly tag: (name: string, line: number) => void;
  readonly attribute: (name: string, value: string, line: number) => void;
  readonly refuse: (what: string, line: number) => never;
};

/** Reads on from a context to the end of a piece of markup; tells of every tag and every attribute that ends in it. */
export function readMarkup(source: string, from: Context, line: number, told: Told): Context {
  let at = from;
  let place = 0;
  while (place < source.length) {
    const here = line + countLines(source.slice(0, place));
    const next = READ[at.kind](source.slice(place), at, here, told);
    at = next.at;
    place += next.read;
  }
  return at;
}

type Step = { readonly at: Context; readonly read: number };
type Read = (rest: string, at: Context, line: number, told: Told) => Step;

const READ: Readonly<Record<Context['kind'], Read>> = {
  text: (rest, at, line, told) => {
    const open = rest.indexOf('<');
    if (open < 0) return { at, read: rest.length };
    const found = rest.slice(open);
    if (found.startsWith('<!--'))
      return { at: found.startsWith('<!--[') ? CONDITION : COMMENT, read: open + 4 };
    if (/^<!doctype[^>]*>/i.test(found)) return { at, read: open + found.indexOf('>') + 1 };
    const where = line + countLines(rest.slice(0, open));
    const [opening, slash = '', name = ''] = /^<(\/?)([a-zA-Z][\w-]*)/.exec(found) ?? [''];
    // before data it would begin a tag of which nobody knows the name
    if (opening === '') return told.refuse('a < that begins no tag; write &lt;', where);
    if (slash === '') told.tag(name.toLowerCase(), where);
    return { at: inTag(''), read: open + opening.length };
  },
  tag: (rest, at, line, told) => {
    const [read, close, name = '', quote] = IN_TAG.exec(rest) ?? [];
    if (read === undefined) return told.refuse(`${at.words} holds what is no attribute with quotes`, line);
    if (close !== undefined) return { at: TEXT, read: read.length };
    if (quote === undefined) return { at, read: read.length };
    const words = `the attribute ${name.toLowerCase()}`;
    return {
      at: { kind: 'value', words, name: name.toLowerCase(), value: '', quote, line },
      read: read.length,
    };
  },
  value: (rest, at, _line, told) => {
    const end = rest.indexOf(at.quote);
    if (end < 0) return { at: { ...at, value: `${at.value}${rest}` }, read: rest.length };
    told.attribute(at.name, `${at.value}${rest.slice(0, end)}`, at.line);
    return { at: inTag(''), read: end + 1 };
  },
  comment: (rest, at) => {
    const end = rest.indexOf('-->');
    return end < 0 ? { at, read: rest.length } : { at: TEXT, read: end + 3 };
  },
};

/** White space, the end of the tag, or an attribute: with a quoted value, or alone like `hidden`. */
const IN_TAG = /^(?:\s+|(\/?>)|([a-zA-Z_:@][\w:.@-]*)(?:\s*=\s*(["'])|(?=[\s/>]|$)))/;

function inTag(name: string): Context {
  return { ...TEXT, kind: 'tag', words: 'a tag', name };
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
