import type { Figure } from '../core/reports/figure.ts';
import { createFormatter } from '../render/format.ts';

/** The terminal speaks English: the words of a figure without numbers or times, such as the name of a variant. */
export function englishWords(figure: Figure): string {
  return createFormatter('en-GB', 'UTC').figure(figure);
}
