import { expect, it } from 'vitest';
import { faultOfKeepDays, KEEP_DAYS, readKeepDays } from '../../src/core/keep-days.ts';

it('keeps the usual days of what is not named', () => {
  expect(readKeepDays('')).toEqual(KEEP_DAYS);
  expect(readKeepDays(' mails=14  dispatches=90')).toEqual({ ...KEEP_DAYS, mails: 14, dispatches: 90 });
});

it.each([
  ['mail=30', 'mail=30 names nothing that is kept; allowed are mails, dispatches'],
  ['mails=6', 'mails=6 must be days from 7 to 36500'],
  ['mails=', 'must be days from 7 to 36500'],
  ['mails=1e2', 'must be days from 7 to 36500'],
  ['mails=-30', 'must be days from 7 to 36500'],
  ['mails=36501', 'must be days from 7 to 36500'],
  ['mails', 'must be days from 7 to 36500'],
  ['__proto__=30', 'names nothing that is kept'],
])('%s: %s', (text, words) => {
  expect(faultOfKeepDays(text)).toContain(words);
});

it('takes days from a week to a century', () => {
  expect(faultOfKeepDays('mails=7 refused=36500')).toBeNull();
});
