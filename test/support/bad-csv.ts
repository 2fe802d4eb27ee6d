import { gzipSync } from 'node:zlib';

/** What a hostile or careless producer hands in as `messages.csv`. */
export type BadCsv = {
  readonly name: string;
  readonly content: string | Buffer;
  /** the whole file is refused in one line, or rows of it are */
  readonly file?: RegExp;
  readonly rows?: readonly RegExp[];
};

export const HEADER = 'message_id,contact_id,campaign_id,sent_at,status';
/** A row that is right stands in each file whose rows are refused: it must be taken. */
export const GOOD = 'g1,c1,p1,2026-11-20T10:00:00Z,sent';
const ALL = `${HEADER}\n${GOOD}\n`;

type Cells = Readonly<
  Partial<Record<'message_id' | 'contact_id' | 'campaign_id' | 'sent_at' | 'status', string>>
>;

function row(over: Cells = {}): string {
  return Object.values({
    message_id: 'b1',
    contact_id: 'c1',
    campaign_id: 'p1',
    sent_at: '2026-11-20T10:00:00Z',
    status: 'sent',
    ...over,
  }).join(',');
}

/** A bad row before a good one. */
function bad(name: string, over: Cells | string, reason: RegExp): BadCsv {
  const line = typeof over === 'string' ? over : row(over);
  return { name, content: `${HEADER}\n${line}\n${GOOD}\n`, rows: [reason] };
}

/** One more column. */
function more(columns: string, cells: string, reason: RegExp): BadCsv {
  const blanks = ','.repeat(columns.split(',').length);
  const content = `${HEADER},${columns}\n${row({ status: 'failed' })},${cells}\n${GOOD}${blanks}\n`;
  return { name: `${columns} ${cells.slice(0, 30)}`, content, rows: [reason] };
}

const ZONED = /row 2, sent_at: ".*" is no ISO 8601 time with a zone, such as/;
const AMOUNT = /row 2, cost: ".*" is no plain amount, such as 0.042 \(at most 9 digits and 6 decimals\)/;
const PARTS = /row 2, parts: ".*" must be a whole number from 0 to 255/;
const NO_COLUMN = /has no column .*; messages needs message_id, contact_id, campaign_id, sent_at, status/;

