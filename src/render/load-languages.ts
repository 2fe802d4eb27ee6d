import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { ENGLISH, type Language, pluralForms } from './language.ts';
import { NO_OVERRIDES, type Overrides } from './read-overrides.ts';
import { readTemplate } from './read-template.ts';

/** By code ("nb"); English is not among them: it stands in the program. */
export type Languages = ReadonlyMap<string, Language>;

/**
 * Reads every `<language>.json` of the folder once, at start; none when there is no folder. Refuses (`bad-config`, file
 * and words named) what is not JSON, a place that the English words do not have or that got lost, a wrong number of
 * plural forms.
 */
export function loadLanguages(folder: string, overrides: Overrides = NO_OVERRIDES): Languages {
  const own = new Map(
    listFiles(folder).map((file) => {
      const code = file.slice(0, -'.json'.length);
      const source = readTemplate(join(folder, file));
      return [code, readWords(code, { source, file: `templates/languages/${file}` })] as const;
    }),
  );
  const english = new Set([...own.values()].flatMap((words) => [...words.keys()]));
  const given = [...overrides].flatMap(([name, one]) => {
    const [, code] = /^languages\/([a-z]+)\.json$/.exec(name) ?? [];
    return code === undefined ? [] : [[code, readWords(code, one, english)] as const];
  });
  const codes = new Set([...own.keys(), ...given.map(([code]) => code)]);
  const ofOperator = new Map(given);
  return new Map(
    Array.from(codes, (code) => {
      const words = new Map([...(own.get(code) ?? []), ...(ofOperator.get(code) ?? [])]);
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

type LanguageSource = { readonly source: string; readonly file: string };

/** `english`: what reports say, where a pattern that none of them says must be a mistake; absent = ours, which say it first. */
function readWords(
  code: string,
  { source, file }: LanguageSource,
  english?: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const refuse = (what: string, about?: string): never => {
    const at = about === undefined ? -1 : source.indexOf(JSON.stringify(about));
    const line = at < 0 ? '' : ` line ${source.slice(0, at).split('\n').length}`;
    throw new Failure('bad-config', `${file}${line}: ${what}`);
  };
  if (new Intl.PluralRules(code, {}).resolvedOptions().locale !== code)
    refuse('the file is named by a language such as nb or pl');
  const parsed = parse(source, file);
  if (!isRecord(parsed) || parsed['language'] !== code || !isRecord(parsed['words']))
    return refuse(`must be { "language": "${code}", "name": "...", "words": { "English": "..." } }`);
  return new Map(
    Object.entries(parsed['words']).map(([pattern, said]) => {
      if (typeof said !== 'string') return refuse(`"${pattern}" must be a text`, pattern);
      if (english !== undefined && !english.has(pattern))
        return refuse(
          `no report says "${pattern}"; the patterns are those of templates/languages/nb.json`,
          pattern,
        );
      const fault = faultOf(code, pattern, said);
      return fault === null ? [pattern, said] : refuse(`"${pattern}": ${fault}`, pattern);
    }),
  );
}

function parse(source: string, file: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'syntax error';
    throw new Failure(
      'bad-config',
      `${file} line ${lineOfFault(source, why)}: is not JSON: ${why.split('\n')[0]}`,
    );
  }
}

/** The engine says the line, or shows what stands around the place, or nothing when the text ends too early. */
function lineOfFault(source: string, why: string): number {
  const [, line] = /\(line (\d+)/.exec(why) ?? [];
  if (line !== undefined) return Number(line);
  const [, token = '', cut, around = ''] =
    /^Unexpected token '(.)', (\.\.\.)?"([^]*)"(?:\.\.\.)? is not valid JSON$/.exec(why) ?? [];
  const begin = around === '' ? -1 : source.indexOf(around);
  if (begin < 0) return source.split('\n').length;
  const inside = cut === undefined ? around.lastIndexOf(token) : CUT;
  return source.slice(0, begin + inside).split('\n').length;
}

/** So many characters are shown before the place. */
const CUT = 10;

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
