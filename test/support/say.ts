import type { Figure, Phrase, Words } from '../../src/core/reports/figure.ts';
import { isMeasured, type Measured } from '../../src/render/format-measured.ts';

/** A phrase as plain words, for tests of what is said; the real formatting is render's. */
export function say(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === 'string' ? part : sayFigure(part))).join('');
}

export function sayFigure(figure: Figure): string {
  if (isMeasured(figure)) return sayMeasured(figure);
  switch (figure.kind) {
    case 'range':
      return `${sayFigure(figure.from)} to ${sayFigure(figure.to)}`;
    case 'text':
      return figure.text;
    case 'list':
      return new Intl.ListFormat('en-GB').format(figure.figures.map(sayFigure));
    case 'say':
      return sayWords(figure.words, figure.parts.map(say), figure.n);
    case 'none':
      return `n/a (${typeof figure.reason === 'string' ? figure.reason : say(figure.reason)})`;
  }
}

function sayMeasured(figure: Measured): string {
  switch (figure.kind) {
    case 'count':
    case 'p':
      return String(figure.value);
    case 'rate':
      return `${(figure.value * 100).toFixed(1)} %`;
    case 'points':
      return `${(figure.value * 100).toFixed(1)} points`;
    case 'relative':
      return `${(figure.value * 100).toFixed(0)} %`;
    case 'ratio':
      return figure.value.toFixed(2);
    case 'money':
      return `${figure.currency} ${(figure.micro / 1e6).toFixed(2)}`;
    case 'duration':
      return `${figure.seconds} s`;
    case 'week-hour':
      return `hour ${figure.hour}`;
    case 'instant':
      return figure.at;
    case 'window':
      return `${figure.from}/${figure.to}`;
  }
}

/** Fixed words or a phrase. */
export function sayEither(words: Words): string {
  return typeof words === 'string' ? words : say(words);
}

function sayWords(words: string, parts: readonly string[], n?: number): string {
  const form = n === undefined ? words : words.split('|')[n === 1 ? 0 : 1];
  return (form ?? words).replace(/\{(\d+)\}/g, (_, place: string) => parts[Number(place)] ?? '');
}
