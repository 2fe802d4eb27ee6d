import { gzipSync } from 'node:zlib';

/** What a hostile or careless producer hands in as events of LINK Mobility, in a file or a request. */
export type BadEvents = {
  readonly name: string;
  readonly content: string | Buffer;
  /** the whole file is refused in one line */
  readonly file?: RegExp;
  /** its events are, each for this reason */
  readonly events?: readonly RegExp[];
};

/** A report that is right: it must be taken whatever stands beside it. */
export const GOOD_REPORT = report({});

export function report(over: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ id: 'L1', resultCode: 1001, timestamp: '2026-11-20T10:00:05Z', ...over });
}

function bad(name: string, over: Readonly<Record<string, unknown>> | string, reason: RegExp): BadEvents {
  const line = typeof over === 'string' ? over : report(over);
  return { name, content: `${line}\n${GOOD_REPORT}\n`, events: [reason] };
}

const NOT_JSON = /event: is not JSON/;
const NO_OBJECT = /event: must be an object with fields/;
const NO_SCALAR = /must be a text or a number/;
const NO_TIME = /timestamp: must be a time/;

export const BAD_EVENTS: readonly BadEvents[] = [
  { name: 'nothing', content: '', file: /is empty/ },
  { name: 'blank lines', content: ' \n\n', file: /is empty/ },
  { name: 'gzip', content: gzipSync(GOOD_REPORT), file: /is compressed \(gzip\); unpack it first/ },
  {
    name: 'gzip that is cut',
    content: Buffer.from('H4sIAAAAAAAA', 'base64'),
    file: /is compressed \(gzip\)/,
  },
  {
    name: 'a spreadsheet',
    content: Buffer.from('PK\x03\x04xxxx'),
    file: /is a zip archive or a spreadsheet/,
  },
  {
    name: 'UTF-16',
    content: Buffer.from(`\uFEFF${GOOD_REPORT}`, 'utf16le'),
    file: /is UTF-16; save it as UTF-8/,
  },
  {
    name: 'UTF-16 the other way',
    content: Buffer.from(`\uFEFF${GOOD_REPORT}`, 'utf16le').swap16(),
    file: /is UTF-16/,
  },
  {
    name: 'UTF-16 without a mark',
    content: Buffer.from(GOOD_REPORT, 'utf16le'),
    file: /holds a NUL byte; it is no text/,
  },
  {
    name: 'ISO 8859-1',
    content: Buffer.from(report({ operator: 'å' }), 'latin1'),
    file: /holds bytes that are no UTF-8 between byte 0 and \d+; save it as UTF-8/,
  },
  { name: 'a NUL', content: GOOD_REPORT.replace('L1', 'L\0'), file: /holds a NUL byte; it is no text/ },
  {
    name: 'lines that end in CR',
    content: `${GOOD_REPORT}\r${GOOD_REPORT}`,
    file: /lines that end in CR alone/,
  },
  bad('text', 'hello', NOT_JSON),
  bad('a line that is cut', '{"id":"L1","resu', NOT_JSON),
  bad('a trailing comma', '{"id":"L1","resultCode":1001,}', NOT_JSON),
  bad('single quotes', "{'id':'L1'}", NOT_JSON),
  bad('a comment', '// today', NOT_JSON),
  bad('NaN', '{"id":"L1","resultCode":NaN}', NOT_JSON),
  bad('100,000 open brackets', '['.repeat(100_000), NOT_JSON),
  bad('null', 'null', NO_OBJECT),
  bad('a number', '4791234567', NO_OBJECT),
  bad('a phone', '"+4791234567"', NO_OBJECT),
  bad(
    'an object in 20,000 levels',
    `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    /resultCode: is missing/,
  ),
  bad('no code', { resultCode: undefined }, /resultCode: is missing/),
  bad('a code that is null', { resultCode: null }, /resultCode: is missing/),
  bad('a code that is a list', { resultCode: [1001] }, NO_SCALAR),
  bad('a code that is an object', { resultCode: {} }, NO_SCALAR),
  bad('a code that is true', { resultCode: true }, NO_SCALAR),
  bad('an endless code', '{"id":"L1","resultCode":1e309}', /resultCode: is no finite number/),
  bad(
    'a code of 200 digits',
    { resultCode: '9'.repeat(200) },
    /resultCode: must have at most 32 characters, has 200/,
  ),
  bad(
    'what only an object inherits',
    '{"__proto__":{"id":"L1","resultCode":1001}}',
    /resultCode: is missing/,
  ),
  bad('no id', { id: undefined }, /messageId: is missing/),
  bad('an empty id', { id: '' }, /messageId: is missing/),
  bad('a blank id', { id: '   ' }, /id: is missing/),
  bad('an id of 65 characters', { id: 'x'.repeat(65) }, /id: must have at most 64 characters, has 65/),
  bad('an id that is a list', { id: ['a'] }, NO_SCALAR),
  bad('an id with a NUL', { id: 'L\u0000' }, /holds a control character/),
  bad('an id with half a character', '{"id":"L1\\ud800","resultCode":1001}', /half of one or a damaged one/),
  bad(
    'an id of more digits than JSON holds',
    '{"id":12345678901234567890,"resultCode":1001}',
    /id: is a number of too many digits; it must be a text/,
  ),
  bad('a time in 2099', { timestamp: '2099-01-01T00:00:00Z' }, /lies more than a day in the future/),
  bad('a date that could be two', { timestamp: '03/04/2026' }, NO_TIME),
  bad('30 February', { timestamp: '2026-02-30T10:00:00Z' }, /timestamp: is a time that does not exist/),
  bad('a negative time', { timestamp: -5 }, NO_TIME),
  bad('an endless time', '{"id":"L1","resultCode":1001,"timestamp":1e309}', NO_TIME),
  bad('a time that is an object', { timestamp: {} }, NO_TIME),
  bad('negative pieces', { segments: -1 }, /segments: must be a whole number from 1 to 255/),
  bad('half a piece', { segments: 1.5 }, /segments: must be a whole number from 1 to 255/),
  bad('999 pieces', { segments: 999 }, /segments: must be a whole number from 1 to 255/),
  bad(
    'endless pieces',
    '{"id":"L1","resultCode":1001,"segments":1e309}',
    /segments: must be a whole number from 1 to 255/,
  ),
  bad(
    'a text from nobody',
    JSON.stringify({ source: 'call me', destination: '2333', content: { userData: 'STOP' } }),
    /sender: /,
  ),
];

/** Odd, and taken. */
export const ODD_EVENTS: readonly { readonly name: string; readonly content: string }[] = [
  { name: 'a byte order mark', content: `\uFEFF${GOOD_REPORT}\n` },
  { name: 'a list', content: `[${GOOD_REPORT}]` },
  { name: 'a list over lines', content: `[\n${GOOD_REPORT}\n]\n` },
  { name: 'CRLF', content: `${GOOD_REPORT}\r\n` },
  { name: 'a key twice: the last counts', content: '{"id":"L9","id":"L1","resultCode":1001}' },
  { name: 'names of objects as keys', content: report({ constructor: { prototype: { id: 'x' } } }) },
  { name: 'a carrier of 5,000 characters', content: report({ operator: 'o'.repeat(5_000) }) },
  {
    name: 'deep things nobody reads',
    content: report({ more: JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) }),
  },
];
