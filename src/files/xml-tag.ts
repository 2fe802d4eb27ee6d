export type XmlTag = {
  readonly kind: 'open' | 'close' | 'skip' | 'doctype';
  readonly isEmpty: boolean;
  /** offset behind it */
  readonly end: number;
};

const SKIPPED: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/** The tag, comment, instruction or section at `at`, where a `<` stands. null = it is not all there yet. */
export function readXmlTag(text: string, at: number): XmlTag | null {
  if (text.length < at + LONGEST_START && !text.includes('>', at)) return null;
  const sign = text[at + 1];
  if (sign === '!' || sign === '?') {
    for (const [start, stop] of SKIPPED) {
      if (!text.startsWith(start, at)) continue;
      const end = text.indexOf(stop, at + start.length);
      return end < 0 ? null : { kind: 'skip', isEmpty: false, end: end + stop.length };
    }
  }
  const end = tagEnd(text, at);
  if (end === null) return null;
  if (sign === '!') return { kind: 'doctype', isEmpty: false, end };
  if (sign === '/') return { kind: 'close', isEmpty: false, end };
  return { kind: 'open', isEmpty: text[end - 2] === '/', end };
}

/** Of the opening tag at `at`. */
export function xmlTagName(text: string, at: number): string {
  return /^<([^\s/>]+)/.exec(text.slice(at, at + 300))?.[1] ?? '';
}

/** `<![CDATA[` */
const LONGEST_START = 9;

const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const GREATER = 62;

/** A `>` inside quotes ends no tag. */
function tagEnd(text: string, at: number): number | null {
  let quote = 0;
  for (let place = at + 1; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (quote !== 0) {
      if (unit === quote) quote = 0;
    } else if (unit === GREATER) return place + 1;
    else if (unit === DOUBLE_QUOTE || unit === SINGLE_QUOTE) quote = unit;
  }
  return null;
}
