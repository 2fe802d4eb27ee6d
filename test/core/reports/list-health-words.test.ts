import { describe, expect, it } from 'vitest';
import { FAILURE_CLASSES, type FailureClass } from '../../../src/core/failure-class.ts';
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
