import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningWorker, startWorker } from '../../src/worker.ts';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from '../support/database.ts';
import { collectedLog, type LoggedLine, until, workerApp } from '../support/worker-app.ts';

let fresh: FreshDatabase;
let place: FreshRedis;
let redis: Redis;
let queue: Queue;
let worker: RunningWorker;
let lines: readonly LoggedLine[];

beforeAll(async () => {
  fresh = await freshDatabase();
  place = freshRedisPrefix();
  redis = new Redis(place.url);
  queue = new Queue('reports', { connection: { url: place.url }, prefix: place.prefix });
  const logged = collectedLog();
  lines = logged.lines;
  worker = await startWorker(workerApp(fresh, place, { SMTP_URL: 'smtp://127.0.0.1:1' }), {
    log: logged.log,
  });
});
afterAll(async () => {
  await worker.stop();
  await queue.close();
  redis.disconnect();
  await place.drop();
  await fresh.drop();
});

const good = {
  v: 1,
  requestId: 'hostile',
  report: 'performance',
  window: { from: '2026-11-16', to: '2026-11-23', tz: 'Europe/Oslo' },
};
const job = (fields: Readonly<Record<string, string>>) => ({
  name: 'produce-report',
  data: JSON.stringify(good),
  opts: '{"attempts":1}',
  timestamp: '1764147600000',
  delay: '0',
  priority: '0',
  ...fields,
});

/** Jobs as a client writes them that knows where the queue lies and nothing of its library. */
const HOSTILE: readonly (readonly [string, Readonly<Record<string, string>> | null])[] = [
  ['an id of which there is no job', null],
  ['a job of which there is nothing but a name', { name: 'produce-report' }],
  ['data that is cut short', job({ data: '{"v":1,"requestId":' })],
  ['data that is no JSON', job({ data: '\u0000\ufffd' })],
  ['options that are no JSON', job({ opts: '{' })],
  ['options that are a list', job({ opts: '[]' })],
  ['a thousand million attempts', job({ data: '{}', opts: '{"attempts":1000000000,"backoff":1}' })],
  [
    'a backoff of a kind that nobody knows',
    job({ data: '{}', opts: '{"attempts":9,"backoff":{"type":"x"}}' }),
  ],
  ['a name of a megabyte', job({ name: 'x'.repeat(1_000_000) })],
  ['a time that is no number', job({ data: '{}', timestamp: 'never', processedOn: 'x', attemptsMade: 'x' })],
  [
    'a repetition with a rule that is none',
    job({ data: '{}', opts: '{"repeat":{"pattern":"61 * * * *"}}', rjk: 'x' }),
  ],
  [
    'a parent in a queue of ours',
    job({
      data: '{}',
      opts: '{"parent":{"id":"1","queue":"bull:reports-internal"}}',
      parentKey: 'bull:reports-internal:1',
      parent: '{"id":"1","queueKey":"bull:reports-internal"}',
    }),
  ],
];

async function push(id: string, fields: Readonly<Record<string, string>> | null): Promise<void> {
  const key = `${place.prefix}:reports`;
  if (fields !== null) await redis.hset(`${key}:${id}`, fields);
  await redis.lpush(`${key}:wait`, id);
  await redis.zadd(`${key}:marker`, 0, '0');
}

/** The next request is answered, and its report made: by whom it was answered, or by a look of the timer. */
async function answered(requestId: string): Promise<string> {
  const added = await queue.add('produce-report', { ...good, requestId });
  await until(async () => ((await queue.getJobState(added.id ?? '')) === 'completed' ? true : null));
  return until(async () => {
    const run = await fresh.db('report_runs').where({ occurrence: requestId }).first('state');
    return run?.state === 'done' ? run.state : null;
  });
}

describe('a job that the library of the queue did not write', () => {
  it.each(HOSTILE)('%s: the worker goes on with the next one', async (name, fields) => {
    const id = `raw-${HOSTILE.findIndex(([one]) => one === name)}`;
    await push(id, fields);
    expect(await answered(`after-${id}`)).toBe('done');
  });

  it('leaves no word of it in the log that would break a line, and no long one', () => {
    expect(lines.some(({ event }) => event === 'job-failed')).toBe(true);
    expect(lines.every((line) => JSON.stringify(line).length < 2_000)).toBe(true);
  });
});
