import { createFormatter, type Formatter } from '../../render/format.ts';
import { languageOf } from '../../render/load-languages.ts';
import type { PagesNeeds } from './pages-needs.ts';

type Known = Pick<PagesNeeds, 'templates'>;

/** For pages that are reached from a mail, without a sign-in: the words, numbers and times of its reader. */
export function wordsOf({ templates }: Known, locale: string): Formatter {
  return createFormatter(locale, 'UTC', languageOf(templates.languages, locale));
}

/** The language its mail put into the address; without it, or with none there is, as the browser asks. */
export function wordsOfReader(known: Known, asked: string | null, acceptLanguage: string): Formatter {
  const isLocale =
    asked !== null && TAG.test(asked) && Intl.NumberFormat.supportedLocalesOf([asked]).length === 1;
  return isLocale ? wordsOf(known, asked) : wordsOfBrowser(known, acceptLanguage);
}

const FROM_MAIL = /^\/(?:unsubscribe|review|reports\/link)\//;

/** Of whom nothing is known but the browser: the first language it asks for that we have. null = no page of a mail. */
export function wordsAsked(known: Known, path: string, acceptLanguage: string): Formatter | null {
  return FROM_MAIL.test(path) ? wordsOfBrowser(known, acceptLanguage) : null;
}

function wordsOfBrowser(known: Known, acceptLanguage: string): Formatter {
  const tags = acceptLanguage
    .slice(0, LONGEST)
    .split(',')
    .map((one) => one.split(';', 1)[0]?.trim() ?? '')
    .filter((tag) => TAG.test(tag));
  const found = tags.find(
    (tag) => /^en\b/i.test(tag) || languageOf(known.templates.languages, tag).code !== 'en',
  );
  return wordsOf(known, found ?? 'en-GB');
}

const LONGEST = 200;
const TAG = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i;
