import type { Figure, Phrase, Words } from '../core/reports/figure.ts';
import type { WindowLabel } from '../core/reports/report-model.ts';
import { cleanText } from './clean-text.ts';
import { createMeasuredFormat, isMeasured } from './format-measured.ts';
import { NBSP } from './format-number.ts';
import { createTimeFormat } from './format-time.ts';
import { createTranslate, ENGLISH, fillPlaces, type Language } from './language.ts';
import { remember } from './remember.ts';

/** Turns figures, phrases and times into text for one reader: one language, one locale, one time zone. */
export type Formatter = {
  /** of the words: "nb", for `lang` */
  readonly language: string;
  /** of numbers and times: "nb-NO" */
  readonly locale: string;
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
  const known =
    FORMATTERS.get(language) ??
    remember(MOST_KNOWN, (asked) => {
      const [forLocale = '', ...zone] = asked.split(' ');
      return makeFormatter(forLocale, zone.join(' '), language);
    });
  FORMATTERS.set(language, known);
  return known(`${locale} ${timezone}`);
}

/** Those of Intl are dear to make: half a millisecond each. A worker has a few locales and zones. */
const FORMATTERS = new WeakMap<Language, (asked: string) => Formatter>();
const MOST_KNOWN = 64;

function makeFormatter(locale: string, timezone: string, language: Language): Formatter {
  const time = createTimeFormat(locale, timezone);
  const translate = createTranslate(language);
  // British: no comma before "and"
  const list = new Intl.ListFormat(language.code === 'en' ? 'en-GB' : language.code);

  const say = (words: string, parts: readonly string[] = [], n?: number): string =>
    withUnbrokenN(fillPlaces(cleanText(translate(words, n)), parts));
  const measured = createMeasuredFormat(locale, timezone, time, say);
  const figure = (one: Figure): string => {
    if (isMeasured(one)) return measured(one);
    switch (one.kind) {
      case 'range':
        return say('{0} to {1}', [figure(one.from), figure(one.to)]);
      case 'text':
        return proseText(one.text);
      case 'list':
        return list.format(one.figures.map((each) => phrase([each])));
      case 'say':
        return say(one.words, one.parts.map(phrase), one.n);
      case 'none':
        return one.reason === '' ? say('n/a') : say('n/a ({0})', [words(one.reason)]);
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
    locale,
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

/** Languages written from right to left. */
const RIGHT_TO_LEFT_CODES = ['ar', 'ckb', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi'];
