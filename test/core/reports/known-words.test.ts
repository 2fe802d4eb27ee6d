import { describe, expect, it } from 'vitest';
import { sayJudged } from '../../../src/core/reports/experiment/judge-words.ts';
import { sayRefusal } from '../../../src/core/reports/experiment/refusal-words.ts';
import { createKnownWords } from '../../../src/core/reports/known-words.ts';
import { sayLeftOut } from '../../../src/core/reports/list-health/left-out-words.ts';
import { createFormatter } from '../../../src/render/format.ts';
import { languageOf } from '../../../src/render/load-languages.ts';
import { loadTemplates } from '../../../src/render/templates.ts';
import { say } from '../../support/say.ts';

const wordsOf = (phrase: ReturnType<typeof sayJudged>) =>
  phrase.map((part) => (typeof part !== 'string' && part.kind === 'say' ? part.words : part));

describe('words that were stored as one text', () => {
  const known = createKnownWords(['{0} of {1} (all)', '{0} of {1}']);

  it('are told apart by their pattern, the first that fits, and read as before', () => {
    expect(wordsOf(known('12 of 20 (all)'))).toEqual(['{0} of {1} (all)']);
    expect(wordsOf(known('12 of 20'))).toEqual(['{0} of {1}']);
    expect(['12 of 20 (all)', '12 of 20'].map((text) => say(known(text)))).toEqual([
      '12 of 20 (all)',
      '12 of 20',
    ]);
  });

  it('of no pattern are foreign', () => {
    expect(known('nothing of the kind?')).toHaveLength(1);
    expect(known('anything')).toEqual([{ kind: 'text', text: 'anything' }]);
    expect(known('')).toEqual([]);
  });

  it('of the judge are whole sentences', () => {
    expect(wordsOf(sayRefusal('gate: 12 of 20 events'))).toEqual(['needs {0} events, has {1}']);
    expect(say(sayRefusal('gate: 3.4 of 5 expected events in the smaller arm'))).toBe(
      'needs 5 expected events in the smaller arm, has 3.4',
    );
    expect(wordsOf(sayJudged('arm v-1: purchase is counted twice'))).toEqual([
      'arm {0}: {1} is counted twice',
    ]);
    expect(wordsOf(sayJudged('arm v-1 is counted twice'))).toEqual(['arm {0} is counted twice']);
  });
});

describe('what was left out as evidence', () => {
  it.each([
    [
      'absent at op.blue on 2026-03-02 between 10:00 and 11:00 UTC: 240 of 900 messages',
      'absent at op.blue between Mon 2 Mar, 11:00 and 12:00: 240 of 900 messages',
      'utilgjengelig hos op.blue mellom man. 2. mars, 11:00 og 12:00',
    ],
    [
      'absent at op.blue on 2026-03-02 between 23:00 and 00:00 UTC: 240 of 900 messages',
      'absent at op.blue between Tue 3 Mar, 00:00 and 01:00: 240 of 900 messages',
      'utilgjengelig hos op.blue mellom tir. 3. mars, 00:00 og 01:00',
    ],
    [
      'absent at no named operator on 2026-03-02 (UTC): 240 of 900 messages',
      'absent at no named operator from Mon 2 Mar, 01:00 to Tue 3 Mar, 01:00: 240 of 900 messages',
      'fra man. 2. mars, 01:00 til tir. 3. mars, 01:00',
    ],
    [
      'errors of provider or network at all operators in Spring at sea, 2026-03-02: 240 of 900 messages; only of numbers that are reached otherwise',
      'errors of provider or network at all operators in Spring at sea, Mon 2 Mar: 240 of 900 messages; only of numbers that are reached otherwise',
      'i Spring at sea, man. 2. mars',
    ],
  ])('is a sentence in the zone and language of the reader: %s', (why, english, norwegian) => {
    const said = sayLeftOut(why);
    expect(createFormatter('en-GB', 'Europe/Oslo').phrase(said)).toBe(english);
    const nb = languageOf(loadTemplates().languages, 'nb-NO');
    const inNorwegian = createFormatter('nb-NO', 'Europe/Oslo', nb).phrase(said);
    expect(inNorwegian).toContain(norwegian);
    expect(wordsOf(said)[0]).toContain('{3} of {4} messages');
  });

  it('is printed as it is when it says something else', () => {
    expect(sayLeftOut('an outage')).toEqual([{ kind: 'text', text: 'an outage' }]);
  });
});
