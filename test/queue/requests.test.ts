import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { parseRequest } from '../../src/queue/requests.ts';

const payload = {
  v: 1,
  requestId: 'r-1',
  report: 'performance',
  window: { from: '2026-11-16', to: '2026-11-23', tz: 'Europe/Oslo' },
};

const ID_RULE = 'must be 1-64 of a-z, A-Z, 0-9, dot, underscore, hyphen and begin with a letter or digit';

const REFUSED: readonly (readonly [string, unknown])[] = (
  [
    [null, 'payload: expected object, received null'],
    [undefined, 'payload: expected object, received undefined'],
    ['text', 'payload: expected object, received string'],
    [[], 'payload: expected object, received array'],
    [{}, 'v: must be 1'],
    [{ ...payload, v: 2 }, 'v: must be 1'],
    [{ ...payload, v: '1' }, 'v: must be 1'],
    [{ ...payload, requestId: 'a:b' }, `requestId: ${ID_RULE}`],
    [{ ...payload, requestId: '' }, `requestId: ${ID_RULE}`],
    [{ ...payload, requestId: 'x'.repeat(65) }, `requestId: ${ID_RULE}`],
    [{ ...payload, requestId: 7 }, 'requestId: expected string, received number'],
    [{ ...payload, producer: '../x' }, `producer: ${ID_RULE}`],
    [{ ...payload, report: 'everything' }, 'report: must be one of performance, experiment'],
    [
      { ...payload, report: 'experiment', segmentIds: ['s-1'] },
      'segmentIds: a test is decided on all its contacts; the report experiment takes no segments',
    ],
    [{ ...payload, window: undefined }, 'window: must be "last-hour"'],
    [
      { ...payload, window: 'last-year' },
      'window: last-year is not one of last-hour, last-day, last-week, last-month',
    ],
    [{ ...payload, window: {} }, 'window.from: expected string, received undefined'],
    [
      { ...payload, window: { from: 1759276800, to: '2026-11-23', tz: 'UTC' } },
      'window.from: expected string, received number',
    ],
    [{ ...payload, window: { ...payload.window, tz: 'Europe/Olso' } }, 'tz: Europe/Olso is not an IANA zone'],
    [{ ...payload, window: { ...payload.window, sql: '1' } }, 'window.sql: is not a known key'],
    [{ ...payload, window: { kind: 'last-week' } }, 'window.tz: expected string, received undefined'],
    [{ ...payload, campaignIds: [0] }, 'campaignIds[0]: expected string, received number'],
    [{ ...payload, campaignIds: [] }, 'campaignIds: is empty; leave it out to ask for all'],
    [{ ...payload, segmentIds: ['x'.repeat(65)] }, 'segmentIds[0]: is longer than 64 characters'],
    [{ ...payload, variant: 'short' }, 'variant: must be one of full, exec, analyst, alert'],
    [{ ...payload, report: 'list-health', variant: 'exec' }, 'variant: the report list-health has one form'],
    [{ ...payload, report: 'list-health', brands: ['Nord'] }, 'brands: it tells of the whole list'],
    [{ ...payload, brands: 'Nord' }, 'brands: expected array, received string'],
    [{ ...payload, brands: [] }, 'brands: is empty; leave it out to ask for all'],
    [{ ...payload, tags: ['x'.repeat(65)] }, 'tags[0]: is longer than 64 characters'],
    [{ ...payload, tags: ['a\nb'] }, 'tags[0]: must be one line without control characters'],
    [{ ...payload, recipients: 'a@x.no' }, 'recipients: expected array, received string'],
    [
      { ...payload, recipients: Array.from({ length: 51 }, () => 'a@x.no') },
      'recipients: has more than 50 entries',
    ],
    [{ ...payload, replyTo: 7 }, 'replyTo: expected string, received number'],
    [{ ...payload, replyTo: ['a@x.no'] }, 'replyTo: expected string, received array'],
    [{ ...payload, replyTo: `${'x'.repeat(250)}@x.no` }, 'replyTo: is longer than 254 characters'],
    [{ ...payload, formats: 'html' }, 'formats: expected array, received string'],
    [{ ...payload, formats: ['pdf'] }, 'formats[0]: must be one of html, csv'],
    [{ ...payload, template: 'x.hbs' }, 'template: is not a known key'],
    [{ ...payload, path: '/etc/passwd' }, 'path: is not a known key'],
    [JSON.parse('{"v":1,"__proto__":{"x":1}}'), 'requestId: expected string, received undefined'],
    [{ ...payload, requestId: 'x'.repeat(70_000) }, 'payload: is 70113 bytes, at most 65536 allowed'],
  ] as const
).map(([data, message]) => [message, data]);

function refusalOf(data: unknown): Failure {
  try {
    parseRequest(data);
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('it was not refused');
}

describe('a request from the queue', () => {
  it('gets its defaults', () => {
    expect(parseRequest(payload)).toEqual({
      v: 1,
      requestId: 'r-1',
      producer: 'queue',
      report: 'performance',
      window: { kind: 'custom', from: '2026-11-16', to: '2026-11-23', tz: 'Europe/Oslo' },
      campaignIds: null,
      segmentIds: null,
      recipients: [],
      formats: ['html', 'csv'],
    });
  });

  it('may ask for a rolling window, with or without a zone', () => {
    expect(parseRequest({ ...payload, window: 'last-week' }).window).toEqual({ kind: 'last-week', tz: null });
    expect(parseRequest({ ...payload, window: { kind: 'last-hour', tz: 'Asia/Kolkata' } }).window).toEqual({
      kind: 'last-hour',
      tz: 'Asia/Kolkata',
    });
  });

  it.each(REFUSED)('refuses in one line: %s', (message, data) => {
    const failure = refusalOf(data);
    expect(failure.code).toBe('bad-input');
    expect(failure.message).toContain(message);
    expect(failure.message).not.toContain('\n');
  });
});

describe('a request that names who answers', () => {
  it('keeps the name, and one without is the same as before, so that an id keeps its run', () => {
    expect(parseRequest({ ...payload, replyTo: 'crm@example.com' }).replyTo).toBe('crm@example.com');
    expect(parseRequest(payload)).not.toHaveProperty('replyTo');
  });
});

describe('a request for a part of the report', () => {
  it('is the same as before where nothing of it is said, so that an id keeps its run', () => {
    const keys = Object.keys(parseRequest(payload));
    expect(keys.filter((key) => ['brands', 'tags', 'variant'].includes(key))).toEqual([]);
  });

  it.each([
    ['exec', undefined, ['html']],
    ['exec', ['html', 'csv'], ['html', 'csv']],
    ['analyst', ['html'], ['html', 'csv']],
    ['full', undefined, ['html', 'csv']],
  ])('of the variant %s with the formats %j gets %j', (variant, formats, expected) => {
    expect(parseRequest({ ...payload, variant, formats })).toMatchObject({ variant, formats: expected });
  });

  it('names each brand and tag once', () => {
    expect(parseRequest({ ...payload, brands: ['Nord', 'Nord'], tags: ['a', 'b', 'a'] })).toMatchObject({
      brands: ['Nord'],
      tags: ['a', 'b'],
    });
  });
});
