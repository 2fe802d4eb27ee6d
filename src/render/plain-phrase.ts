import type { Phrase } from '../core/reports/figure.ts';
import type { WindowLabel } from '../core/reports/report-model.ts';
import { createFormatter } from './format.ts';

/** English in one line, for a log, a list or a reason; dates are in the zone of the window. */
export function plainPhrase(phrase: Phrase, { timezone }: WindowLabel): string {
  return createFormatter('en-GB', timezone)
    .phrase(phrase)
    .replace(/[\u00a0\u202f]/gu, ' ');
}
