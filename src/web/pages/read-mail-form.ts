import type { Form } from './read-form.ts';

const ONE_CLICK = 'List-Unsubscribe';
const MULTIPART = /name="?List-Unsubscribe"?[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n([^\r\n]*)/i;

/**
 * What a mail program posts (RFC 8058): `List-Unsubscribe=One-Click`, as either kind of form. Everything else in it is
 * passed over; only `fields` can be read.
 */
export function readMailForm(body: unknown, contentType: string, fields: readonly string[]): Form {
  const text = body instanceof Uint8Array ? Buffer.from(body).toString('latin1') : '';
  const isMultipart = contentType.trim().toLowerCase().startsWith('multipart/form-data');
  const sent = isMultipart
    ? new URLSearchParams({ [ONE_CLICK]: MULTIPART.exec(text)?.[1] ?? '' })
    : new URLSearchParams(text);
  return {
    text: (name) => (fields.includes(name) ? (sent.get(name) ?? '') : ''),
    all: () => [],
  };
}
