import { stringify } from 'csv-stringify/sync';
import { csvText } from '../csv-cell.ts';

export const RECOMMENDATION_FORMATS = ['csv', 'ndjson'] as const;
export type RecommendationFormat = (typeof RECOMMENDATION_FORMATS)[number];

const COLUMNS = [
  'recommendation_id',
  'version',
  'state',
  'contact_id',
  'phone_masked',
  'country',
  'segment_id',
  'reason',
  'rule',
  'action',
  'confidence',
  'because',
  'first_evidence_at',
  'last_evidence_at',
  'last_positive_at',
  'last_delivered_at',
  'last_click_at',
  'proposed_at',
  'expires_at',
  'decided_by',
  'decided_at',
  'note',
  'batch_id',
] as const;

export function recommendationHead(format: RecommendationFormat): string {
  return format === 'csv' ? csvLine(COLUMNS) : '';
}

/** `list`: as `--json` shows them. Every cell that somebody else wrote is safe to open in a spreadsheet. */
export function recommendationLines(
  list: readonly Readonly<Record<string, unknown>>[],
  format: RecommendationFormat,
): string {
  if (format === 'ndjson') return list.map((one) => `${JSON.stringify(one)}\n`).join('');
  return list.map((one) => csvLine(COLUMNS.map((column) => cell(one[column])))).join('');
}

function cell(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? csvText(value) : '';
}

function csvLine(cells: readonly string[]): string {
  return stringify([[...cells]], { record_delimiter: '\r\n' });
}
