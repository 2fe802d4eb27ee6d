import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { parseRule } from '../../src/core/time/calendar-rule.ts';
import { parseSchedules } from '../../src/files/schedules-file.ts';

const entry = {
  title: 'T',
  when: 'daily at 08:00',
  timezone: 'UTC',
  window: 'last-day',
  recipients: ['a@example.com'],
};

const withEntry = (different: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ schedules: { a: { ...entry, ...different } } });

const aliases = `a: &a [x]\n${Array.from({ length: 99 }, (_, n) => `k${n}: [*a, *a, *a]`).join('\n')}`;

/** [what the file says, what the line says] */
const FILES: readonly (readonly [string, string])[] = [
  ['', 'the file: expected object, received null'],
  ['42', 'the file: expected object, received number'],
  ['text', 'the file: expected object, received string'],
  ['\u0000', 'the file: expected object, received string'],
  ['[]', 'the file: expected object, received array'],
  ['&a [*a]', 'the file: expected object, received array'],
  ['schedules:', 'schedules: must be a map of schedules'],
  ['schedules: []', 'schedules: must be a map of schedules'],
  ['schedules: !!js/function "x"', 'schedules: must be a map of schedules'],
  ['schedules: {a: null}', 'schedules.a: expected object, received null'],
  ['schedules: {a: []}', 'schedules.a: expected object, received array'],
  ['schedules: {"": {}}', 'schedules.(empty): must be 1-64 of a-z, 0-9, _ and -'],
  ['schedules: {A: {}}', 'schedules.A: must be 1-64 of a-z, 0-9, _ and -'],
  ['schedules: {"a b": {}}', 'schedules.a b: must be 1-64 of a-z, 0-9, _ and -'],
  [`schedules: {${'k'.repeat(65)}: {}}`, `schedules.${'k'.repeat(40)}: must be 1-64 of a-z, 0-9, _ and -`],
  ['schedules: {"+4791234567": {}}', 'schedules.+47******67: must be 1-64 of a-z'],
  ['schedules: {__proto__: {}}', '__proto__: is not a key; allowed are 1-64 of a-z'],
  ['allow: x\nschedules: {}', 'allow: must be a list of addresses or @domains'],
  ['allow: [1]\nschedules: {}', 'allow.0: must be text'],
  ['sender: x\nschedules: {}', 'sender: is not a known key; allowed are allow, goals, people, schedules'],
  ['"a\\nb": x\nschedules: {}', 'a?b: is not a known key; allowed are allow, goals, people, schedules'],
  ['a: b: c', 'is not YAML: Nested mappings are not allowed'],
  ['\tschedules: {}', 'is not YAML: Tabs are not allowed as indentation'],
  [
    'schedules: {}\n---\nschedules: {}',
    'is not YAML: Source contains multiple documents at line 2, column 1',
  ],
  [aliases, 'has too many aliases (&, *), at most 50 are followed'],
  [withEntry({ '+4791234567': 1 }), 'schedules.a.+47******67: is not a known key; allowed are report'],
  [withEntry({ constructor: 1 }), 'schedules.a.constructor: is not a known key'],
  [withEntry({ Title: 'x' }), 'schedules.a.Title: is not a known key'],
  [withEntry({ template: '../../etc/passwd' }), 'schedules.a.template: is not a known key'],
  [withEntry({ subject: 'x' }), 'schedules.a.subject: is not a known key'],
  [withEntry({ title: '' }), 'schedules.a.title: is empty'],
  [withEntry({ title: ['x'] }), 'schedules.a.title: must be text'],
  [withEntry({ title: 'x'.repeat(201) }), 'schedules.a.title: is longer than 200 characters'],
  [withEntry({ title: 'a\r\nBcc: evil@x.no' }), 'schedules.a.title: must be one line without control'],
  [withEntry({ title: 'a\u202egpj.exe' }), 'schedules.a.title: must be one line without control'],
  [withEntry({ variant: 'short' }), 'schedules.a.variant: must be one of full, exec, analyst, alert'],
  [withEntry({ only_if: 'any decision' }), 'schedules.a.only_if: must be a list of conditions'],
  [withEntry({ only_if: [] }), 'schedules.a.only_if: is empty; leave it out to mail every report'],
  [withEntry({ only_if: [{ 'opt-out-rate': 1 }] }), 'schedules.a.only_if.0: must be text'],
  [withEntry({ heartbeat: 'daily' }), 'schedules.a.heartbeat: must be one of weekly, monthly, never'],
  [withEntry({ brands: 'Nord' }), 'schedules.a.brands: must be a list of names'],
  [withEntry({ brands: [] }), 'schedules.a.brands: is empty; leave it out for all'],
  [withEntry({ tags: ['a\nb'] }), 'schedules.a.tags.0: must be one line without control characters'],
  [withEntry({ report: 'list-health', brands: ['N'] }), 'schedules.a.brands: it tells of the whole list'],
  [withEntry({ report: 'audience-health', tags: ['N'] }), 'schedules.a.tags: segments are judged'],
  [
    withEntry({ report: 'experiment', variant: 'exec' }),
    'schedules.a.variant: the report experiment has one',
  ],
  [withEntry({ report: 'list-health', only_if: ['any decision'] }), 'schedules.a.only_if: conditions are'],
  ['goals: {cost: 5}\nschedules: {}', 'goals.cost: must be text'],
  ['goals: [cost]\nschedules: {}', 'goals: expected object, received array'],
  ['goals: {brands: {Nord: at least 6 %}}\nschedules: {}', 'goals.brands.Nord: must be a map of metrics'],
  ['people: [a@x.no]\nschedules: {}', 'people: must be a map of addresses or @domains'],
  ['people: {a@x.no: Nord}\nschedules: {}', 'people.a@x.no: expected object, received string'],
  ['people: {a@x.no: {brands: []}}\nschedules: {}', 'people.a@x.no.brands: is empty'],
  [
    'people: {a@x.no: {brands: [N], brand: N}}\nschedules: {}',
    'people.a@x.no.brand: is not a known key; allowed are brands',
  ],
  [withEntry({ when: '' }), 'schedules.a.when: is empty'],
  [withEntry({ when: 5 }), 'schedules.a.when: must be text'],
  [withEntry({ when: ['daily at 08:00'] }), 'schedules.a.when: must be text'],
  [withEntry({ when: '1'.repeat(121) }), 'schedules.a.when: is longer than 120 characters'],
  [withEntry({ timezone: 5 }), 'schedules.a.timezone: must be text'],
  [withEntry({ window: 'LAST-DAY' }), 'schedules.a.window: must be one of last-hour'],
  [withEntry({ window: ['last-day'] }), 'schedules.a.window: must be one of last-hour'],
  [
    withEntry({ recipients: [null] }),
    'schedules.a.recipients.0: must be an address such as name@example.com',
  ],
  [withEntry({ recipients: [''] }), 'schedules.a.recipients.0: is empty'],
  [withEntry({ recipients: ['x'.repeat(255)] }), 'schedules.a.recipients.0: is longer than 254'],
  [withEntry({ recipients: Array(51).fill('a@x.no') }), 'schedules.a.recipients: has more than 50 entries'],
  [withEntry({ report: '__proto__x' }), 'schedules.a.report: must be one of performance'],
  [withEntry({ report: null }), 'schedules.a.report: must be one of performance'],
  [withEntry({ campaigns: 'autumn' }), 'schedules.a.campaigns: must be a list of ids'],
  [withEntry({ campaigns: [1] }), 'schedules.a.campaigns.0: must be text'],
  [withEntry({ segments: Array(201).fill('x') }), 'schedules.a.segments: has more than 200 entries'],
  [withEntry({ formats: 'html' }), 'schedules.a.formats: must be a list of html, csv'],
  [withEntry({ formats: ['HTML'] }), 'schedules.a.formats.0: must be one of html, csv'],
  [withEntry({ owner: 5 }), 'schedules.a.owner: must be text'],
  [withEntry({ catch_up: true }), 'schedules.a.catch_up: must be one of all, latest, none'],
  [withEntry({ catch_up_limit: '31' }), 'schedules.a.catch_up_limit: must be a whole number from 1 to 366'],
  [withEntry({ catch_up_limit: 1.5 }), 'schedules.a.catch_up_limit: must be a whole number from 1 to 366'],
  [withEntry({ ambiguous: 'never' }), 'schedules.a.ambiguous: must be one of resend_once, hold'],
  [withEntry({ deadline: 24 }), 'schedules.a.deadline: must be a duration such as 90m, 24h or 2d'],
  [withEntry({ deadline: '1.5h' }), 'schedules.a.deadline: must be a duration such as 90m'],
  [withEntry({ stale_after: '-1h' }), 'schedules.a.stale_after: must be a duration such as 90m'],
];

