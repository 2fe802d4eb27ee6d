import { Failure } from '../core/failure.ts';
import type { Figure } from '../core/reports/figure.ts';
import { createDurationFormat } from './format-duration.ts';
import { createMoneyFormat } from './format-money.ts';
import { createNumberFormats } from './format-number.ts';
import type { TimeFormat } from './format-time.ts';

/** Figures that are one number or one time; the others are made of words and of these. */
export type Measured = Exclude<Figure, { readonly kind: Worded }>;
type Worded = 'range' | 'text' | 'list' | 'say' | 'none';

export function isMeasured(one: Figure): one is Measured {
  return !WORDED.has(one.kind);
}

const WORDED: ReadonlySet<string> = new Set<Worded>(['range', 'text', 'list', 'say', 'none']);

/** `say` gives the signs of units in the reader's language. Throws `internal` for a number that cannot be true. */
export function createMeasuredFormat(
  locale: string,
  timezone: string,
  time: TimeFormat,
  say: (words: string) => string,
): (one: Measured) => string {
  const numbers = createNumberFormats(locale, say('pt'));
  const money = createMoneyFormat(locale);
  const duration = createDurationFormat(locale, {
    second: say('s'),
    minute: say('min'),
    hour: say('h'),
    day: say('d'),
  });
  return (one) => {
    switch (one.kind) {
      case 'count':
        return numbers.count(possible(one.value, 'count', 0));
      case 'rate':
        return numbers.rate(possible(one.value, 'rate', 0));
      case 'points':
        return numbers.points(possible(one.value, 'difference'), one.unsigned);
      case 'relative':
        return numbers.relative(possible(one.value, 'difference'), one.unsigned);
      case 'ratio':
        return numbers.ratio(possible(one.value, 'ratio'));
      case 'money':
        return money(possible(one.micro, 'amount'), one.currency);
      case 'duration':
        return duration(possible(one.seconds, 'duration', 0));
      case 'p':
        return numbers.p(possible(one.value, 'p-value', 0));
      case 'instant':
        return time.instant(one.at, one.style);
      case 'week-hour':
        return `${time.weekday(Math.floor(one.hour / 24))} ${time.hour(one.hour % 24)}`;
      case 'window':
        return time.window({ ...one, timezone }, 'short');
      default:
        one satisfies never;
        throw new Failure('internal', 'figure of an unknown kind');
    }
  };
}

function possible(value: number, what: string, least = Number.NEGATIVE_INFINITY): number {
  if (Number.isFinite(value) && value >= least) return value;
  const allowed = least === 0 ? 'a finite number, not negative' : 'a finite number';
  throw new Failure('internal', `${what} ${value} in the report model must be ${allowed}`);
}
