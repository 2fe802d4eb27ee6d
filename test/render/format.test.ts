import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/core/reports/figure.ts';
import { createFormatter } from '../../src/render/format.ts';
import { languageOf } from '../../src/render/load-languages.ts';
import { loadTemplates } from '../../src/render/templates.ts';

const english = createFormatter('en-GB', 'Europe/Oslo');
const { languages } = loadTemplates();
const norwegian = createFormatter('nb-NO', 'Europe/Oslo', languageOf(languages, 'nb-NO'));

/** Non-breaking spaces written as "_" so that a reader of the table sees them. */
const visible = (text: string) => text.replace(/[\u00a0\u202f]/g, '_');

const rate = (value: number): Figure => ({ kind: 'rate', value });
const points = (value: number): Figure => ({ kind: 'points', value });
const relative = (value: number): Figure => ({ kind: 'relative', value });
const ratio = (value: number): Figure => ({ kind: 'ratio', value });
const count = (value: number): Figure => ({ kind: 'count', value });
const eur = (amount: number): Figure => ({ kind: 'money', currency: 'EUR', micro: Math.round(amount * 1e6) });
const seconds = (value: number): Figure => ({ kind: 'duration', seconds: value });
const at = (style: 'date' | 'time' | 'date-time'): Figure => ({
  kind: 'instant',
  at: '2026-11-26T13:00:00Z',
  style,
});

const CASES: readonly (readonly [Figure, string, string])[] = [
  [count(8870), '8,870', '8_870'],
  [count(0), '0', '0'],
  [count(-0), '0', '0'],
  [rate(0.0793), '7.9_%', '7,9_%'],
  [rate(0.9702), '97.0_%', '97,0_%'],
  [rate(0), '0_%', '0_%'],
  [rate(-0), '0_%', '0_%'],
  [rate(1), '100_%', '100_%'],
  [rate(0.0042), '0.42_%', '0,42_%'],
  [rate(0.0004), '0.04_%', '0,04_%'],
  [rate(0.000_01), '<_0.01_%', '<_0,01_%'],
  [rate(0.009_949), '0.99_%', '0,99_%'],
  [rate(0.009_95), '1.0_%', '1,0_%'],
  [rate(0.9996), '99.96_%', '99,96_%'],
  [rate(0.999_99), '>_99.99_%', '>_99,99_%'],
  [points(0.008), '+0.8_pt', '+0,8_%‑poeng'],
  [points(-0.008), '−0.8_pt', '−0,8_%‑poeng'],
  [points(0.0004), '+0.04_pt', '+0,04_%‑poeng'],
  [points(-0.000_01), '<_0.01_pt', '<_0,01_%‑poeng'],
  [points(-0), '0_pt', '0_%‑poeng'],
  [relative(0.14), '+14_%', '+14_%'],
  [relative(-0.034), '−3.4_%', '−3,4_%'],
  [relative(12.4), '+1,240_%', '+1_240_%'],
  [relative(0), '0_%', '0_%'],
  [ratio(5.2), '5.2', '5,2'],
  [ratio(-0.4), '−0.40', '−0,40'],
  [ratio(0.0004), '0.0004', '0,0004'],
  [ratio(-0), '0', '0'],
  [eur(1648.2), '€1,648', '1_648_€'],
  [eur(19.2), '€19.20', '19,20_€'],
  [eur(999.6), '€1,000', '1_000_€'],
  [eur(0.0412), '€0.041', '0,041_€'],
  [eur(-12.4), '−€12.40', '−12,40_€'],
  [eur(0), '€0', '0_€'],
  [{ kind: 'money', currency: 'NOK', micro: 19_200_000 }, 'NOK_19.20', '19,20_kr'],
  [{ kind: 'money', currency: 'JPY', micro: 190_000_000 }, 'JP¥190', '190_JPY'],
  [seconds(260), '4_min 20_s', '4_min 20_s'],
  [seconds(0), '0_s', '0_s'],
  [seconds(0.01), '<_0.1_s', '<_0,1_s'],
  [seconds(3.44), '3.4_s', '3,4_s'],
  [seconds(59.6), '1_min', '1_min'],
  [seconds(7500), '2_h 5_min', '2_t 5_min'],
  [seconds(300_000), '3_d 11_h', '3_d 11_t'],
  [{ kind: 'range', from: rate(0.018), to: rate(0.0224) }, '1.8_% to 2.2_%', '1,8_% til 2,2_%'],
  [{ kind: 'p', value: 0.96 }, '0.96', '0,96'],
  [{ kind: 'p', value: 0.0062 }, '0.006', '0,006'],
  [{ kind: 'p', value: 3.1e-7 }, '3e−7', '3e−7'],
  [{ kind: 'p', value: 0 }, '<_1e−300', '<_1e−300'],
  [at('date'), 'Thu 26 Nov', 'tor. 26. nov.'],
  [at('time'), '14:00', '14:00'],
  [at('date-time'), 'Thu 26 Nov, 14:00', 'tor. 26. nov., 14:00'],
  [
    { kind: 'none', reason: 'no delivered messages' },
    'n/a (no delivered messages)',
    'ingen tall (ingen leverte meldinger)',
  ],
  [{ kind: 'text', text: 'too few (n = 38)' }, 'too few (n_=_38)', 'too few (n_=_38)'],
  [{ kind: 'list', figures: [eur(1648.2), count(3)] }, '€1,648 and 3', '1_648_€ og 3'],
];