function refusalOf(work: () => unknown): { readonly code: string; readonly message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'none', message: '' };
}

describe('a schedules file of a careless or hostile hand', () => {
  it.each(FILES)('%j is one clear line', (content, line) => {
    const { code, message } = refusalOf(() => parseSchedules(content, 's.yaml'));
    expect(code).toBe('bad-input');
    expect(message).toContain(`s.yaml: ${line}`);
    expect(message).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(message).not.toMatch(/\d{8}/);
    expect(message.length).toBeLessThan(400);
  });
});

describe('a rule of a hostile hand', () => {
  it.each([
    ['+4791234567 8 * * *', 'minute: +47******67 is not 0-59 in "+47******'],
    ['0 8 * * +4791234567', 'day of week: +47******67 is not 0-7 in'],
    ['*/4791234567 8 * * *', 'minute: step 479*****67 is not 1-59 in'],
    ['weekly on +4791234567 at 08:00', 'day of week: +47******67 is not one of monday'],
    ['0 8 \u001b[31m * *', 'day of month: ?[31m is not 1-31'],
    ['monthly on \u202e at 08:00', 'is not understood; allowed are five cron fields or'],
    [`0 ${'9'.repeat(60)} * * *`, 'hour: 999'],
    ['0\n0\n8 * * * *', 'has 7 fields; a cron rule has 5'],
    ['０ 8 * * *', 'minute: ０ is not 0-59'],
    ['0 8 * * ١', 'day of week: ١ is not 0-7'],
    ['1e1 8 * * *', 'minute: 1e1 is not 0-59'],
    ['0x1 8 * * *', 'minute: 0x1 is not 0-59'],
    ['0 8 1.5 * *', 'day of month: 1.5 is not 1-31'],
    ['0 8 1-2-3 * *', 'day of month: 1-2-3 is not 1-31'],
    ['0 8 */2/2 * *', 'day of month: */2/2 is not 1-31'],
    ['* * * * * ; rm -rf /', 'has 9 fields; a cron rule has 5'],
    ['daily at 08:00; daily at 09:00', 'is not understood'],
    ['daily at 08:00:00', 'is not understood'],
    ['daily at 8pm', 'is not understood'],
    ['every day', 'has 2 fields; a cron rule has 5'],
  ])('%j is one clear line', (rule, line) => {
    const { code, message } = refusalOf(() => parseRule(rule));
    expect(code).toBe('bad-input');
    expect(message).toContain(line);
    expect(message).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(message).not.toMatch(/\d{8}/);
    expect(message.length).toBeLessThan(400);
  });
});
