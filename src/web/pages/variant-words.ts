import type { ReportVariant } from '../../core/reports/report-variants.ts';

/** What a reader gets, with the word that schedules and commands use. */
export const VARIANT_WORDS: Readonly<Record<ReportVariant, string>> = {
  full: 'full',
  exec: 'in short (exec)',
  analyst: 'all rows as CSV (analyst)',
  alert: 'beyond limits (alert)',
};
