import type { TextCutter } from './cut-text.ts';
import { readXmlTag, type XmlTag, xmlTagName } from './xml-tag.ts';

export type XmlCutter = TextCutter & {
  /** what stands before the first child of the root, its opening tag included; null = there is none yet */
  readonly head: () => string | null;
  /** what closes the root in a document of some of its children */
  readonly foot: () => string;
  /** behind the last child, as it is: the closing tag, or whatever cannot be cut */
  readonly tail: () => string;
};

/**
 * Cuts an XML document into the children of its root: a list of a million reports is never held whole. Checks nothing:
 * what does not nest, or has a document type, is not cut any further and comes out at the end, for somebody else to
 * refuse.
 */
export function cutXml(): XmlCutter {
  let rest = '';
  let scanned = 0;
  let depth = 0;
  let head: string | null = null;
  let root = '';
  let isOver = false;

  const take = (end: number): string => {
    const taken = rest.slice(0, end);
    rest = rest.slice(end);
    scanned -= end;
    return taken;
  };

  /** A whole child of the root that this tag ends, or null. */
  const step = ({ kind, isEmpty, end }: XmlTag, at: number): string | null => {
    if (kind === 'skip') return null;
    if (kind === 'open' && depth === 0 && !isEmpty) {
      depth = 1;
      root = xmlTagName(rest, at);
      head = take(end);
      return null;
    }
    if (kind === 'open' && depth > 0) {
      depth += isEmpty ? 0 : 1;
      return isEmpty && depth === 1 ? take(end) : null;
    }
    if (kind === 'close') depth -= 1;
    // an empty root, a document type, or the root is closed: what follows is no child
    if (kind !== 'close' || depth < 1) isOver = true;
    return kind === 'close' && depth === 1 ? take(end) : null;
  };

  return {
    add: (text) => {
      rest += text;
      const children: string[] = [];
      while (!isOver) {
        const at = rest.indexOf('<', scanned);
        const tag = at < 0 ? null : readXmlTag(rest, at);
        if (tag === null) break;
        scanned = tag.end;
        const child = step(tag, at);
        if (child !== null) children.push(child);
      }
      return children;
    },
    end: () => [],
    waiting: () => rest.length,
    head: () => head,
    foot: () => `</${root}>`,
    tail: () => rest,
  };
}
