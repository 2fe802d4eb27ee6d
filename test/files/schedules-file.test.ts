import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSchedules, schedulesJsonSchema } from '../../src/files/schedules-file.ts';

const DOCS = join(import.meta.dirname, '../../docs');

const entry = {
  title: 'T',
  when: 'daily at 08:00',
  timezone: 'UTC',
  window: 'last-day',
  recipients: ['a@example.com'],
};

const parse = (different: Readonly<Record<string, unknown>>): unknown =>
  parseSchedules(JSON.stringify({ schedules: { a: { ...entry, ...different } } }), 's.yaml');

describe('schedules.yaml', () => {
  it('is understood as docs/schedules.md shows it', () => {
    const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(readFileSync(join(DOCS, 'schedules.md'), 'utf8')) ?? [];
    const file = parseSchedules(yaml, 'docs');
    expect(Object.keys(file.schedules)).toEqual(['sms-weekly', 'uk-promotions-daily']);
    expect(file.schedules['uk-promotions-daily']).toMatchObject({ catch_up: 'latest', locale: 'en-GB' });
  });

  it('has the JSON Schema that is committed', () => {
    const committed: unknown = JSON.parse(readFileSync(join(DOCS, 'schedules.schema.json'), 'utf8'));
    expect(schedulesJsonSchema()).toEqual(committed);
  });

  it('documents every key', () => {
    const text = readFileSync(join(DOCS, 'schedules.md'), 'utf8');
    const committed = JSON.parse(readFileSync(join(DOCS, 'schedules.schema.json'), 'utf8'));
    const keys = Object.keys(committed.properties.schedules.additionalProperties.properties);
    expect(keys.length).toBeGreaterThan(15);
    expect(keys.filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
  });

  it.each([
    [{ colour: 'red' }, 's.yaml: schedules.a.colour: is not a known key; allowed are report, title, when'],
    [{ title: undefined }, 's.yaml: schedules.a.title: must be text'],
    [{ title: 5 }, 's.yaml: schedules.a.title: must be text'],
    [
      { window: 'last-year' },
      's.yaml: schedules.a.window: must be one of last-hour, last-day, last-week, last-month',
    ],
    [{ recipients: [] }, 's.yaml: schedules.a.recipients: is empty'],
    [{ recipients: 'a@example.com' }, 's.yaml: schedules.a.recipients: must be a list of addresses'],
    [
      { recipients: [{ to: 'a@example.com', locale: 'nb-NO', name: 'A' }] },
      's.yaml: schedules.a.recipients.0.name: is not a known key; allowed are to, locale',
    ],
    [{ catch_up: 'some' }, 's.yaml: schedules.a.catch_up: must be one of all, latest, none'],
    [{ catch_up_limit: 0 }, 's.yaml: schedules.a.catch_up_limit: must be a whole number from 1 to 366'],
    [{ deadline: '10 years' }, 's.yaml: schedules.a.deadline: must be a duration such as 90m, 24h or 2d'],
    [{ report: 'everything' }, 's.yaml: schedules.a.report: must be one of performance, experiment'],
    [
      { report: 'experiment', segments: ['s-1'] },
      's.yaml: schedules.a.segments: a test is decided on all its contacts',
    ],
    [{ formats: ['pdf'] }, 's.yaml: schedules.a.formats.0: must be one of html, csv'],
    [{ campaigns: [] }, 's.yaml: schedules.a.campaigns: is empty; leave it out'],
  ])('refuses %j in one line', (different, message) => {
    expect(() => parse(different)).toThrow(message);
  });

  it.each([{ to: 'a@example.com' }, { locale: 'nb-NO' }, { to: 'a@example.com', locale: 5 }, 5, null])(
    'refuses the recipient %j in one line',
    (recipient) => {
      expect(() => parse({ recipients: ['b@example.com', recipient] })).toThrow(
        's.yaml: schedules.a.recipients.1: must be an address such as name@example.com, or { to: name@example.com, locale: nb-NO }',
      );
    },
  );

  it.each([
    ['schedules: [', 's.yaml: is not YAML'],
    ['', 's.yaml: the file: expected object, received null'],
    [
      'schedules: {}\nsenders: {}',
      's.yaml: senders: is not a known key; allowed are allow, goals, people, schedules',
    ],
    ['schedules: {A b: {}}', 's.yaml: schedules.A b: must be 1-64 of a-z, 0-9, _ and -'],
    ['schedules: {a: {}, a: {}}', 's.yaml: is not YAML: Map keys must be unique'],
    ['a: &a [1]\nb: [*a, *a]', 's.yaml: schedules: must be a map of schedules'],
  ])('refuses %j', (content, message) => {
    expect(() => parseSchedules(content, 's.yaml')).toThrow(message);
  });

  it('names every problem at once', () => {
    expect(() => parse({ title: '', window: 'x' })).toThrow(/title: is empty\ns\.yaml: .*window/);
  });
});
