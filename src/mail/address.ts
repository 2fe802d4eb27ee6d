import { domainToASCII } from 'node:url';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';

/** One mailbox. `key` (all lower case) says whether two addresses are the same one. */
export type Address = { readonly address: string; readonly key: string };

export type NamedAddress = Address & { readonly name: string | null };

/** RFC 5322 atext without `%` and `!`, which old relays read as a route to another host. */
const LOCAL_PART = /^[a-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[a-z0-9#$&'*+/=?^_`{|}~-]+)*$/i;
/** What may stand in a domain before IDNA: letters, digits, hyphen, dot, anything beyond ASCII. */
const DOMAIN_INPUT = /^[a-z0-9.\-\u{80}-\u{10ffff}]+$/iu;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TOP_LABEL = /^(?=.*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;
const UNSAFE_IN_NAME = /[\p{Cc}\u2028\u2029"\\<>@,;:()[\]]/u;

/**
 * Exactly one addr-spec: no display name, no list, no group, no comment, no quotes, no line break. A domain
 * beyond ASCII becomes its IDNA form. Throws `bad-input`; `where` names the field in its message.
 */
export function parseAddress(text: string, where = 'address'): Address {
  const refuse = (why: string): Failure =>
    new Failure(
      'bad-input',
      `${where}: ${shown(text)} ${why}; allowed is one address such as name@example.com`,
    );
  if (text.length > 254) throw refuse('is longer than 254 characters');
  const at = text.lastIndexOf('@');
  if (at < 0) throw refuse('has no @');
  const local = text.slice(0, at);
  if (local.length > 64) throw refuse('has more than 64 characters before the @');
  if (!LOCAL_PART.test(local)) throw refuse('is not one address');
  const domain = asciiDomain(text.slice(at + 1));
  if (domain === null) throw refuse('has no valid domain after the @');
  const address = `${local}@${domain}`;
  if (address.length > 254) throw refuse('is longer than 254 characters');
  return { address, key: address.toLowerCase() };
}

/** `name@example.com` or `Some Name <name@example.com>`; the name without quotes, commas or brackets. */
export function parseNamedAddress(text: string, where = 'address'): NamedAddress {
  if (text.length > 320) throw new Failure('bad-input', `${where}: is longer than 320 characters`);
  const open = text.indexOf('<');
  if (open < 0) return { ...parseAddress(text.trim(), where), name: null };
  const name = text.slice(0, open).trim();
  if (UNSAFE_IN_NAME.test(name) || !text.endsWith('>')) {
    throw new Failure(
      'bad-input',
      `${where}: ${shown(text)} is not one address; allowed is Some Name <name@example.com> without quotes`,
    );
  }
  return { ...parseAddress(text.slice(open + 1, -1), where), name: name === '' ? null : name };
}

function asciiDomain(text: string): string | null {
  if (!DOMAIN_INPUT.test(text)) return null;
  const domain = domainToASCII(text).toLowerCase();
  if (domain === 'localhost') return domain;
  if (domain.length > 253) return null;
  const labels = domain.split('.');
  const top = labels.at(-1);
  if (labels.length < 2 || top === undefined || !TOP_LABEL.test(top)) return null;
  return labels.every((label) => LABEL.test(label)) ? domain : null;
}

function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${shownText(text)}…` : shownText(text));
}
