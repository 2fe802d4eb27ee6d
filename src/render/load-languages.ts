import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { ENGLISH, type Language, pluralForms } from './language.ts';
import { readTemplate } from './read-template.ts';

/** By code ("nb"); English is not among them: it stands in the program. */
export type Languages = ReadonlyMap<string, Language>;

/**
 * Reads every `<language>.json` of the folder once, at start; none when there is no folder. Refuses (`bad-config`, file
 * and words named) what is not JSON, a place that the English words do not have or that got lost, a wrong number of
 * plural forms.
 */
export function loadLanguages(folder: string): Languages {
  const files = listFiles(folder);
  return new Map(
    files.map((file) => {
      const code = file.slice(0, -'.json'.length);
      const words = readWords(code, readTemplate(join(folder, file)));
      return [code, { code, words }];
    }),
  );
}

/** By the first part of a locale: nb-NO speaks nb. Both written Norwegians and plain "no" share one file when it is alone. */
export function languageOf(languages: Languages, locale: string): Language {
  const { language } = new Intl.Locale(locale);
  const shared = NORWEGIAN.includes(language) ? NORWEGIAN : [];
  for (const code of [language, ...shared]) {
    const found = languages.get(code);
    if (found !== undefined) return found;
  }
  return ENGLISH;
}

const NORWEGIAN = ['nb', 'no', 'nn'];

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .toSorted();
  } catch {
    return [];
  }
}

function readWords(code: string, source: string): ReadonlyMap<string, string> {
  const refuse = (what: string): never => {
    throw new Failure('bad-config', `templates/languages/${code}.json: ${what}`);
  };
  if (new Intl.PluralRules(code, {}).resolvedOptions().locale !== code)
    refuse('the file is named by a language such as nb or pl');
  const parsed = parse(source, refuse);
  if (!isRecord(parsed) || parsed['language'] !== code || !isRecord(parsed['words']))
    return refuse(`must be { "language": "${code}", "name": "...", "words": { "English": "..." } }`);
  return new Map(
    Object.entries(parsed['words']).map(([english, said]) => {
      if (typeof said !== 'string') return refuse(`"${english}" must be a text`);
      const fault = faultOf(code, english, said);
      return fault === null ? [english, said] : refuse(`"${english}": ${fault}`);
    }),
  );
}

function parse(source: string, refuse: (what: string) => never): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    return refuse(`is not JSON: ${error instanceof Error ? error.message.split('\n')[0] : 'syntax error'}`);
  }
}

function faultOf(code: string, english: string, said: string): string | null {
  if (said.trim() === '') return 'must say something';
  const wanted = english.includes('|') ? pluralForms(code) : [];
  const forms = said.split('|');
  if (forms.length !== Math.max(1, wanted.length)) {
    const needed = wanted.length === 0 ? 'one form, without "|"' : `the forms ${wanted.join(' | ')}`;
    return `has ${forms.length} forms, ${code} needs ${needed}`;
  }
  const known = placesOf(english);
  for (const [at, form] of forms.entries()) {
    const places = placesOf(form);
    const unknown = places.find((place) => !known.includes(place));
    if (unknown !== undefined) return `place {${unknown}} is not in the English words`;
    // "one campaign" may do without its number
    const lost = known.find((place) => !places.includes(place) && (place !== '0' || at === forms.length - 1));
    if (lost !== undefined) return `place {${lost}} is missing`;
  }
  return null;
}

function placesOf(pattern: string): readonly string[] {
  return [...new Set(Array.from(pattern.matchAll(/\{(\d+)\}/g), ([, place = '']) => place))];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
