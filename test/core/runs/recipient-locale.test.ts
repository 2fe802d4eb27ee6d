import { describe, expect, it } from 'vitest';
import { recipientLocale, recipientsText } from '../../../src/core/runs/recipient-locale.ts';
import { readRunOptions } from '../../../src/core/runs/run-options.ts';

const run = {
  locale: 'en-GB',
  recipients: ['crm@example.com', 'Lead@example.com'],
  recipientLocales: [{ to: 'Lead@example.com', locale: 'nb-NO' }],
};

describe('the locale of a recipient', () => {
  it('is its own, however the address is written, or that of the run', () => {
    const localeOf = recipientLocale(run);
    expect(['crm@example.com', 'lead@EXAMPLE.com', 'new@example.com'].map(localeOf)).toEqual([
      'en-GB',
      'nb-NO',
      'en-GB',
    ]);
  });

  it('is said to a person where it differs', () => {
    expect(recipientsText(run)).toBe('crm@example.com, Lead@example.com (nb-NO)');
  });
});

describe('stored options', () => {
  const stored = {
    v: 1,
    campaignIds: null,
    segmentIds: null,
    recipients: ['a@example.com'],
    formats: ['html'],
    locale: 'en-GB',
    marks: [],
    replyTo: null,
    ambiguousPolicy: 'hold',
    staleAfterS: 1,
    waitS: 0,
    schedule: null,
    resendOf: null,
  };

  it('of a run planned before recipients had locales are those of one language', () => {
    expect(readRunOptions(stored).recipientLocales).toEqual([]);
  });

  it.each([[{}], ['nb-NO'], [[{ to: 'a@example.com' }]], [[null]]])(
    'with locales that are not ours (%j) are refused',
    (recipientLocales) => {
      expect(() => readRunOptions({ ...stored, recipientLocales })).toThrow(
        'stored options of a run are not readable: recipientLocales',
      );
    },
  );
});
