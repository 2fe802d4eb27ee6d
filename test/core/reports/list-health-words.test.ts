import { describe, expect, it } from 'vitest';
import { FAILURE_CLASSES, type FailureClass } from '../../../src/core/failure-class.ts';
import { sayBecause } from '../../../src/core/reports/list-health/because-words.ts';
import { sayLeftOut } from '../../../src/core/reports/list-health/left-out-words.ts';
import { describeLeftOut } from '../../../src/pipelines/describe-left-out.ts';
import { createFormatter } from '../../../src/render/format.ts';
import { languageOf } from '../../../src/render/load-languages.ts';
import { loadTemplates } from '../../../src/render/templates.ts';

const { languages } = loadTemplates();
const english = createFormatter('en-GB', 'UTC');
const norwegian = createFormatter('nb-NO', 'UTC', languageOf(languages, 'nb-NO'));
/** Words of any of our English sentences here. */
const ENGLISH = /\b(?:the|of|and|by|reached|refused|phone|unknown|provider|operator|campaigns?|messages?)\b/i;

const outage = (failureClass: FailureClass | null): string => {
  const cell = {
    campaign: null,
    carrier: 'op.blue',
    failureClass,
    fromS: 0,
    toS: 3_600,
    who: 'all',
  } as const;
  return describeLeftOut([{ ...cell, messages: 900, failures: 240 }], new Map())[0]?.why ?? '';
};

describe('an outage', () => {
  it.each([...Object.keys(FAILURE_CLASSES).map((name) => name as FailureClass), null])(
    'of the class %s is said in every language, and by no code',
    (failureClass) => {
      const said = sayLeftOut(outage(failureClass));
      expect(english.phrase(said)).toMatch(
        /^[a-z][A-Za-z ]+ at op\.blue between Thu 1 Jan, 00:00 and 01:00: 240 of 900/,
      );
      expect(english.phrase(said)).not.toMatch(/\b(?:dlr|sms|config|carrier|handset)\b/);
      expect(norwegian.phrase(said)).toMatch(
        /^[\p{L} SM]+ hos op\.blue mellom tor\. 1\. jan\., 00:00 og 01:00: 240 av 900/u,
      );
      expect(norwegian.phrase(said)).not.toMatch(ENGLISH);
    },
  );
});

const STORED = [
  'Unknown to the operator twice in 2 campaigns over 9 days, and nothing reached it since.',
  'Unknown to the operator, and the numbering plan has no such number.',
  'Probably unknown to the operator: said 4 times in 3 campaigns over 40 days, and nothing reached it since.',
  'Unknown to the operator once in one campaign; not enough to stop sending.',
  'Unknown to the operator 3 times in 2 campaigns; not enough to stop sending.',
  'The operator says once that the line takes no SMS.',
  'Probably a line without SMS: said twice, and nothing reached it since.',
  'By the numbering plan no mobile, and 5 messages failed.',
  'Barred by the operator twice, last on 2026-03-02.',
  'Not reached 5 times in 5 campaigns over 104 days.',
  'The contact or its operator blocked this sender once.',
  '14 messages arrived in 365 days and there never was a click, reply or order; by chance that is 0.3 %.',
  '14 messages arrived and there was no click, reply or order for 180 days.',
  '14 messages arrived and there was no click, reply or order for 180 days, nor after asking.',
  'An import damaged the number; the one that was meant can be told.',
  'An import damaged the number beyond repair; put it right at its source.',
  'Written as no number of its country is; another one is probably meant.',
  'The numbering plan has no such number, but others like it are reached: the plan may be behind.',
  'The numbering plan has no such number, but no operator refused it either.',
  'The numbering plan has no such number, and nothing was ever delivered to it.',
  '3 contacts have this number and more than one of them ordered: it may be shared by a household.',
  '2 contacts have this number; the one with the latest sign of life stays.',
  'Clicked none of 12 messages before; none of the last 9.',
  'Clicked none of 12 messages before; 1 of the last 9.',
  'Used to click 1 message in 3; none of the last 9. If nothing had changed, 1 person in 400 would be that quiet.',
  'Used to click 1 message in 3; 1 of the last 9. If nothing had changed, 1 person in 20 would be that quiet.',
];

describe('why a number is proposed', () => {
  it.each(STORED)('reads as it was stored, and in Norwegian: %s', (why) => {
    expect(english.phrase(sayBecause(why)).replaceAll('\u00a0', ' ')).toBe(why);
    expect(norwegian.phrase(sayBecause(why))).not.toMatch(ENGLISH);
  });

  it('keeps its numbers, in the way of the language', () => {
    const said = (at: number): string =>
      norwegian.phrase(sayBecause(STORED[at] ?? '')).replaceAll('\u00a0', ' ');
    expect(said(0)).toBe(
      'Ukjent for operatøren to ganger i 2 kampanjer over 9 dager, og ingenting har nådd frem siden.',
    );
    expect(said(4)).toContain('3 ganger i 2 kampanjer;');
    expect(said(11)).toContain('sjansen for det er 0,3 %.');
    expect(said(24)).toBe(
      'Pleide å klikke på 1 av 3 meldinger; ingen av de siste 9. Hadde ingenting endret seg, ville 1 av 400 personer vært så stille.',
    );
  });

  it('of a rule that is gone is printed as it was stored', () => {
    expect(english.phrase(sayBecause('Something else.'))).toBe('Something else.');
  });
});
