import { createElementLook, type Looked, type Open } from './element-style.ts';
import type { PlainStyle } from './plain-style.ts';
import { isKnownTag, isVoid, wouldCloseParent } from './plain-tags.ts';

/** null = the html is not as our templates write it: something that parses all of html has to look at it. */
export type PlainInliner = (html: string) => string | null;

/** Small letters, values in quotes and not empty, one blank between them. */
const TAG = /^<([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]+")*)>$/;
/** Tags as they stand, with their data; a report has some hundred different ones. */
const MOST_KNOWN = 5000;

type Begun = {
  /** the tag with its style */
  readonly written: string;
  /** null when it has no end */
  readonly open: Open | null;
};
type Walk = { readonly stack: Open[]; written: string; heads: number };

/**
 * Copies the rules into the elements; `tidy` has the last word on a `style` attribute, `head` goes to the end of the head.
 * Each kind of element is looked at once in the life of the inliner.
 */
export function createPlainInliner(
  style: PlainStyle,
  { head, tidy }: { readonly head: string; readonly tidy: (declarations: string) => string },
): PlainInliner {
  const { root, look } = createElementLook(style, tidy);
  const known = new Map<Open, Map<string, Begun | null>>();
  let count = 0;

  const begin = (whole: string, parent: Open): Begun | null => {
    const before = known.get(parent)?.get(whole);
    if (before !== undefined) return before;
    const made = begun(whole, parent, look);
    if (count >= MOST_KNOWN) {
      known.clear();
      count = 0;
    }
    count += 1;
    known.set(parent, (known.get(parent) ?? new Map<string, Begun | null>()).set(whole, made));
    return made;
  };

  /** Takes one tag; false = not understood. */
  const step = (whole: string, walk: Walk): boolean => {
    if (whole.startsWith('</')) {
      if (`</${walk.stack.pop()?.tag}>` !== whole) return false;
      if (whole === '</head>') {
        walk.heads += 1;
        walk.written += head;
      }
      walk.written += whole;
      return true;
    }
    const one = begin(whole, walk.stack.at(-1) ?? root);
    if (one === null) return false;
    walk.written += one.written;
    if (one.open !== null) walk.stack.push(one.open);
    return true;
  };

  return (html) => {
    const walk: Walk = { stack: [root], written: '', heads: 0 };
    let at = 0;
    for (let next = html.indexOf('<'); next >= 0; next = html.indexOf('<', at)) {
      walk.written += html.slice(at, next);
      const isComment = html.startsWith('<!--', next);
      at = isComment ? endOfComment(html, next + 4) : html.indexOf('>', next) + 1;
      if (at <= 0) return null;
      const whole = html.slice(next, at);
      if (isComment || whole === '<!doctype html>') walk.written += whole;
      else if (!step(whole, walk)) return null;
    }
    return walk.stack.length === 1 && walk.heads === 1 ? walk.written + html.slice(at) : null;
  };
}

function begun(whole: string, parent: Open, look: (tag: string, own: Own, parent: Open) => Looked | null) {
  const [, tag = '', attributes = ''] = TAG.exec(whole) ?? [];
  if (!isKnownTag(tag) || wouldCloseParent(tag, parent.tag)) return null;
  const own = { classes: valueOf(attributes, 'class'), style: valueOf(attributes, 'style') };
  const looked = look(tag, own, parent);
  if (looked === null) return null;
  return {
    written: `<${tag}${withStyle(attributes, own.style, looked.style)}>`,
    open: isVoid(tag) ? null : looked.open,
  };
}

type Own = { readonly classes: string; readonly style: string };

function withStyle(attributes: string, own: string, style: string): string {
  if (own !== '') return attributes.replace(` style="${own}"`, () => ` style="${style}"`);
  return style === '' ? attributes : `${attributes} style="${style}"`;
}

/** '' when there is none. */
function valueOf(attributes: string, name: string): string {
  const begin = attributes.indexOf(` ${name}="`);
  if (begin < 0) return '';
  const from = begin + name.length + 3;
  return attributes.slice(from, attributes.indexOf('"', from));
}

/** -1 = it does not end, or html would let it end earlier. */
function endOfComment(html: string, from: number): number {
  const end = html.indexOf('-->', from);
  return end < 0 || /^-?>|--!>/.test(html.slice(from, end + 3)) ? -1 : end + 3;
}
