import type { Figure, Phrase, Words } from '../core/reports/figure.ts';
import { cleanText } from './clean-text.ts';
import { createFormatter } from './format.ts';
import { LEAST_P } from './format-number.ts';

/** Figures as plain numbers in the reader's decimal sign, phrases as the text of the mail. */
export type CsvFormat = {
  readonly decimal: '.' | ',';
  readonly phrase: (phrase: Phrase) => string;
};

/** One figure as CSV sees it: `unit` tells how to read `value`. */
export type CsvValue = { readonly unit: string; readonly value: string };

const ENGLISH_WORDS = createFormatter('en-GB', 'UTC');

/** A list (amounts of several currencies) has several values; text and "n/a" have no unit. */
export function csvValues(figure: Figure, decimal: '.' | ','): readonly CsvValue[] {
  if (isNumber(figure)) return [csvNumber(figure, decimal)];
  switch (figure.kind) {
    case 'instant':
      return [{ unit: '', value: figure.at }];
    case 'window':
      return [{ unit: '', value: `${figure.from}/${figure.to}` }];
    case 'range':
      return [...ends(csvValues(figure.from, decimal), 'from'), ...ends(csvValues(figure.to, decimal), 'to')];
    case 'text':
      return [{ unit: '', value: csvText(figure.text) }];
    case 'list':
      return figure.figures.flatMap((one) => csvValues(one, decimal));
    case 'week-hour':
    case 'say':
    case 'none':
      return [{ unit: '', value: csvText(ENGLISH_WORDS.figure(figure).replace(/[\u00a0\u202f]/gu, ' ')) }];
  }
}

const NUMBERS = ['count', 'rate', 'relative', 'points', 'ratio', 'money', 'duration', 'p'] as const;
type NumberFigure = Extract<Figure, { readonly kind: (typeof NUMBERS)[number] }>;

function isNumber(figure: Figure): figure is NumberFigure {
  return NUMBERS.some((kind) => kind === figure.kind);
}

function csvNumber(figure: NumberFigure, decimal: '.' | ','): CsvValue {
  switch (figure.kind) {
    case 'count':
      return { unit: '', value: plain(figure.value, 0, decimal) };
    case 'rate':
    case 'relative':
      return { unit: '%', value: plain(figure.value * 100, 4, decimal) };
    case 'points':
      return { unit: 'pt', value: plain(figure.value * 100, 4, decimal) };
    case 'ratio':
      return { unit: '', value: plain(figure.value, 4, decimal) };
    case 'money':
      return { unit: figure.currency, value: plain(figure.micro / 1_000_000, 6, decimal) };
    case 'duration':
      return { unit: 's', value: plain(figure.seconds, 3, decimal) };
    case 'p':
      return { unit: '', value: plainP(figure.value, decimal) };
  }
}

/** Our own words, in English: the CSV is the same in every language. */
export function csvWords(words: Words, { phrase }: CsvFormat): string {
  return typeof words === 'string' ? csvText(words) : phrase(words);
}

/** The values, or the units, of a figure in one field. */
export function csvJoined(figure: Figure, decimal: '.' | ',', field: 'value' | 'unit'): string {
  return csvValues(figure, decimal)
    .map((one) => one[field])
    .filter(Boolean)
    .join(' / ');
}

/** Two columns: "%, from" and "%, to". */
function ends(values: readonly CsvValue[], end: 'from' | 'to'): readonly CsvValue[] {
  return values.map(({ unit, value }) => ({ unit: unit === '' ? end : `${unit}, ${end}`, value }));
}

/** Fifteen digits after the point would make a small p 0. */
function plainP(value: number, decimal: '.' | ','): string {
  const digits = value === 0 || value < LEAST_P ? '< 1e-300' : String(Number(value.toPrecision(6)));
  return decimal === '.' ? digits : digits.replace('.', ',');
}

const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/**
 * Free text that a spreadsheet must not run: a leading = + - @ (also full-width), tab, CR or NUL gets an
 * apostrophe. Numbers do not come through here and stay numbers.
 */
export function csvText(text: string): string {
  // what is left when marks that cannot be seen are gone is what the spreadsheet reads
  const clean = cleanText(text);
  return /^[\t\r\0]/.test(text) || FORMULA.test(clean) ? `'${clean}` : clean;
}

function plain(value: number, digits: number, decimal: '.' | ','): string {
  const fixed = digits === 0 ? value.toFixed(0) : value.toFixed(digits).replace(/\.?0+$/, '');
  const signed = fixed === '-0' ? '0' : fixed;
  return decimal === '.' ? signed : signed.replace('.', ',');
}
