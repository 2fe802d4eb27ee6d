export type XmlTag = {
  readonly kind: 'open' | 'close' | 'skip' | 'doctype';
  readonly name: string;
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
  for (const [start, stop] of SKIPPED) {
    if (!text.startsWith(start, at)) continue;
    const end = text.indexOf(stop, at + start.length);
    return end < 0 ? null : { kind: 'skip', name: '', isEmpty: false, end: end + stop.length };
  }
  const end = tagEnd(text, at);
  if (end === null) return null;
  if (text[at + 1] === '!') return { kind: 'doctype', name: '', isEmpty: false, end };
  if (text[at + 1] === '/') return { kind: 'close', name: '', isEmpty: false, end };
  const [, name = ''] = /^<([^\s/>]+)/.exec(text.slice(at, Math.min(end, at + 300))) ?? [];
  return { kind: 'open', name, isEmpty: text[end - 2] === '/', end };
}

/** `<![CDATA[` */
const LONGEST_START = 9;

/** A `>` inside quotes ends no tag. */
function tagEnd(text: string, at: number): number | null {
  let quote = '';
  for (let place = at + 1; place < text.length; place += 1) {
    const unit = text.charAt(place);
    if (quote !== '') {
      if (unit === quote) quote = '';
    } else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '>') return place + 1;
  }
  return null;
}
