import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { SplitPayload } from './split-payload.ts';
import { isRecord } from './split-payload.ts';

/** Elements within elements; receipts have four levels. */
const DEEPEST = 20;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const PARSER = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Texts stay texts: an id of digits keeps its zeros.
  parseTagValue: false,
  // No entity is ever expanded by the parser: a document type can define some that grow without end.
  processEntities: false,
  maxNestedTags: DEEPEST,
  jPath: false,
  tagValueProcessor: (_name, text) => decodeEntities(text),
});

/**
 * Every element of this name, wherever it stands, as one event: its children by name, texts as texts, an element that
 * comes twice as a list. Attributes are not read. A document type is refused: no provider sends one.
 */
export function splitXml(body: string, elementName: string): SplitPayload {
  return splitXmlWhere(body, elementName, (name) => name === elementName);
}

/** Like `splitXml` for elements that are known by what they hold instead of by their name; `sought` says by what. */
export function splitXmlWhere(
  body: string,
  sought: string,
  isEvent: (name: string, value: Readonly<Record<string, unknown>>) => boolean,
): SplitPayload {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') return { ok: false, reason: 'is empty' };
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return { ok: false, reason: 'has a document type, which is refused' };
  const document = parse(text);
  if (document === null) return { ok: false, reason: `is not XML of at most ${DEEPEST} levels` };
  const found: unknown[] = [];
  collect(document, isEvent, found);
  if (found.length === 0) return { ok: false, reason: `holds no element ${sought}` };
  return { ok: true, items: found.map((value, at) => ({ index: at + 1, value, envelope: null })) };
}

function parse(text: string): unknown {
  try {
    if (XMLValidator.validate(text) !== true) return null;
    const document: unknown = PARSER.parse(
      text.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_all, raw) => encode(raw)),
    );
    return document;
  } catch {
    return null;
  }
}

function collect(
  node: unknown,
  isEvent: (name: string, value: Readonly<Record<string, unknown>>) => boolean,
  found: unknown[],
): void {
  if (!isRecord(node)) return;
  for (const [name, child] of Object.entries(node)) {
    for (const value of Array.isArray(child) ? child : [child]) {
      // An empty element is a text; it is an event without fields, which its importer refuses.
      const record = value === '' ? {} : value;
      if (isRecord(record) && isEvent(name, record)) found.push(record);
      else collect(record, isEvent, found);
    }
  }
}

/** A CDATA section is plain text: written as such, it is decoded once like every other. */
function encode(raw: unknown): string {
  return String(raw).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The five that XML itself knows, and characters by number. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? whole;
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
