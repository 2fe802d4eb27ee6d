import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseNow } from '../../src/store/database-clock.ts';
import { allowRecipients } from '../../src/store/recipients.ts';
import { type RunningWorker, startWorker } from '../../src/worker.ts';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from '../support/database.ts';
import { collectedLog, type LoggedLine, until, workerApp } from '../support/worker-app.ts';

let fresh: FreshDatabase;
let redis: FreshRedis;
let queue: Queue;
let worker: RunningWorker;
let lines: readonly LoggedLine[];

beforeAll(async () => {
  fresh = await freshDatabase();
  redis = freshRedisPrefix();
  await allowRecipients(fresh.db, ['@example.com'], 'test', await databaseNow(fresh.db));
  queue = new Queue('reports', { connection: { url: redis.url }, prefix: redis.prefix });
  const logged = collectedLog();
  lines = logged.lines;
  const app = workerApp(fresh, redis, { SMTP_URL: 'smtp://127.0.0.1:1' });
  worker = await startWorker(app, { log: logged.log });
});
afterAll(async () => {
  await worker.stop();
  await queue.close();
  await redis.drop();
  await fresh.drop();
});

const good = {
  v: 1,
  requestId: 'hostile',
  report: 'performance',
  window: { from: '2026-11-16', to: '2026-11-23', tz: 'Europe/Oslo' },
};
const withWindow = (window: unknown) => ({ ...good, window });
const within = (from: unknown, to: unknown, tz: unknown = 'Europe/Oslo') => withWindow({ from, to, tz });
const to = (...recipients: unknown[]) => ({ ...good, recipients });

/** An object or list inside itself so many times. */
function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

