import { Failure } from '../core/failure.ts';
import type { Figure, Phrase } from '../core/reports/figure.ts';
import type { WindowLabel } from '../core/reports/report-model.ts';
import { cleanText } from './clean-text.ts';
import { createDurationFormat } from './format-duration.ts';
import { createMoneyFormat } from './format-money.ts';
import { createNumberFormats, NBSP } from './format-number.ts';
import { createTimeFormat } from './format-time.ts';

/** Turns figures, phrases and times into text for one reader: one locale, one time zone. */
export type Formatter = {
  readonly figure: (figure: Figure) => string;
  readonly phrase: (phrase: Phrase) => string;
  /** Foreign text made safe to print. */
  readonly text: (text: string) => string;
  /** "Mon 16 Nov – Sun 22 Nov 2026"; the end of a half-open window is shown as its last day. */
  readonly window: (label: WindowLabel) => string;
  /** A local calendar day, "2026-11-16", as "Mon 16 Nov". */
  readonly day: (day: string) => string;
  readonly hour: (hour: number) => string;
};

/**
 * The only place where a figure becomes text. `locale` is a BCP 47 tag (numbers and dates follow it),
 * `timezone` an IANA name. A number that cannot be true (negative count, NaN) throws `internal`:
 * a report that is wrong must not leave.
 */
export function createFormatter(locale: string, timezone: string): Formatter {
  const numbers = createNumberFormats(locale);
  const money = createMoneyFormat(locale);
  const duration = createDurationFormat(locale);
  const time = createTimeFormat(locale, timezone);

  const figure = (one: Figure): string => {
    switch (one.kind) {
      case 'count':
        return numbers.count(possible(one.value, 'count', 0));
      case 'rate':
        return numbers.rate(possible(one.value, 'rate', 0));
      case 'points':
        return numbers.points(possible(one.value, 'difference'));
      case 'relative':
        return numbers.relative(possible(one.value, 'difference'));
      case 'ratio':
        return numbers.ratio(possible(one.value, 'ratio'));
      case 'money':
        return money(possible(one.micro, 'amount'), one.currency);
      case 'duration':
        return duration(possible(one.seconds, 'duration', 0));
      case 'instant':
        return time.instant(one.at, one.style);
      case 'window':
        return time.window({ ...one, timezone }, 'short');
      case 'range':
        return `${figure(one.from)} to ${figure(one.to)}`;
      case 'p':
        return numbers.p(possible(one.value, 'p-value', 0));
      case 'text':
        return proseText(one.text);
      case 'list':
        return one.figures.map(figure).join(' and ');
      case 'none':
        return noNumber(one.reason);
      default:
        one satisfies never;
        throw new Failure('internal', 'figure of an unknown kind');
    }
  };
  const phrase = (parts: Phrase): string =>
    parts
      .map((part) => {
        if (typeof part === 'string') return proseText(part);
        return part.kind === 'text' ? isolated(figure(part)) : figure(part);
      })
      .join('');
  return {
    figure,
    phrase,
    text: cleanText,
    window: (label) => time.window(label, 'long'),
    day: time.day,
    hour: time.hour,
  };
}

function noNumber(reason: string): string {
  return reason === '' ? 'n/a' : `n/a (${cleanText(reason)})`;
}

/** "n = 38" is not torn apart. */
function proseText(text: string): string {
  return cleanText(text).replace(/\bn = (?=\d)/gu, `n${NBSP}=${NBSP}`);
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Numbers that follow an Arabic or Hebrew name would be drawn in its direction: "138 of 12". */
function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

function possible(value: number, what: string, least = Number.NEGATIVE_INFINITY): number {
  if (Number.isFinite(value) && value >= least) return value;
  const allowed = least === 0 ? 'a finite number, not negative' : 'a finite number';
  throw new Failure('internal', `${what} ${value} in the report model must be ${allowed}`);
}
