import { Failure } from '../failure.ts';
import type { Metric } from '../metrics/metric.ts';
import { type Figure, money } from '../reports/figure.ts';
import { shownText } from '../shown-text.ts';

/** Of a metric, in its unit: a rate 0..1, seconds, micro-units of the currency, a plain ratio. */
export type Amount = { readonly value: number; readonly currency: string | null };

const SECONDS = { s: 1, min: 60, h: 3_600, d: 86_400 } as const;

const ALLOWED: Readonly<Record<Metric['unit'], string>> = {
  rate: 'a share such as 1.5 %',
  duration: 'a time such as 90 s, 30 min, 6 h or 2 d',
  money: 'an amount with its currency such as 5000 EUR',
  ratio: 'a number such as 2.5',
};

/** Throws `bad-input` that says what the metric's unit allows. */
export function parseAmount(metric: Metric, text: string): Amount {
  const amount = readAmount(metric, text.trim());
  if (amount !== null) return amount;
  throw new Failure(
    'bad-input',
    `${shownText(text)} is not ${ALLOWED[metric.unit]}, which ${metric.id} needs`,
  );
}

function readAmount({ unit }: Metric, text: string): Amount | null {
  switch (unit) {
    case 'rate':
      return readShare(text);
    case 'duration':
      return readTime(text);
    case 'money':
      return readMoney(text);
    case 'ratio': {
      const number = /^-?\d{1,6}(?:\.\d{1,4})?$/.exec(text)?.[0];
      return number === undefined ? null : { value: Number(number), currency: null };
    }
  }
}

function readShare(text: string): Amount | null {
  const share = Number(/^(\d{1,3}(?:\.\d{1,4})?) ?%$/.exec(text)?.[1] ?? Number.NaN);
  return share <= 100 ? { value: Number((share / 100).toFixed(6)), currency: null } : null;
}

function readTime(text: string): Amount | null {
  const [, number, word] = /^(\d{1,5}) ?(s|min|h|d)$/.exec(text) ?? [];
  const seconds = word === 's' || word === 'min' || word === 'h' || word === 'd' ? SECONDS[word] : null;
  return number === undefined || seconds === null
    ? null
    : { value: Number(number) * seconds, currency: null };
}

function readMoney(text: string): Amount | null {
  const [, number, currency] = /^(\d{1,9}(?:\.\d{1,6})?) ([A-Z]{3})$/.exec(text) ?? [];
  if (number === undefined || currency === undefined || !isCurrency(currency)) return null;
  return { value: Math.round(Number(number) * 1e6), currency };
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}

export function figureOfAmount({ unit }: Metric, { value, currency }: Amount): Figure {
  switch (unit) {
    case 'rate':
    case 'ratio':
      return { kind: unit, value };
    case 'duration':
      return { kind: 'duration', seconds: value };
    case 'money':
      return money(currency ?? '', value);
  }
}

/** As it is written in the file; reads back as the same amount. */
export function amountText({ unit }: Metric, { value, currency }: Amount): string {
  switch (unit) {
    case 'rate':
      return `${Number((value * 100).toFixed(4))} %`;
    case 'ratio':
      return String(value);
    case 'duration': {
      const [word, seconds] =
        (['d', 'h', 'min'] as const)
          .map((one) => [one, SECONDS[one]] as const)
          .find(([, size]) => value > 0 && value % size === 0) ?? (['s', 1] as const);
      return `${value / seconds} ${word}`;
    }
    case 'money':
      return `${Number((value / 1e6).toFixed(6))} ${currency ?? ''}`;
  }
}
