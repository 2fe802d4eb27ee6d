import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFlagged, judgePhone } from '../../../src/core/phones/judge-phone.ts';
import { PHONE_RULES } from '../../../src/core/phones/phone-rule.ts';
import { PHONE_VERDICTS, patternCondemns } from '../../../src/core/phones/phone-verdict.ts';

type Vector = {
  readonly raw: string;
  readonly default_country: string | null;
  readonly expect: string;
  readonly note: string;
};

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/phone-vectors.json'), 'utf8'),
).vectors;

const WORDS: Readonly<Record<string, string>> = { ambiguous: 'ambiguous_type', invalid: 'invalid_pattern' };

describe('the verdict on a published vector', () => {
  it('is given for each of them', () => expect(vectors.length).toBe(29));

  it.each(vectors)('$raw ($note) is $expect', ({ raw, default_country: country, expect: word }) => {
    expect(judgePhone(raw, country).verdict).toBe(WORDS[word] ?? word);
  });
});

const NO = '+4791234567';

/** as written, country, rule, candidate, what the contact is known by ('' = nothing) */
type Fixable = readonly [string, string | null, string, string, string];

const FIXABLE: readonly Fixable[] = [
  ['+5215512345678', null, 'mexico-mobile-1', '+525512345678', '+5215512345678'],
  ['+52 1 312 123 4567', null, 'mexico-mobile-1', '+523121234567', '+5213121234567'],
  ['0445512345678', 'MX', 'mexico-mobile-1', '+525512345678', ''],
  ['+541123456789', null, 'argentina-mobile-9', '+5491123456789', '+541123456789'],
  ['+54 11 15 2345 6789', null, 'argentina-mobile-9', '+5491123456789', '+5491123456789'],
  ['+551161234567', null, 'brazil-ninth-digit', '+5511961234567', '+551161234567'],
  ['21 8765-4321', 'BR', 'brazil-ninth-digit', '+5521987654321', '+552187654321'],
  ['021 8765-4321', 'BR', 'brazil-ninth-digit', '+5521987654321', '+552187654321'],
  ['+22507123456', null, 'ivory-coast-2021', '+2250707123456', '+22507123456'],
  ['+22505123456', null, 'ivory-coast-2021', '+2250505123456', '+22505123456'],
  ['+22501123456', null, 'ivory-coast-2021', '+2250101123456', '+22501123456'],
  ['07123456', 'CI', 'ivory-coast-2021', '+2250707123456', ''],
  ['+22997123456', null, 'benin-2024', '+2290197123456', '+22997123456'],
  ['+841234567890', null, 'vietnam-2018', '+84834567890', '+841234567890'],
  ['+841697654321', null, 'vietnam-2018', '+84397654321', '+841697654321'],
  ['+46070123456', null, 'trunk-zero', '+4670123456', '+4670123456'],
  ['+47(0)91234567', null, 'trunk-zero', NO, NO],
  ['+46 (0)70 174 06 05', null, 'trunk-zero', '+46701740605', '+46701740605'],
  ['+4407911123456', null, 'trunk-zero', '+447911123456', '+447911123456'],
  ['+49 0151 12345678', null, 'trunk-zero', '+4915112345678', '+4915112345678'],
  ['+47091234567', null, 'trunk-zero', NO, '+47091234567'],
  ['004791234567', null, 'international-prefix', NO, NO],
  ['00 47 912 34 567', 'SE', 'international-prefix', NO, NO],
  ['011 47 91234567', 'US', 'international-prefix', NO, NO],
  ['++4791234567', null, 'prefix-twice', NO, ''],
  ['+004791234567', null, 'prefix-twice', NO, ''],
  ['00004791234567', null, 'prefix-twice', NO, ''],
  ['+474791234567', null, 'country-code-twice', NO, '+474791234567'],
  ['12133734253', 'NO', 'wrong-country', '+12133734253', ''],
  ['447911123456', 'NO', 'wrong-country', '+447911123456', ''],
  ['4791234567', null, 'lost-plus', NO, ''],
  ['4791234567', 'XX', 'lost-plus', NO, ''],
  ['707123456', 'CI', 'lost-zero', '+2250707123456', ''],
  ['+4791234567.0', null, 'trailing-decimal', NO, ''],
  ['91234567.00', 'NO', 'trailing-decimal', NO, ''],
  ['4.791234567E9', null, 'scientific-notation', NO, ''],
  ['4,791234567e+09', null, 'scientific-notation', NO, ''],
  ['4,791,234,567', null, 'thousands-separators', NO, ''],
  ["91'234'567", 'NO', 'thousands-separators', NO, ''],
  ['+47O91234567', null, 'letter-for-digit', '+4791234567', ''],
  ['+479l23456O', null, 'letter-for-digit', '+4791234560', ''],

  ["'+4791234567", null, 'text-marker', NO, NO],
  ['="+4791234567"', null, 'text-marker', NO, NO],
  ['\u2019+4791234567', null, 'text-marker', NO, NO],
  ['tel:+4791234567', null, 'text-around', NO, NO],
  ['91 23 45 67 (mobil)', 'NO', 'text-around', NO, NO],
  ['Ola Nordmann, 912 34 567', 'NO', 'text-around', NO, NO],
  ['+47 912 34 567 ext 12', null, 'extension', NO, NO],
  ['+47 912 34 567 x12', null, 'extension', NO, NO],
  ['+4791234567;ext=9', null, 'extension', NO, NO],
  ['91234567,5', 'NO', 'extension', NO, NO],
  ['+\uff14\uff17\uff19\uff11\uff12\uff13\uff14\uff15\uff16\uff17', null, 'odd-characters', NO, NO],
  ['\uff0b4791234567', null, 'odd-characters', NO, NO],
  ['+\u0664\u0667\u0669\u0661\u0662\u0663\u0664\u0665\u0666\u0667', null, 'odd-characters', NO, NO],
  ['+\u06f4\u06f7\u06f9\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7', null, 'odd-characters', NO, NO],
  ['+\u096a\u096d\u096f\u0967\u0968\u0969\u096a\u096b\u096c\u096d', null, 'odd-characters', NO, NO],
  ['+4\ufe0f\u20e37\ufe0f\u20e391234567', null, 'odd-characters', NO, NO],
  ['\u202a+4791234567\u202c', null, 'odd-characters', NO, NO],
  ['\u200f+4791234567', null, 'odd-characters', NO, NO],
  ['+47\u00a0912\u00a034\u00a0567', null, 'odd-characters', NO, NO],
  ['+47\u2011912\u201134\u2011567', null, 'odd-characters', NO, NO],
  ['+4791\u200b234567', null, 'odd-characters', NO, NO],
  ['+4791234567\u0000\u0000', null, 'odd-characters', NO, NO],
  ['+4791\u0000234567', null, 'control-character', NO, ''],
  ["'0047 912 34 567", null, 'text-marker', NO, NO],
];

