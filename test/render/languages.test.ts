import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { say, sayCounted, text } from '../../src/core/reports/figure.ts';
import { composePerformance } from '../../src/core/reports/performance.ts';
import { counted, joinPhrases } from '../../src/core/reports/words.ts';
import { createFormatter } from '../../src/render/format.ts';
import { languageOf } from '../../src/render/load-languages.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { buildBlast } from '../support/build-cohort.ts';
import { buildPerformance } from '../support/build-performance.ts';
import { ourWords } from '../support/our-words.ts';
import { PERFORMANCE_SCENARIOS } from '../support/performance-scenarios.ts';
import { gluedWords, untranslated } from '../support/recorded-words.ts';
import { sampleModel } from './sample-model.ts';

const templates = loadTemplates();

describe('Norwegian', () => {
  const words = templates.languages.get('nb')?.words;
  const { said, prose, glue } = ourWords();

  it('has every pattern that the program and the templates say', () => {
    expect(said.size).toBeGreaterThan(300);
    expect([...said].filter(([english]) => words?.get(english) === undefined)).toEqual([]);
  });

  it('has every label, title and reason, as it stands or inside a pattern', () => {
    const known = readFileSync('templates/languages/nb.json', 'utf8').replaceAll('\\"', '"');
    expect([...prose].filter(([english]) => !known.includes(english))).toEqual([]);
  });

  it('is not kept from ordering the words of a performance report: none is glued from fragments', () => {
    const foreign = /catalogue|reproduce-command|plain-character|refusal-words|\/experiment\/|-health\//;
    expect([...glue].filter(([, file]) => !foreign.test(file))).toEqual([]);
  });

  it('has one word for one thing, and one reader', () => {
    const source = readFileSync('templates/languages/nb.json', 'utf8');
    expect(source).not.toMatch(/reserv|inntekt|leveringsrate|gjennomklikk|utmelding|mottager| deres /i);
  });

  it.each(Object.entries(PERFORMANCE_SCENARIOS))('leaves nothing of %s in English', async (_name, input) => {
    const model = composePerformance({ ...input, notices: [], locale: 'nb-NO' });
    expect(gluedWords(model)).toEqual([]);
    expect(await untranslated(model, templates, 'nb')).toEqual([]);
  });

  it('is the language of every Norwegian locale, and of a report as a whole', async () => {
    for (const locale of ['nb-NO', 'nb', 'no', 'nn-NO'])
      expect(languageOf(templates.languages, locale).code).toBe('nb');
    const { html, text: plain, subject } = await renderReport(sampleModel({ locale: 'nb-NO' }), templates);
    expect(html).toContain('<html lang="nb">');
    expect(plain).toContain('Tidene er i Europe/Oslo.');
    expect(subject).not.toBe('');
  });
});

describe('a language that is not there', () => {
  it('is English, with the numbers and dates of the locale', async () => {
    const { html, text: plain } = await renderReport(sampleModel({ locale: 'de-DE' }), templates);
    expect(html).toContain('<html lang="en">');
    expect(plain).toMatch(/Data as of Mo\.,? 23\. Nov/);
  });

  it('is English where one pattern is missing', () => {
    const words = new Map([['{0} message|{0} messages', '{0} melding|{0} meldinger']]);
    const format = createFormatter('nb-NO', 'UTC', { code: 'nb', words });
    expect(format.phrase(say`You sent ${counted(2, 'message')}`)).toBe('You sent 2 meldinger');
    expect(format.phrase(counted(1, 'campaign'))).toBe('1 campaign');
  });
});

describe('a third language', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'templates-'));
    cpSync('templates', folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const add = (code: string, words: Readonly<Record<string, string>>, language = code): void =>
    writeFileSync(join(folder, `languages/${code}.json`), JSON.stringify({ language, name: code, words }));
  const formatter = (locale: string) =>
    createFormatter(locale, 'UTC', languageOf(loadTemplates(folder).languages, locale));

  it('is one file: forms by its own plural rules, places in its own order, lists in its own way', () => {
    add('pl', {
      '{0} campaign|{0} campaigns': '{0} kampania|{0} kampanie|{0} kampanii|{0} kampanii',
      '{0} of {1}': 'z {1} – {0}',
      '{0} row was left out|{0} rows were left out':
        'pominięto {0} wiersz|pominięto {0} wiersze|pominięto {0} wierszy|pominięto {0} wiersza',
    });
    const { phrase } = formatter('pl-PL');
    expect([1, 3, 5, 22, 112].map((n) => phrase(counted(n, 'campaign')))).toEqual([
      '1 kampania',
      '3 kampanie',
      '5 kampanii',
      '22 kampanie',
      '112 kampanii',
    ]);
    expect(phrase(say`${text('a')} of ${text('b')}`)).toBe('z b – a');
    expect(phrase(sayCounted(5, '{0} row was left out', '{0} rows were left out'))).toBe(
      'pominięto 5 wierszy',
    );
    expect(phrase(joinPhrases([[text('a')], [text('b')], [text('c')]]))).toBe('a, b i c');
  });

  it('written from right to left turns the page', async () => {
    add('ar', { 'Data as of {0}.': 'البيانات حتى {0}.', 'Delivery rate': 'نسبة التسليم' });
    const model = composePerformance({
      ...buildPerformance({ total: buildBlast({ attempted: 4_000 }) }),
      locale: 'ar-EG',
    });
    const { html, text: plain } = await renderReport(model, loadTemplates(folder));
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(plain).toContain('البيانات حتى');
    expect(plain).not.toMatch(/undefined|NaN|٪/);
  });

  it.each([
    [
      'an unknown place',
      { '{0} of {1}': '{0} av {7}' },
      /pl\.json.*: "\{0\} of \{1\}": place \{7\} is not in/,
    ],
    ['a lost place', { '{0} of {1}': 'av {0}' }, /"\{0\} of \{1\}": place \{1\} is missing/],
    [
      'too few forms',
      { '{0} hit|{0} hits': '{0} a|{0} b' },
      /has 2 forms, pl needs the forms one \| few \| many/,
    ],
    ['a form too much', { Metric: 'a|b' }, /has 2 forms, pl needs one form/],
    ['nothing', { Metric: ' ' }, /"Metric": must say something/],
  ])('with %s is refused at the start', (_what, words, message) => {
    add('pl', words);
    expect(() => loadTemplates(folder)).toThrow(message);
  });

  it('that is no JSON, of another name, or no language is refused', () => {
    writeFileSync(join(folder, 'languages/pl.json'), '{ "language": "pl", ');
    expect(() => loadTemplates(folder)).toThrow(/templates\/languages\/pl\.json.*: is not JSON/);
    add('pl', {}, 'nb');
    expect(() => loadTemplates(folder)).toThrow(/pl\.json.*: must be \{ "language": "pl"/);
    rmSync(join(folder, 'languages/pl.json'));
    add('klingon', {});
    expect(() => loadTemplates(folder)).toThrow(/klingon\.json.*: the file is named by a language/);
  });
});
