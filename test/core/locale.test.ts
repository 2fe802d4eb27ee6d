import { describe, expect, it } from 'vitest';
import { parseLocale } from '../../src/core/locale.ts';

describe('a locale', () => {
  it.each([
    ['en-GB', 'en-GB'],
    ['NB-no', 'nb-NO'],
    ['nb', 'nb'],
    ['de-CH', 'de-CH'],
  ])('%s is read as %s', (text, canonical) => {
    expect(parseLocale(text, 'locale')).toBe(canonical);
  });

  it.each(['', ' ', 'nb_NO', 'norsk', 'x-klingon', 'tlh', 'nb-NO,en', 'C', '+4791234567', 'nb-NO\u0000'])(
    '%j is refused in one line',
    (text) => {
      expect(() => parseLocale(text, 'recipients[1].locale')).toThrow(
        /^recipients\[1\]\.locale: [^\n]* is not a locale such as en-GB or nb-NO$/,
      );
    },
  );

  it('is refused when it is longer than a column holds, and its phone number is masked', () => {
    expect(() => parseLocale('en-GB-u-ca-buddhist-nu-thai', 'locale')).toThrow('is not a locale');
    expect(() => parseLocale('+4791234567', 'locale')).toThrow('+47******67');
  });
});
