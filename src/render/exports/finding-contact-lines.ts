import { stringify } from 'csv-stringify/sync';
import { csvText } from '../csv-cell.ts';

const COLUMNS = [
  'contact_id',
  'segment_id',
  'flag',
  'action',
  'texts_per_week',
  'score',
  'lapsed',
  'silence',
  'dose7',
  'dose30',
  'dose90',
  'delivered_recent',
  'clicked_recent',
  'expected_recent',
  'delivered_earlier',
  'clicked_earlier',
  'expected_earlier',
  'last_delivered_at',
  'last_click_at',
  'last_order_at',
  'fatigue_flag',
  'invalid',
  'landline',
] as const;

/** A column of `findings contacts --csv` to its value; null = nothing is known. */
export type FindingContactRow = Readonly<Record<(typeof COLUMNS)[number], string | number | null>>;

export function findingContactHead(): string {
  return line(COLUMNS);
}

/** Every cell that somebody else wrote is safe to open in a spreadsheet. */
export function findingContactLines(rows: readonly FindingContactRow[]): string {
  return rows.map((row) => line(COLUMNS.map((column) => cell(row[column])))).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : csvText(value);
}

function line(cells: readonly string[]): string {
  return stringify([[...cells]], { record_delimiter: '\r\n' });
}
