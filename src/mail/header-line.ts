import { Failure } from '../core/failure.ts';
import type { NamedAddress } from './address.ts';

const CRLF = '\r\n';
const LINE = 76;
/** `=?UTF-8?B?` and `?=` around the base64 of an encoded word; no line with one is longer than LINE (RFC 2047). */
const AROUND_WORD = 12;
const WORD_BYTES = 45;

/** `Name: value` folded at 76 characters, non-ASCII as encoded words (RFC 2047), with the line break. */
export function textHeader(name: string, value: string): string {
  requireOneLine(name, value);
  const isPlain = /^[\x20-\x7e]*$/.test(value) && !value.includes('=?');
  return `${fold(name, isPlain ? value.split(' ') : encodedWords(name, value))}${CRLF}`;
}

/** A header whose value is made of tokens and must not be encoded: ids, dates, addresses, URLs in brackets. */
export function plainHeader(name: string, value: string): string {
  requireOneLine(name, value);
  if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value)) {
    throw new Failure('internal', `header ${name} may hold printable ASCII only`);
  }
  return `${fold(name, value.split(' '))}${CRLF}`;
}

export function addressHeader(name: string, { name: shownName, address }: NamedAddress): string {
  if (shownName === null) return plainHeader(name, address);
  const isPlain = /^[\x20-\x7e]+$/.test(shownName) && !shownName.includes('=?');
  const words = isPlain ? `"${shownName}"`.split(' ') : encodedWords(name, shownName);
  return `${fold(name, [...words, `<${address}>`])}${CRLF}`;
}

function fold(name: string, words: readonly string[]): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of words) {
    if (line.length + 1 + word.length > LINE && line.trim() !== '' && !line.endsWith(':')) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join(CRLF);
}

/** Cut between code points, so that every word is valid UTF-8 by itself; the first stands beside the name. */
function encodedWords(name: string, value: string): string[] {
  const words: string[] = [];
  const besideName = Math.floor((LINE - AROUND_WORD - `${name}: `.length) / 4) * 3;
  let chunk = '';
  for (const character of value) {
    const most = words.length === 0 ? besideName : WORD_BYTES;
    if (Buffer.byteLength(chunk + character) > most) {
      words.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  return [...words, chunk].map((text) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`);
}

function requireOneLine(name: string, value: string): void {
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) {
    throw new Failure('bad-input', `header ${name}: must be one line without control characters`);
  }
}