describe('a figure as text', () => {
  it.each(CASES)('%j is %s in British English and %s in Norwegian', (figure, inEnglish, inNorwegian) => {
    expect(visible(english.figure(figure))).toBe(inEnglish);
    expect(visible(norwegian.figure(figure))).toBe(inNorwegian);
  });

  it.each([count(-1), rate(-0.1), rate(Number.NaN), eur(Number.POSITIVE_INFINITY), seconds(-3)])(
    'refuses %j: a report that cannot be true must not leave',
    (figure) => {
      expect(() => english.figure(figure)).toThrow(/must be a finite number/);
    },
  );

  it('refuses a currency that is not a code', () => {
    expect(() => english.figure({ kind: 'money', currency: '<b>', micro: 1 })).toThrow(
      /three capital letters/,
    );
  });
});

describe('a window as text', () => {
  const window = (from: string, to: string, timezone = 'Europe/Oslo') => ({ from, to, timezone });

  it('names the last day, not the first instant after it', () => {
    expect(english.window(window('2026-11-15T23:00:00Z', '2026-11-22T23:00:00Z'))).toBe(
      'Mon 16 Nov – Sun 22 Nov 2026',
    );
  });

  it('is one day when it is one day', () => {
    expect(english.window(window('2026-11-15T23:00:00Z', '2026-11-16T23:00:00Z'))).toBe('Mon 16 Nov 2026');
  });

  it('shows times when it does not begin and end at midnight', () => {
    expect(english.window(window('2026-11-16T07:00:00Z', '2026-11-16T08:00:00Z'))).toBe(
      'Mon 16 Nov 2026, 08:00–09:00',
    );
  });

  it('knows that the day of the clock change begins at midnight in a zone with a half hour', () => {
    const halfHour = window('2026-11-15T18:30:00Z', '2026-11-22T18:30:00Z', 'Asia/Kolkata');
    expect(english.window(halfHour)).toBe('Mon 16 Nov – Sun 22 Nov 2026');
    const october = window('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z');
    expect(english.window(october)).toBe('Sun 25 Oct 2026');
  });

  it('is short inside a sentence', () => {
    const figure: Figure = { kind: 'window', from: '2026-11-15T23:00:00Z', to: '2026-11-22T23:00:00Z' };
    expect(english.figure(figure)).toBe('16–22 Nov 2026');
  });
});

describe('foreign text in a phrase', () => {
  it.each([
    ['a line\r\nbreak', 'a line break'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['call +47 900 12 345 now', 'call +47******45 now'],
    ['half a pair \ud800!', 'half a pair \ufffd!'],
    ['NUL\u0000byte', 'NUL byte'],
  ])('%j becomes %j', (raw, safe) => {
    expect(english.phrase([raw])).toBe(safe);
  });

  it('keeps the numbers after a name that is written from right to left', () => {
    const phrase = (name: string) => english.phrase([{ kind: 'text', text: name }, ' (12 of 138)']);
    expect(phrase('تخفيضات')).toBe('\u2068تخفيضات\u2069 (12 of 138)');
    expect(phrase('Autumn Sale')).toBe('Autumn Sale (12 of 138)');
  });
});