const HOSTILE: readonly (readonly [string, unknown, RegExp])[] = [
  ['null', null, /^bad-input: payload: .*object.*null/],
  ['a number', 42, /^bad-input: payload: .*object/],
  ['a text', 'performance', /^bad-input: payload: .*object/],
  ['true', true, /^bad-input: payload: .*object/],
  ['a list', [good], /^bad-input: payload: .*object.*array/],
  ['nothing in it', {}, /^bad-input: v: /],
  ['64 KiB and one byte', { ...good, requestId: 'x'.repeat(65_537) }, /^bad-input: payload: is \d+ bytes/],
  ['a megabyte of keys', { ...good, pad: 'x'.repeat(1_000_000) }, /^bad-input: payload: is \d+ bytes/],
  ['2,000 lists in each other', { ...good, window: nested(2_000, (one) => [one]) }, /^bad-input: /],
  ['9 objects in each other', withWindow(nested(9, (a) => ({ a }))), /^bad-input: window/],
  ['lists in each other, deeper than the stack', nested(30_000, (one) => [one]), /^bad-input: payload: /],
  ['an own key __proto__', JSON.parse(`{"__proto__":{"v":1},"v":1}`), /^bad-input: /],
  [
    '__proto__ besides',
    JSON.parse(`{"__proto__":{"admin":true},${JSON.stringify(good).slice(1)}`),
    /^bad-input: .*known key/,
  ],
  [
    'a key constructor',
    { ...good, constructor: { prototype: {} } },
    /^bad-input: constructor: is not a known key/,
  ],
  ['a key toString', { ...good, toString: 'x' }, /^bad-input: toString: is not a known key/],
  ['a key with a line break', { ...good, 'a\nb': 1 }, /^bad-input: .*known key$/],
  ['a key of 5,000 letters', { ...good, ['k'.repeat(5_000)]: 1 }, /^bad-input: k{40}: is not a known key$/],
  ['a template', { ...good, template: '../../etc/passwd' }, /^bad-input: template: is not a known key/],
  ['a header', { ...good, subject: 'x\r\nBcc: evil@example.com' }, /^bad-input: subject: is not a known key/],
  ['a version as text', { ...good, v: '1' }, /^bad-input: v: must be 1/],
  ['a version to come', { ...good, v: 2 }, /^bad-input: v: must be 1/],
  ['a:b', { ...good, requestId: 'a:b' }, /^bad-input: requestId: must be 1-64/],
  ['no id', { ...good, requestId: undefined }, /^bad-input: requestId: /],
  ['a path as id', { ...good, requestId: '../../x' }, /^bad-input: requestId: /],
  ['an id in Cyrillic', { ...good, requestId: 'отчёт' }, /^bad-input: requestId: /],
  ['an id with a line break at its end', { ...good, requestId: 'x\n' }, /^bad-input: requestId: /],
  ['an id of 65 letters', { ...good, requestId: 'x'.repeat(65) }, /^bad-input: requestId: /],
  ['a producer that is a list', { ...good, producer: ['x'] }, /^bad-input: producer: /],
  ['an unknown report', { ...good, report: 'SELECT 1' }, /^bad-input: report: must be one of performance/],
  ['a report named like a method', { ...good, report: 'toString' }, /^bad-input: report: must be one of/],
  ['no window', { ...good, window: undefined }, /^bad-input: window: must be/],
  ['a window that is null', withWindow(null), /^bad-input: window: must be/],
  ['a window that is a list', withWindow([]), /^bad-input: window/],
  ['last-year', withWindow('last-year'), /^bad-input: window: last-year is not one of/],
  ['LAST-WEEK', withWindow('LAST-WEEK'), /^bad-input: window: LAST-WEEK is not one of/],
  ['a window with a line break', withWindow('last\nweek'), /^bad-input: window: /],
  [
    'kind and from',
    withWindow({ kind: 'last-week', tz: 'UTC', from: '2026-11-16' }),
    /^bad-input: window.from: is not/,
  ],
  [
    'kind __proto__',
    withWindow({ kind: '__proto__', tz: 'UTC' }),
    /^bad-input: window.kind: __proto__ is not/,
  ],
  ['zone null', within('2026-11-16', '2026-11-23', null), /^bad-input: window.tz: .*string.*null/],
  ['zone local', within('2026-11-16', '2026-11-23', 'local'), /^bad-input: .*tz: local is not an IANA zone/],
  ['zone UTC+2', within('2026-11-16', '2026-11-23', 'UTC+2'), /^bad-input: .*tz: UTC\+2 is not an IANA zone/],
  [
    'zone +02:00',
    within('2026-11-16', '2026-11-23', '+02:00'),
    /^bad-input: .*tz: \+02:00 is not an IANA zone/,
  ],
  ['zone empty', within('2026-11-16', '2026-11-23', ''), /^bad-input: .*tz: \(empty\) is not an IANA zone/],
  [
    'zone Europe/Olso',
    within('2026-11-16', '2026-11-23', 'Europe/Olso'),
    /^bad-input: .*tz: Europe\/Olso is not/,
  ],
  ['zone a path', within('2026-11-16', '2026-11-23', '../etc/localtime'), /^bad-input: .*tz: /],
  ['zone with a line break', within('2026-11-16', '2026-11-23', 'Europe\nOslo'), /^bad-input: .*tz: /],
  ['zone a phone number', within('2026-11-16', '2026-11-23', '+4791234567'), /^bad-input: .*tz: /],
  ['2026-02-30', within('2026-02-30', '2026-03-02'), /^bad-input: .*from: 2026-02-30 is not a date/],
  ['2026-13-01', within('2026-13-01', '2026-03-02'), /^bad-input: .*from: 2026-13-01 is not a date/],
  ['24:00', within('2026-11-16T24:00', '2026-11-23'), /^bad-input: .*from: 2026-11-16T24:00 is not a date/],
  ['an instant', within('2026-11-16T00:00:00Z', '2026-11-23'), /^bad-input: .*from: /],
  [
    'a date of another style',
    within('16/11/2026', '2026-11-23'),
    /^bad-input: .*from: 16\/11\/2026 is not a date/,
  ],
  ['a number as date', within(1_759_276_800, '2026-11-23'), /^bad-input: window.from: .*string.*number/],
  ['Arabic digits', within('٢٠٢٦-١١-١٦', '2026-11-23'), /^bad-input: .*from: /],
  ['from after to', within('2026-11-23', '2026-11-16'), /^bad-input: .*to: 2026-11-16 is not after from/],
  ['from at to', within('2026-11-16', '2026-11-16'), /^bad-input: .*to: 2026-11-16 is not after from/],
  ['the year 0', within('0000-01-01', '2026-11-16'), /^bad-input: .*from: /],
  ['the year 9999', within('2026-11-16', '9999-12-31'), /^bad-input: to: 9999-12-31 is not in the years/],
  [
    'ten years',
    within('2016-11-16', '2026-11-16'),
    /^bad-input: to: the window would be 3652 days long, at most 1096 are allowed/,
  ],
  ['campaign 0', { ...good, campaignIds: [0] }, /^bad-input: campaignIds\[0\]: .*string.*number/],
  ['campaign null', { ...good, campaignIds: [null] }, /^bad-input: campaignIds\[0\]: /],
  ['campaigns as text', { ...good, campaignIds: 'autumn' }, /^bad-input: campaignIds: .*array.*string/],
  [
    'campaigns that do not exist',
    { ...good, campaignIds: ["' OR 1=1 --"] },
    /^bad-input: campaignIds\[0\]: there is no campaign/,
  ],
  ['a campaign in unicode', { ...good, campaignIds: ['🎄\u202e\u0000'] }, /^bad-input: campaignIds\[0\]: /],
  ['a campaign with a line break', { ...good, campaignIds: ['a\nb'] }, /^bad-input: campaignIds\[0\]: /],
  [
    'a campaign that is half a character',
    { ...good, campaignIds: ['\ud83c'] },
    /^bad-input: campaignIds\[0\]: /,
  ],
  [
    'a campaign that is a phone number',
    { ...good, campaignIds: ['+4791234567'] },
    /^bad-input: campaignIds\[0\]: /,
  ],
  [
    '201 segments',
    { ...good, segmentIds: Array.from({ length: 201 }, String) },
    /^bad-input: segmentIds: .*200/,
  ],
  ['recipients as text', { ...good, recipients: 'a@example.com' }, /^bad-input: recipients: .*array/],
  [
    'two addresses in one',
    to('a@example.com, evil@example.com'),
    /^bad-input: recipients\[0\]: .*one address/,
  ],
  ['a header in an address', to('a@example.com\r\nBcc: evil@example.com'), /^bad-input: recipients\[0\]: /],
  ['a group of addresses', to('all: evil@example.com;'), /^bad-input: recipients\[0\]: /],
  ['a display name', to('Boss <boss@example.com>'), /^bad-input: recipients\[0\]: /],
  ['a stranger', to('a@example.com', 'evil@example.org'), /^bad-input: recipients\[1\]: .*allow-list/],
  ['a domain', to('@example.com'), /^bad-input: recipients\[0\]: /],
  ['an address as object', to({ address: 'a@example.com' }), /^bad-input: recipients\[0\]: .*string.*object/],
  ['a phone number as address', to('+4791234567'), /^bad-input: recipients\[0\]: /],
  [
    '51 recipients',
    to(...Array.from({ length: 51 }, (_, n) => `a${n}@example.com`)),
    /^bad-input: recipients: .*50/,
  ],
  ['an empty format', { ...good, formats: [''] }, /^bad-input: formats\[0\]: must be one of html, csv/],
  ['no format', { ...good, formats: [] }, /^bad-input: formats: is empty/],
  ['format exe', { ...good, formats: ['html', 'exe'] }, /^bad-input: formats\[1\]: must be one of html, csv/],
  ['marks', { ...good, marks: ['TEST'] }, /^bad-input: marks: is not a known key/],
];

