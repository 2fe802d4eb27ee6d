import { describe, expect, it } from 'vitest';
import { loadTemplates } from '../../../src/render/templates.ts';
import { wordsAsked } from '../../../src/web/pages/mail-words.ts';
import { PAGE_REFUSALS } from '../../../src/web/pages/page-refusals.ts';

const templates = loadTemplates();

/** What somebody without a sign-in may be told on a page of a mail. */
const MET = [
  'badLeaveLink',
  'badLink',
  'linkExpired',
  'noReport',
  'badForm',
  'tooOften',
  'unavailable',
  'internal',
] as const;

describe('a refusal on a page of a mail', () => {
  it.each(MET)('%s is said in every language there is', (name) => {
    const { title, message } = PAGE_REFUSALS[name];
    for (const [code, { words }] of templates.languages)
      expect([code, words.get(title), words.get(message)].includes(undefined)).toBe(false);
  });

  it('follows the browser there and nowhere else', () => {
    const asked = (path: string, header = 'nb-NO') =>
      wordsAsked({ templates }, path, header)?.language ?? null;
    expect(['/unsubscribe/x', '/review/x', '/reports/link/x'].map((path) => asked(path))).toEqual([
      'nb',
      'nb',
      'nb',
    ]);
    expect(['/reports/runs/1', '/reports', '/', '/sign-in'].map((path) => asked(path))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(
      ['*', 'xx-YY', 'nb_NO', 'zz-ZZ-ZZ', 'i-klingon', ';q=1'].map((tag) => asked('/review/x', tag)),
    ).toEqual(Array.from({ length: 6 }, () => 'en'));
  });
});