export const BAD_CSV: readonly BadCsv[] = [
  { name: 'nothing', content: '', file: /is empty; a header row is needed/ },
  { name: 'blank lines', content: '\n\n \n', file: /is empty; a header row is needed/ },
  { name: 'a byte order mark alone', content: '\uFEFF', file: /is empty; a header row is needed/ },
  { name: 'lines that end in CR', content: ALL.replaceAll('\n', '\r'), file: /lines that end in CR alone/ },
  {
    name: 'semicolons',
    content: ALL.replaceAll(',', ';'),
    file: /is divided by semicolons; save it with commas/,
  },
  { name: 'tabs', content: ALL.replaceAll(',', '\t'), file: /is divided by tabs; save it with commas/ },
  {
    name: 'a column twice',
    content: `${HEADER},status\n${GOOD},sent\n`,
    file: /has the column status twice/,
  },
  { name: 'column names in capitals', content: ALL.toUpperCase(), file: NO_COLUMN },
  { name: 'required columns that are missing', content: 'message_id,contact_id\nx,y\n', file: NO_COLUMN },
  {
    name: '65 columns',
    content: `${HEADER},${Array.from({ length: 60 }, (_, at) => `x${at}`).join(',')}\n`,
    file: /has 65 columns; at most 64 are allowed/,
  },
  {
    name: 'a header of 70,000 bytes',
    content: `${'h'.repeat(70_000)}\n`,
    file: /header is longer than 65536 bytes/,
  },
  {
    name: 'a header with an open quote',
    content: `"${HEADER}\n${GOOD}\n`,
    file: /header: has a quote that is never closed/,
  },
  { name: 'gzip', content: gzipSync(ALL), file: /is compressed \(gzip\); unpack it first/ },
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
  { name: 'a PDF', content: '%PDF-1.7\n', file: /is a PDF; export it as CSV/ },
  {
    name: 'a page to sign in',
    content: '<!DOCTYPE html><html></html>',
    file: /is XML or a web page, not CSV/,
  },
  { name: 'a JSON list', content: '[{"message_id":"m1"}]', file: /is JSON, not CSV; .*--format events/ },
  { name: 'NDJSON', content: '{"message_id":"m1"}\n', file: /is JSON, not CSV/ },
  { name: 'UTF-16', content: Buffer.from(`\uFEFF${ALL}`, 'utf16le'), file: /is UTF-16; save it as UTF-8/ },
  { name: 'UTF-16 without a mark', content: Buffer.from(ALL, 'utf16le'), file: /holds a NUL byte/ },
  {
    name: 'a NUL in a row',
    content: `${HEADER}\nn\0l,c1,p1,x,sent\n`,
    file: /holds a NUL byte; it is no CSV text/,
  },
  {
    name: 'rows with too few and too many cells',
    content: `${HEADER}\nr1,c1\n${GOOD},more,cells\n${GOOD}\n`,
    rows: [/row 2, row: has 2 cells, the header has 5/, /row 3, row: has 7 cells, the header has 5/],
  },
  {
    name: 'a quote that is never closed',
    content: `${ALL}"q1,c1\nx,y\n`,
    rows: [/row 3, row: has a quote that is never closed/],
  },
  bad(
    'text behind a quote',
    '"q1"x,c1,p1,2026-11-20T10:00:00Z,sent',
    /row 2, row: has text behind a closing quote/,
  ),
  bad(
    'a quote inside a cell',
    'q"1,c1,p1,2026-11-20T10:00:00Z,sent',
    /row 2, row: has a quote inside a cell without quotes/,
  ),
  bad('a line of 64 KiB', { message_id: 'y'.repeat(65_536) }, /row 2, row: is longer than 65536 bytes/),
  {
    name: 'ISO 8859-1',
    content: Buffer.from(`${HEADER}\n${row({ contact_id: 'cå' })}\n${GOOD}\n`, 'latin1'),
    rows: [/row 2, row: is not UTF-8/],
  },
  bad(
    'a time in 2099',
    { sent_at: '2099-01-01T00:00:00Z' },
    /row 2, sent_at: "2099-01-01T00:00:00Z" lies in the future/,
  ),
  bad('a date that could be two', { sent_at: '03/04/2026 10:00' }, ZONED),
  bad('a time without a zone', { sent_at: '2026-11-20T10:00:00' }, ZONED),
  bad('30 February', { sent_at: '2026-02-30T10:00:00Z' }, ZONED),
  bad('a leap second', { sent_at: '2026-12-31T23:59:60Z' }, ZONED),
  bad('1970', { sent_at: '1970-01-01T00:00:00Z' }, ZONED),
  bad('Unix seconds', { sent_at: '1759276800' }, ZONED),
  bad('a time zone nobody has', { sent_at: '2026-11-20T10:00:00[Europe/Olso]' }, ZONED),
  bad('no time', { sent_at: '' }, /row 2, sent_at: is empty; a time is needed/),
  bad(
    'a status of the network',
    { status: 'DELIVRD' },
    /row 2, status: "DELIVRD" must be one of queued, sent/,
  ),
  bad('no status', { status: '' }, /row 2, status: is empty; it must be one of/),
  bad('no id', { message_id: '' }, /row 2, message_id: is empty; an id is needed/),
  bad(
    'an id of 65 characters',
    { message_id: 'i'.repeat(65) },
    /row 2, message_id: "i+…" has more than 64 characters/,
  ),
  bad('an id with a bell', { message_id: 'a\u0007b' }, /row 2, message_id: "a\?b" holds a control character/),
  bad(
    'a campaign nobody knows',
    { campaign_id: 'nope' },
    /row 2, campaign_id: is not known; import campaigns first/,
  ),
  bad(
    'a phone for a contact',
    { contact_id: '+4791234567' },
    /row 2, contact_id: is not known; import contacts first/,
  ),
  more('parts', '-1', PARTS),
  more('parts', '256', PARTS),
  more('parts', '1.5', PARTS),
  more('parts', '1e309', PARTS),
  more('parts', '0x10', PARTS),
  more('cost,currency', '1e309,EUR', AMOUNT),
  more('cost,currency', '-1,EUR', AMOUNT),
  more('cost,currency', '"0,05",EUR', AMOUNT),
  more('cost,currency', 'Infinity,EUR', AMOUNT),
  more('cost,currency', 'NaN,EUR', AMOUNT),
  more('cost,currency', '0.05,', /row 2, currency: is empty; it must be an ISO 4217 code such as EUR/),
  more('cost,currency', '0.05,XXQ', /row 2, currency: "XXQ" must be an ISO 4217 code/),
  more('provider', 'Twilio Inc', /row 2, provider: "Twilio Inc" must be 1 to 32 lower-case letters/),
  more('error_code', '9'.repeat(33), /row 2, error_code: "999\*+99" has more than 32 characters/),
  more('status_at', 'yesterday', /row 2, status_at: "yesterday" is no ISO 8601 time/),
];

/** Odd, and taken as what it is: data. */
export const ODD_CSV: readonly { readonly name: string; readonly content: string }[] = [
  { name: 'a byte order mark', content: `\uFEFF${ALL}` },
  { name: 'CRLF', content: ALL.replaceAll('\n', '\r\n') },
  { name: 'names of objects as columns', content: `${HEADER},__proto__,constructor\n${GOOD},1,2\n` },
  { name: 'a name of objects as an id', content: `${HEADER}\n${row({ message_id: '__proto__' })}\n` },
  { name: 'SQL as an id', content: `${HEADER}\n${row({ message_id: "');DROP TABLE messages;--" })}\n` },
  { name: 'a formula as an id', content: `${HEADER}\n${row({ message_id: '=cmd|1' })}\n` },
];
