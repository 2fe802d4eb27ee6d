import { isXmlEncoding, xmlEncoding } from '../core/xml-encoding.ts';
import type { PayloadFormat } from '../providers/importer.ts';
import type { SentBody } from './authenticate.ts';
import type { HookRoute } from './hook-routes.ts';
import { REFUSALS, type Refusal, wrongType } from './refusal.ts';

export type SentText = { readonly format: PayloadFormat; readonly text: string; readonly sent: SentBody };

/** The content types of each format, the one we name to callers first. */
const TYPES: Readonly<Record<PayloadFormat, readonly string[]>> = {
  json: ['application/json'],
  ndjson: ['application/x-ndjson', 'application/ndjson', 'application/jsonl'],
  xml: ['application/xml', 'text/xml'],
  form: ['application/x-www-form-urlencoded'],
  csv: ['text/csv'],
};

const UTF8_NAMES = ['utf-8', 'utf8', 'us-ascii', 'ascii'];

/** Before the body is read: is it of a type this provider sends? null = a type we cannot take. */
export function readType(
  { importer }: HookRoute,
  contentType: string,
): { readonly format: PayloadFormat } | Refusal {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  const format = importer.formats.find((one) => TYPES[one].includes(plainType(type)));
  if (format === undefined)
    return wrongType(importer.formats.flatMap((one) => TYPES[one].slice(0, one === 'xml' ? 2 : 1)));
  if (charset === undefined || UTF8_NAMES.includes(charset)) return { format };
  if (format !== 'xml') return REFUSALS.notUtf8;
  return isXmlEncoding(charset) ? { format } : REFUSALS.otherEncoding;
}

/** `application/cloudevents+json` is JSON. */
function plainType(type: string): string {
  const [, suffix] = /\+(json|xml)$/.exec(type) ?? [];
  return suffix === undefined ? type : `application/${suffix}`;
}

export function readBody(format: PayloadFormat, bytes: Uint8Array): SentText | Refusal {
  if (bytes.length === 0) return REFUSALS.noBody;
  const text = decoded(format, bytes);
  if (text === null) return format === 'xml' ? REFUSALS.otherEncoding : REFUSALS.notUtf8;
  const form = format === 'form' ? new URLSearchParams(text) : null;
  return { format, text, sent: { bytes, form, isQuery: false } };
}

/** A GET request is a form whose text is its query. */
export function readQuery(query: string): SentText {
  return { format: 'form', text: query, sent: { bytes: Buffer.from(query), form: null, isQuery: true } };
}

/**
 * What the importer reads: of forms also the query of the address, because some providers can only be told our own
 * reference there. A secret in it is left out, and so is all of it when only the body is signed.
 */
export function payloadText(
  { auth }: HookRoute,
  { format, text, sent }: SentText,
  query: URLSearchParams,
): string {
  if (format !== 'form' || BODY_ONLY.includes(auth.by) || /[\r\n]/.test(text)) return text;
  const own = new URLSearchParams(query);
  if (auth.by === 'query') own.delete(auth.parameter);
  if (sent.isQuery) return own.toString();
  return own.size === 0 ? text : `${own.toString()}&${text}`;
}

/** Ways of proof that leave the query of the address unproven. */
const BODY_ONLY: readonly HookRoute['auth']['by'][] = ['hmac', 'vonage', 'vonage_sig', 'sinch'];

/** XML says its encoding itself; everything else is UTF-8. Null = the bytes are not what they should be. */
function decoded(format: PayloadFormat, bytes: Uint8Array): string | null {
  const encoding = format === 'xml' ? xmlEncoding(bytes) : 'utf-8';
  if (encoding === null) return null;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
