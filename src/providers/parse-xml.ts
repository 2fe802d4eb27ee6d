import { SaxesParser } from 'saxes';

/** Children by name, an element that comes twice as a list; an element without children is its text. */
export type XmlElement = { [name: string]: XmlValue | XmlValue[] };
type XmlValue = string | XmlElement;

export type XmlReading =
  | { readonly ok: true; readonly document: XmlElement }
  /** one phrase, nothing of the document in it */
  | { readonly ok: false; readonly reason: string };

/** Elements within elements; receipts have four levels. */
const DEEPEST = 20;

/**
 * A document, attributes left out and texts trimmed, in one pass. Nothing is ever expanded but characters by number and
 * the five entities that XML itself knows. Text that XML does not allow and that breaks no element (an entity nobody
 * declared, a control character) is no reason to lose the events around it.
 */
export function parseXml(text: string): XmlReading {
  const strict = read(text);
  if (strict.ok) return strict;
  const mended = mendText(text);
  return mended === text ? strict : read(mended);
}

function read(text: string): XmlReading {
  // a message without a place: `position` only names lines
  const parser = new SaxesParser({ position: false });
  const document: XmlElement = {};
  const open: XmlElement[] = [];
  let element = document;
  let hasChildren = false;
  let said = '';
  let fault: string | null = null;
  const stop = (reason: string): never => {
    fault = reason;
    throw new Error(reason);
  };
  parser.on('error', ({ message }) => stop(`is not XML (${message.replace(/:.*|\.$/gs, '')})`));
  parser.on('opentag', ({ name }) => {
    if (name === '__proto__') stop('has an element __proto__, which is refused');
    open.push(element);
    if (open.length > DEEPEST) stop(`nests deeper than ${DEEPEST} levels`);
    element = {};
    hasChildren = false;
    said = '';
  });
  const say = (some: string): void => {
    said += some;
  };
  parser.on('text', say);
  parser.on('cdata', say);
  parser.on('closetag', ({ name }) => {
    const value = hasChildren ? element : said.trim();
    element = open.pop() ?? document;
    put(element, name, value);
    hasChildren = true;
    said = '';
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (fault === null) throw error;
    return { ok: false, reason: fault };
  }
  return { ok: true, document };
}

function put(element: XmlElement, name: string, value: XmlValue): void {
  const known = Object.hasOwn(element, name) ? element[name] : undefined;
  if (known === undefined) element[name] = value;
  else if (Array.isArray(known)) known.push(value);
  else element[name] = [known, value];
}

/** What XML 1.0 has no character for; a tab and line ends it has. */
const NO_CHARACTER = /(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu;
const LOOSE = /&(#?[\w.:-]{1,64});|\]\]>/g;
const SECTION = '<![CDATA[';
const SECTION_END = ']]>';

/**
 * The same with U+FFFD for what is no character, as text what looks like markup and is none, and without a declaration
 * that may be wrong: bytes were decoded before.
 */
function mendText(text: string): string {
  const [first = '', ...later] = text
    .replace(/^<\?xml\s[^<>]{0,200}\?>/, '')
    .toWellFormed()
    .replace(NO_CHARACTER, '\uFFFD')
    .split(SECTION);
  const mended = later.map((part) => {
    const end = part.indexOf(SECTION_END) + SECTION_END.length;
    return end < SECTION_END.length ? part : `${part.slice(0, end)}${mendMarkup(part.slice(end))}`;
  });
  return [mendMarkup(first), ...mended].join(SECTION);
}

/** Outside of CDATA, where `&` and the rest stand for themselves. */
function mendMarkup(text: string): string {
  return text.replace(LOOSE, (whole: string, name: unknown) => {
    if (typeof name !== 'string') return ']]&gt;';
    return isEntity(name) ? whole : `&amp;${name};`;
  });
}

function isEntity(name: string): boolean {
  if (!name.startsWith('#')) return ['amp', 'lt', 'gt', 'quot', 'apos'].includes(name);
  const code = Number(/^#x[\da-f]+$/i.test(name) ? `0${name.slice(1)}` : name.slice(1));
  if (!Number.isInteger(code) || code < 1 || code > 0x10ffff) return false;
  const character = String.fromCodePoint(code);
  return character.isWellFormed() && character.search(NO_CHARACTER) < 0;
}
