import type { Payload } from './importer.ts';

/** One event of a payload before anybody knows what it says. Strings are items of SMPP, which sends bare texts. */
export type PayloadItem = {
  /** place in the payload, from 1 */
  readonly index: number;
  readonly value: unknown;
  /** the object whose list this stood in, for what a provider says once for many; null = it stood alone */
  readonly envelope: Readonly<Record<string, unknown>> | null;
  /** of a line that is not JSON */
  readonly text?: string;
};

export type SplitPayload =
  | { readonly ok: true; readonly items: readonly PayloadItem[] }
  | { readonly ok: false; readonly reason: string };

/** A line that is not JSON; its place counts, so that an operator finds it. */
export const NOT_JSON = Symbol('not JSON');

/**
 * Cuts JSON (an object, a list, or an object around a list; a list of such objects, too), NDJSON (each line one of these), and key-values (one
 * query string a line) into events. `listKeys` names the keys under which this provider's envelopes hold their list.
 * XML and CSV have shapes of their own: see read-xml.ts.
 */
export function splitPayload({ format, body }: Payload, listKeys: readonly string[] = []): SplitPayload {
  const text = body.startsWith('\uFEFF') ? body.slice(1) : body;
  if (text.trim() === '') return { ok: false, reason: 'is empty' };
  switch (format) {
    case 'json': {
      const value = parseJson(text);
      if (value === NOT_JSON) return { ok: false, reason: 'is not JSON' };
      return { ok: true, items: numbered(unpack(value, listKeys)) };
    }
    case 'ndjson':
      return {
        ok: true,
        items: numbered(linesOf(text).flatMap((line) => unpackLine(line, listKeys))),
      };
    case 'form':
      return { ok: true, items: numbered(linesOf(text).map((line) => bare(readKeyValues(line)))) };
    case 'xml':
    case 'csv':
      return { ok: false, reason: `does not come as ${format.toUpperCase()} from this provider` };
  }
}

type Unplaced = Omit<PayloadItem, 'index'>;

function numbered(items: readonly Unplaced[]): readonly PayloadItem[] {
  return items.map((item, at) => ({ index: at + 1, ...item }));
}

function unpack(value: unknown, listKeys: readonly string[]): readonly Unplaced[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => (isRecord(item) ? unpack(item, listKeys) : [bare(item)]));
  }
  if (!isRecord(value)) return [bare(value)];
  for (const key of listKeys) {
    const list: unknown = Object.hasOwn(value, key) ? value[key] : undefined;
    if (Array.isArray(list)) return list.map((item) => ({ value: item, envelope: value }));
  }
  return [bare(value)];
}

function unpackLine(line: string, listKeys: readonly string[]): readonly Unplaced[] {
  const value = parseJson(line);
  return value === NOT_JSON ? [{ ...bare(value), text: line }] : unpack(value, listKeys);
}

function bare(value: unknown): Unplaced {
  return { value, envelope: null };
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return NOT_JSON;
  }
}

/** `a=1&b=2`, or a whole address of a GET request; of a key that comes twice the last value counts. A text without `=` stays one. */
function readKeyValues(line: string): unknown {
  const text = line.trim();
  if (!text.includes('=')) return text;
  const query = /^[^=?&]*\?/.exec(text);
  return Object.fromEntries(new URLSearchParams(query === null ? text : text.slice(query[0].length)));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
