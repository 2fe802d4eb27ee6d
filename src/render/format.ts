import { Failure } from '../core/failure.ts';
import type { Figure, Phrase, Words } from '../core/reports/figure.ts';
import type { WindowLabel } from '../core/reports/report-model.ts';
import { cleanText } from './clean-text.ts';
import { createDurationFormat } from './format-duration.ts';
import { createMoneyFormat } from './format-money.ts';
import { createNumberFormats, NBSP } from './format-number.ts';
import { createTimeFormat } from './format-time.ts';
import { createTranslate, ENGLISH, fillPlaces, type Language } from './language.ts';

/** Turns figures, phrases and times into text for one reader: one language, one locale, one time zone. */
export type Formatter = {
  /** of the words: "nb", for `lang` */
  readonly language: string;
  readonly isRightToLeft: boolean;
  readonly figure: (figure: Figure) => string;
  readonly phrase: (phrase: Phrase) => string;
  /** Foreign text made safe to print. */
  readonly text: (text: string) => string;
  /** Our own fixed words (a title, a label) in the language. */
  readonly words: (words: Words) => string;
  /** The same with places for what is ready to print; `n` chooses among the forms. */
  readonly say: (words: string, parts?: readonly string[], n?: number) => string;
  /** "Mon 16 Nov – Sun 22 Nov 2026"; the end of a half-open window is shown as its last day. */
  readonly window: (label: WindowLabel) => string;
  /** A local calendar day, "2026-11-16", as "Mon 16 Nov". */
  readonly day: (day: string) => string;
  readonly hour: (hour: number) => string;
  /** Monday = 0, "Mon". */
  readonly weekday: (day: number) => string;
};

/**
 * The only place where a figure becomes text. `locale` is a BCP 47 tag (numbers and dates follow it),
 * `timezone` an IANA name, `language` has the words. A number that cannot be true (negative count, NaN) throws `internal`:
 * a report that is wrong must not leave.
 */
export function createFormatter(locale: string, timezone: string, language: Language = ENGLISH): Formatter {
  const time = createTimeFormat(locale, timezone);
  const translate = createTranslate(language);
  // British: no comma before "and"
  const list = new Intl.ListFormat(language.code === 'en' ? 'en-GB' : language.code);

  const say = (words: string, parts: readonly string[] = [], n?: number): string =>
    withUnbrokenN(fillPlaces(cleanText(translate(words, n)), parts));
  const numbers = createNumberFormats(locale, say('pt'));
  const money = createMoneyFormat(locale);
  const duration = createDurationFormat(locale, {
    second: say('s'),
    minute: say('min'),
    hour: say('h'),
    day: say('d'),
  });
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
      case 'week-hour':
        return `${time.weekday(Math.floor(one.hour / 24))} ${time.hour(one.hour % 24)}`;
      case 'window':
        return time.window({ ...one, timezone }, 'short');
      case 'range':
        return say('{0} to {1}', [figure(one.from), figure(one.to)]);
      case 'p':
        return numbers.p(possible(one.value, 'p-value', 0));
      case 'text':
        return proseText(one.text);
      case 'list':
        return list.format(one.figures.map((each) => phrase([each])));
      case 'say':
        return say(one.words, one.parts.map(phrase), one.n);
      case 'none':
        return one.reason === '' ? say('n/a') : say('n/a ({0})', [words(one.reason)]);
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
      .reduce((said, part) => said + (said.endsWith('.') && part.startsWith('.') ? part.slice(1) : part), '');
  const words = (said: Words): string => (typeof said === 'string' ? say(said) : phrase(said));
  return {
    language: language.code,
    isRightToLeft: RIGHT_TO_LEFT_CODES.includes(language.code),
    figure,
    phrase,
    text: cleanText,
    words,
    say,
    window: (label) => time.window(label, 'long'),
    day: time.day,
    hour: time.hour,
    weekday: time.weekday,
  };
}

function proseText(text: string): string {
  return withUnbrokenN(cleanText(text));
}

/** "n = 38" is not torn apart. */
function withUnbrokenN(text: string): string {
  return text.replace(/\bn = (?=\d)/gu, `n${NBSP}=${NBSP}`);
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

/** Languages written from right to left. */
const RIGHT_TO_LEFT_CODES = ['ar', 'ckb', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi'];
