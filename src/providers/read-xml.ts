import { parseXml } from './parse-xml.ts';
import type { SplitPayload } from './split-payload.ts';
import { isRecord } from './split-payload.ts';

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
  const reading = parseXml(text);
  if (!reading.ok) return reading;
  const found: unknown[] = [];
  collect(reading.document, isEvent, found);
  if (found.length === 0) return { ok: false, reason: `holds no element ${sought}` };
  return { ok: true, items: found.map((value, at) => ({ index: at + 1, value, envelope: null })) };
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
