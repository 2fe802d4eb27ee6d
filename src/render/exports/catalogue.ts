import { stringify } from 'csv-stringify/sync';
import type { PhoneShape, SuppressedNumber } from '../../core/cleaning/suppressed-number.ts';
import { csvText } from '../csv-cell.ts';
import { phoneCells, phoneHeads } from './phone-columns.ts';

export type ExportOptions = {
  readonly phone: PhoneShape;
  /** Braze: subscription group that is left */
  readonly group: string | null;
};

export type ExportFormat = {
  /** one line for --help and docs */
  readonly describes: string;
  readonly head: (options: ExportOptions) => string;
  /** every line ends with its line end */
  readonly lines: (numbers: readonly SuppressedNumber[], options: ExportOptions) => string;
  /** true = cannot do without `group`, but for lifted numbers */
  readonly needsGroup?: true;
  /** whatever stands in the file is taken out of sending by importing it: no file for lifted numbers */
  readonly onlyTakesOut?: true;
};

const NOTHING = (): string => '';

/** Platforms and plain formats; docs/suppressions.md says where each file goes and what is confirmed. */
export const EXPORT_FORMATS = {
  csv: {
    describes: 'all columns; --phone says how numbers are written',
    head: ({ phone }) => csvLine([...phoneHeads(phone, 'phone_e164'), ...GENERIC]),
    lines: (numbers, { phone }) =>
      numbers.map((one) => csvLine([...phoneCells(phone, one.phone), ...genericCells(one)])).join(''),
  },
  txt: {
    describes: 'one number a line',
    head: NOTHING,
    lines: (numbers, { phone }) =>
      numbers
        .map((one) => `${phoneCells(phone === 'text' ? 'e164' : phone, one.phone).join(' ')}\n`)
        .join(''),
  },
  ndjson: {
    describes: 'one JSON object a line',
    head: NOTHING,
    lines: (numbers) => numbers.map((one) => `${JSON.stringify(jsonOf(one))}\n`).join(''),
  },
  klaviyo: {
    describes: 'CSV for Settings > SMS > Import SMS Unsubscribes; the profiles must exist',
    head: () => csvLine(['Phone Numbers', 'Country']),
    lines: (numbers) => numbers.map((one) => csvLine([one.phone, one.country ?? ''])).join(''),
    onlyTakesOut: true,
  },
  bird: {
    describes: 'CSV for Audience > Suppressions > Import',
    head: () => csvLine(['phone']),
    lines: (numbers) => numbers.map((one) => csvLine([one.phone])).join(''),
    onlyTakesOut: true,
  },
  braze: {
    describes:
      'bodies of POST /subscription/status/set, 50 numbers a line; lifted: of /sms/invalid_phone_numbers/remove',
    head: NOTHING,
    lines: brazeLines,
    needsGroup: true,
  },
  infobip: {
    describes: 'digits, one number a line, for the Do Not Contact list or the blocklist API',
    head: NOTHING,
    lines: (numbers) => numbers.map((one) => `${one.phone.slice(1)}\n`).join(''),
  },
  marketingplatform: {
    describes: 'CSV of mobile_prefix and mobile_number, as the platform stores them',
    head: () => csvLine(['mobile_prefix', 'mobile_number']),
    lines: (numbers) => numbers.map((one) => csvLine(phoneCells('split', one.phone))).join(''),
  },
} as const satisfies Readonly<Record<string, ExportFormat>>;

export type ExportName = keyof typeof EXPORT_FORMATS;

export const EXPORT_NAMES: readonly ExportName[] = Object.keys(EXPORT_FORMATS).filter(
  (name): name is ExportName => name in EXPORT_FORMATS,
);

const GENERIC = ['country', 'reason', 'action', 'confidence', 'first_seen', 'last_seen', 'recommendation_id'];

function genericCells(one: SuppressedNumber): readonly string[] {
  return [
    csvText(one.country ?? ''),
    csvText(one.reason),
    one.action,
    String(one.confidence),
    one.firstSeen.toString(),
    one.lastSeen.toString(),
    one.recommendationId === null ? '' : String(one.recommendationId),
  ];
}

function jsonOf(one: SuppressedNumber) {
  return {
    phone_e164: one.phone,
    country: one.country,
    reason: one.reason,
    action: one.action,
    confidence: one.confidence,
    first_seen: one.firstSeen.toString(),
    last_seen: one.lastSeen.toString(),
    recommendation_id: one.recommendationId === null ? null : String(one.recommendationId),
  };
}

const BRAZE_AT_ONCE = 50;

function brazeLines(numbers: readonly SuppressedNumber[], { group }: ExportOptions): string {
  return Array.from({ length: Math.ceil(numbers.length / BRAZE_AT_ONCE) }, (_, at) => {
    const some = numbers.slice(at * BRAZE_AT_ONCE, (at + 1) * BRAZE_AT_ONCE);
    const phones = some.map(({ phone }) => phone);
    const isLifted = some[0]?.action === 'unsuppress';
    const body = isLifted
      ? { phone_numbers: phones }
      : { subscription_group_id: group, subscription_state: 'unsubscribed', phone: phones };
    return `${JSON.stringify(body)}\n`;
  }).join('');
}

function csvLine(cells: readonly string[]): string {
  return stringify([[...cells]], { record_delimiter: '\r\n' });
}