async function refusalOf(name: string, data: unknown): Promise<{ reason: string; attempts: number }> {
  const added = await queue.add(name, data, { attempts: 5, backoff: 1 });
  return until(async () => {
    if ((await queue.getJobState(added.id ?? '')) !== 'failed') return null;
    const job = await queue.getJob(added.id ?? '');
    return job === undefined ? null : { reason: job.failedReason, attempts: job.attemptsMade };
  });
}

async function rejected() {
  return fresh
    .db('report_requests')
    .where({ state: 'rejected' })
    .orderBy('id')
    .select('reason', 'request_id');
}

const PHONE = /\+\d{9,}/;

describe('what a careless or hostile producer puts into the queue', () => {
  it.each(HOSTILE)('%s: one line, no retry, a visible rejected request', async (_, data, line) => {
    const before = await rejected();
    const { reason, attempts } = await refusalOf('produce-report', data);
    expect(reason).toMatch(line);
    expect(reason).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect(reason.length).toBeLessThan(400);
    expect(reason).not.toMatch(PHONE);
    expect(attempts).toBe(1);
    const after = await rejected();
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)?.reason).toContain(reason.replace(/^bad-input: /, '').slice(0, 200));
    expect(after.at(-1)?.reason).not.toMatch(PHONE);
  });

  it.each(['drop-tables', 'produce-run', '__proto__', 'a\nb', 'x'.repeat(3_000)])(
    'a job of the name %s is refused as well',
    async (name) => {
      const before = await rejected();
      const { reason, attempts } = await refusalOf(name, good);
      expect(reason).toMatch(/^bad-input: job: .* is not known here; allowed are produce-report$/);
      expect(attempts).toBe(1);
      expect(await rejected()).toHaveLength(before.length + 1);
    },
  );

  it('leaves the worker alive, made nothing, and answers the next good request', async () => {
    expect(await fresh.db('report_runs').select('id')).toEqual([]);
    const added = await queue.add('produce-report', { ...good, requestId: 'good' });
    const value = await until(async () => {
      if ((await queue.getJobState(added.id ?? '')) !== 'completed') return null;
      return (await queue.getJob(added.id ?? ''))?.returnvalue ?? null;
    });
    // a look of the timer may take the run before whoever accepted it
    const state = expect.stringMatching(/^(running|done)$/);
    expect(value).toEqual({ run: expect.any(String), state, reason: null, pages: [] });
    await until(
      async () => (await fresh.db('report_runs').where({ id: value.run, state: 'done' }).first('id')) ?? null,
    );
    expect(JSON.stringify(lines)).not.toMatch(PHONE);
  });
});
