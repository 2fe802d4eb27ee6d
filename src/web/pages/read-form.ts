import type { PageRefusal } from './page-answer.ts';
import { badField, PAGE_REFUSALS } from './page-refusals.ts';

export const MOST_FORM_BYTES = 262_144;
const MOST_FIELDS = 1_200;
const LONGEST_NAME = 40;

/** The fields of a form by name; `many` are those that may come more than once. */
export type Form = {
  readonly text: (name: string) => string;
  readonly all: (name: string) => readonly string[];
};

export type FormFields = { readonly one: readonly string[]; readonly many?: readonly string[] };

export const EMPTY_FORM: Form = { text: () => '', all: () => [] };

/** Closed: a field nobody asked for is refused, as is one that comes twice. `csrf` always belongs. */
export function readForm(body: unknown, fields: FormFields): Form | PageRefusal {
  const text = body instanceof Uint8Array ? decoded(body) : '';
  if (text === null) return PAGE_REFUSALS.wrongType;
  // a percent sign that encodes nothing: URLSearchParams would take it as it is
  if (/%(?![0-9a-f]{2})/i.test(text)) return PAGE_REFUSALS.badForm;
  const sent = new URLSearchParams(text);
  if (sent.size > MOST_FIELDS) return PAGE_REFUSALS.badForm;
  const many = fields.many ?? [];
  for (const name of new Set(sent.keys())) {
    if (!many.includes(name) && name !== 'csrf' && !fields.one.includes(name))
      return badField(`${shown(name)}: is no field of this form.`);
    const values = sent.getAll(name);
    if (values.length > 1 && !many.includes(name)) return PAGE_REFUSALS.badForm;
    if (values.some(isNoText)) return badField(`${shown(name)}: has characters that are no text.`);
  }
  return { text: (name) => sent.get(name) ?? '', all: (name) => sent.getAll(name) };
}

/** Before a byte of the body is read. */
export function refuseType(contentType: string, encoding: string): PageRefusal | null {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  const isForm =
    type === 'application/x-www-form-urlencoded' && (charset === undefined || charset === 'utf-8');
  return isForm && encoding === 'identity' ? null : PAGE_REFUSALS.wrongType;
}

/** Control characters other than tab and line ends, and what was no UTF-8. */
function isNoText(value: string): boolean {
  return /\ufffd|(?![\t\n\r])\p{Cc}/u.test(value);
}

function shown(name: string): string {
  return /^[\w-]+$/.test(name) && name.length <= LONGEST_NAME && !/\d{6}/.test(name) ? name : 'a field';
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