describe('a number that can be mended', () => {
  it.each(FIXABLE)('%j (%s) by %s is %s', (raw, country, rule, candidate, known) => {
    const judged = judgePhone(raw, country);
    expect(judged).toMatchObject({ verdict: 'fixable', rule, candidate });
    expect(judged.number?.e164 ?? '').toBe(known);
    expect(isFlagged(judged)).toBe(true);
  });

  it('is mended into one that needs no mending', () => {
    const candidates = FIXABLE.map(([, , , candidate]) => candidate);
    for (const candidate of candidates.filter((text) => text !== '+4670123456'))
      expect(['ok', 'ambiguous_type']).toContain(judgePhone(candidate, null).verdict);
  });

  it('never takes a candidate that changes digits for the number of the contact', () => {
    for (const [raw, country] of FIXABLE) {
      const { number, candidate } = judgePhone(raw, country);
      if (number === null || number.e164 === candidate) continue;
      expect(raw.replace(/\D/g, '')).toContain(number.e164.slice(3));
    }
  });
});

describe('a number that cannot be read', () => {
  it.each([
    ['4.79E+10', null, 'scientific-notation'],
    ['4,79123E+10', 'NO', 'scientific-notation'],
    ['4.7912345678E+10', null, 'scientific-notation'],
    ['+4791234567 / +4798765432', null, 'several-numbers'],
    ['91234567/98765432', 'NO', 'several-numbers'],
    ['+4791234567+4798765432', null, 'several-numbers'],
    ['91234567 or 98765432', 'NO', 'several-numbers'],
    ['+4791234567\n+4798765432', null, 'several-numbers'],
    ['1-800-FLOWERS', 'US', 'letters'],
    ['+1-800-FLOWERS', null, 'letters'],
    ['91 23 4S 67 O', 'NO', 'letters'],
    ['LINKMOB', 'NO', 'letters'],
    ['N/A', null, 'letters'],
    ['post@example.no', 'NO', 'letters'],
    ['91234567', null, 'no-country'],
    ['91234567', 'XX', 'no-country'],
    ['+47', null, 'wrong-length'],
    ['+441234', null, 'wrong-length'],
    ['15', 'NO', 'wrong-length'],
    ['4722222222', null, 'no-country'],
    ['9'.repeat(70), 'NO', 'wrong-length'],
    ['912345678901', 'NO', 'wrong-length'],
    ['-', null, 'no-digits'],
    ['\u{1f4f1}', null, 'no-digits'],
    ['0', null, 'placeholder'],
    ['   ', 'NO', 'empty'],
    ['\u200b', 'NO', 'empty'],
  ])('%j (%s) because of %s', (raw, country, rule) => {
    expect(judgePhone(raw, country)).toEqual({ verdict: 'unparseable', rule, candidate: null, number: null });
  });
});

