import type { ReportModel } from '../../core/reports/report-model.ts';
import type { Templates } from '../../render/templates.ts';
import { isRefusal, type PageRefusal } from './page-answer.ts';
import { badField } from './page-refusals.ts';

/** A language a reader may choose for a report. */
type ReportLocale = { readonly locale: string; readonly name: string };

const ENGLISH = 'en-GB';

/** Its own, English, and each there are words for, where it is spoken most. */
export function reportLocales(
  { languages }: Pick<Templates, 'languages'>,
  own: readonly string[],
): readonly ReportLocale[] {
  // own English words are for English as it is written here, not for a country of their own
  const others = [...languages.keys()].filter((code) => code !== 'en');
  const known = others.map((code) => {
    const { language, region } = new Intl.Locale(code).maximize();
    return region === undefined ? language : `${language}-${region}`;
  });
  return [...new Set([...own, ENGLISH, ...known])].map((locale) => ({
    locale,
    name: localeName(locale),
  }));
}

/** "norsk bokmål (Norge)": each language in itself, for whoever reads nothing else. */
export function localeName(locale: string): string {
  const names = new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' });
  return names.of(locale) ?? locale;
}

/** The model in the language an address asks for; nothing asked = its own. Only what is on the list is taken. */
export function inLocale(
  model: ReportModel,
  asked: string | null,
  allowed: readonly ReportLocale[],
): ReportModel | PageRefusal {
  if (asked === null || asked === '') return model;
  const found = allowed.find(({ locale }) => locale === asked);
  if (found !== undefined) return { ...model, locale: found.locale };
  return badField(`locale: must be one of ${allowed.map(({ locale }) => locale).join(', ')}.`);
}

/** Links to the other languages. */
export function localeLinks(
  path: string,
  shown: ReportModel | PageRefusal,
  allowed: readonly ReportLocale[],
): readonly object[] {
  const here = isRefusal(shown) ? '' : shown.locale;
  return allowed.map(({ locale, name }) => ({
    name,
    lang: locale,
    path: `${path}?locale=${locale}`,
    isHere: locale === here,
  }));
}
