import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { Failure } from '../../src/core/failure.ts';
import { maskPhonesIn, readPhone } from '../../src/core/phone-number.ts';
import { shownText } from '../../src/core/shown-text.ts';
import { parseRule } from '../../src/core/time/calendar-rule.ts';
import { parseTimeZone } from '../../src/core/time/time-zone.ts';
import { customWindow } from '../../src/core/time/window-kinds.ts';
import { parseAddress, parseNamedAddress } from '../../src/mail/address.ts';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';
import { parseRequest } from '../../src/queue/requests.ts';
import { breakable, cleanText } from '../../src/render/clean-text.ts';
import { csvText } from '../../src/render/csv-cell.ts';
import { subjectLine } from '../../src/render/subject-line.ts';

const READERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ['a mask of phones', maskPhonesIn],
  ['a phone', (text) => readPhone(text, 'NO')],
  ['a shown text', shownText],
  ['a rule', parseRule],
  ['a zone', parseTimeZone],
  ['a window', (text) => customWindow(text, text, 'UTC')],
  ['an address', (text) => parseAddress(text)],
  ['a sender', (text) => parseNamedAddress(text)],
  ['a mail server', parseSmtpUrl],
  ['a request', (text) => parseRequest({ v: 1, requestId: text, report: text })],
  ['a clean text', cleanText],
  ['a breakable text', breakable],
  ['a cell', csvText],
  ['a subject', (text) => subjectLine(text, text)],
  [
    'settings',
    (text) =>
      readConfig(
        { MAIL_FROM: text, MESSAGE_ID_DOMAIN: text, WEB_HOST: text, BILL_ON: text, QUEUE_PREFIX: text },
        'none',
      ),
  ],
];

const TIMES = 100_000;
/** What makes a pattern try again and again: runs of what two parts of it could take. */
const NASTY = [
  'a'.repeat(TIMES),
  '1'.repeat(TIMES),
  ' '.repeat(TIMES),
  `+1${' '.repeat(TIMES)}`,
  `+1${' 1'.repeat(TIMES / 2)}x`,
  '+1 '.repeat(TIMES / 3),
  '-1.'.repeat(TIMES / 3),
  `${'a.'.repeat(TIMES / 2)}@`,
  `${'a'.repeat(TIMES)}@${'b-'.repeat(TIMES / 2)}`,
  `x@${'a.'.repeat(TIMES / 2)}`,
  '<'.repeat(TIMES),
  `${'<a@'.repeat(TIMES / 3)}>`,
  `daily ${'on '.repeat(TIMES / 3)}at 08:00`,
  `${'1,'.repeat(TIMES / 2)} * * * *`,
  `${'a=b '.repeat(TIMES / 4)}`,
  `\u202e${'\u00a0('.repeat(TIMES / 2)}`,
  'e\u0301'.repeat(TIMES / 2),
];

/** One that tries again quadratically takes minutes for these; a second of the processor is enough on the slowest machine. */
describe('a text of 100,000 characters', () => {
  it.each(READERS)('is read or refused at once as %s', (_, read) => {
    const slowest = NASTY.map((text) => {
      const before = process.threadCpuUsage();
      try {
        read(text);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
      }
      const { user, system } = process.threadCpuUsage(before);
      return (user + system) / 1_000;
    });
    expect(Math.max(...slowest)).toBeLessThan(1_000);
  });
});