describe('a number that the plan does not know', () => {
  it.each([
    ['+4700000000', 'unknown-range'],
    ['+15555551234', 'unknown-range'],
    ['+11111111111', 'placeholder'],
    ['+4712345678901', 'wrong-length'],
    ['+3312345', 'wrong-length'],
  ])('%s is kept, as %s', (raw, rule) => {
    const judged = judgePhone(raw, null);
    expect(judged).toMatchObject({ verdict: 'invalid_pattern', rule, number: { e164: raw } });
    expect(isFlagged(judged)).toBe(true);
  });

  it('of a foreign script is told by its plain digits', () => {
    const arabic = '+\u0664\u0667\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0661';
    expect(judgePhone(arabic, null)).toMatchObject({
      verdict: 'invalid_pattern',
      number: { e164: '+4700000001' },
    });
  });
});

describe('a number that is no mobile', () => {
  it.each([
    ['+4722222222', null, 'fixed-line'],
    ['22 22 22 22', 'NO', 'fixed-line'],
    ['004722222222', null, 'fixed-line'],
    ['tel:+4722222222', null, 'fixed-line'],
    ['+18005551234', null, 'toll-free'],
    ['+4780012345', null, 'toll-free'],
    ['+882161234567', null, 'voip'],
    ['+390612345678', null, 'fixed-line'],
    ['+552134567890', null, 'fixed-line'],
  ])('%s (%s) is a %s', (raw, country, rule) => {
    expect(judgePhone(raw, country)).toMatchObject({ verdict: 'not_mobile', rule, candidate: null });
  });
});

describe('what is left alone', () => {
  it.each([
    ['12345', 'NO'],
    ['1881', 'NO'],
    ['78787', 'US'],
    ['26 250', 'NO'],
  ])('the short code %s (%s) is no number of a person', (raw, country) => {
    const judged = judgePhone(raw, country);
    expect(judged).toMatchObject({ rule: 'short-code', candidate: null, number: null });
    expect(isFlagged(judged)).toBe(false);
  });

  it.each([
    ['+12133734253', null, 'ambiguous_type'],
    ['(213) 373-4253', 'US', 'ambiguous_type'],
    ['0791234567', 'CH', 'ok'],
    ['89161234567', 'RU', 'ok'],
    ['0151/12345678', 'DE', 'ok'],
    ['011 15 2345 6789', 'AR', 'ok'],
    ['15112345678', 'DE', 'ok'],
    ['912 34 567', 'NO', 'ok'],
  ])('the usual notation %s (%s) is %s', (raw, country, verdict) => {
    const judged = judgePhone(raw, country);
    expect(judged.verdict).toBe(verdict);
    expect(isFlagged(judged)).toBe(false);
  });

  it('is nothing of a few thousand odd texts: each gets one verdict, and no candidate is nonsense', () => {
    const pieces = [
      '+',
      '0',
      '00',
      '47',
      '91234567',
      'O',
      ' ',
      '(',
      ')',
      '.',
      'E',
      '\u0000',
      '\u200f',
      '/',
      '=',
      '"',
    ];
    let state = 7;
    const next = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state;
    };
    const faults = Array.from({ length: 3_000 }, (_, n) => {
      const raw = Array.from({ length: 1 + (next() % 8) }, () => pieces[next() % pieces.length]).join('');
      return { raw, judged: judgePhone(raw, n % 2 === 0 ? 'NO' : null) };
    }).filter(({ judged: { verdict, candidate, number } }) => {
      const isE164 = [candidate, number?.e164].every(
        (text) => text == null || /^\+[1-9]\d{6,14}$/.test(text),
      );
      const isSound = verdict === 'unparseable' ? number === null : true;
      return !isE164 || !isSound || (verdict === 'fixable') !== (candidate !== null);
    });
    expect(faults).toEqual([]);
  });
});

describe('a verdict of the library', () => {
  it('condemns a number by its pattern, and never one that was delivered to', () => {
    expect(patternCondemns('invalid_pattern', false)).toBe(true);
    expect(patternCondemns('invalid_pattern', true)).toBe(false);
    for (const verdict of [
      'ok',
      'fixable',
      'not_mobile',
      'ambiguous_type',
      'unparseable',
      'duplicate',
    ] as const)
      expect(patternCondemns(verdict, false)).toBe(false);
  });
});

describe('docs/phones.md', () => {
  it('lists every verdict and every rule', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/phones.md'), 'utf8');
    for (const verdict of PHONE_VERDICTS) expect(text).toContain(`\n| \`${verdict}\` |`);
    for (const [rule, words] of Object.entries(PHONE_RULES))
      expect(text).toContain(`| \`${rule}\` | ${words} |`);
  });
});
