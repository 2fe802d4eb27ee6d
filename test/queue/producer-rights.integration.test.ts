import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '../../src/worker.ts';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from '../support/database.ts';
import { collectedLog, until, workerApp } from '../support/worker-app.ts';

const DOCS = join(import.meta.dirname, '../../docs/queue.md');
const user = `crm_${randomBytes(4).toString('hex')}`;
const password = randomBytes(12).toString('hex');

let fresh: FreshDatabase;
let redis: FreshRedis;
let admin: Redis;
let producer: Redis;
let worker: Awaited<ReturnType<typeof startWorker>>;

/** The line of the documentation, for our names. */
function documentedRule(): readonly string[] {
  const [, line = ''] = /^ACL (SETUSER crm .*)$/m.exec(readFileSync(DOCS, 'utf8')) ?? [];
  return line
    .replace('crm', user)
    .replace(/>\S+/, `>${password}`)
    .replaceAll('bull:', `${redis.prefix}:`)
    .split(' ');
}

beforeAll(async () => {
  fresh = await freshDatabase();
  redis = freshRedisPrefix();
  admin = new Redis(redis.url);
  await admin.call('ACL', ...documentedRule());
  const url = new URL(redis.url);
  url.username = user;
  url.password = password;
  producer = new Redis(url.href, { maxRetriesPerRequest: null });
  worker = await startWorker(workerApp(fresh, redis, { SMTP_URL: 'smtp://127.0.0.1:1' }), {
    log: collectedLog().log,
  });
});
afterAll(async () => {
  await worker.stop();
  producer.disconnect();
  await admin.call('ACL', 'DELUSER', user);
  admin.disconnect();
  await redis.drop();
  await fresh.drop();
});

describe('a producer with the Redis user of docs/queue.md', () => {
  it('asks for a report and reads what became of it', async () => {
    const queue = new Queue('reports', { prefix: redis.prefix, connection: producer });
    const data = { v: 1, requestId: 'a-1', producer: 'crm', report: 'performance', window: 'last-day' };
    const added = await queue.add('produce-report', data);
    const value = await until(async () => {
      const job = await queue.getJob(added.id ?? '');
      return (await job?.getState()) === 'completed' ? (job?.returnvalue ?? null) : null;
    });
    // a look of the timer may take the run before whoever accepted it
    expect(value).toMatchObject({ state: expect.stringMatching(/^(running|done)$/) });
    await until(
      async () => (await fresh.db('report_runs').where({ id: value.run, state: 'done' }).first('id')) ?? null,
    );
    await queue.close();
  });

  it('cannot put anything into the queue of our own wake-ups', async () => {
    const queue = new Queue('reports-internal', {
      prefix: redis.prefix,
      connection: producer,
      skipMetasUpdate: true,
    });
    queue.on('error', () => undefined);
    await expect(queue.add('produce-run', { id: 1 })).rejects.toThrow(/NOPERM|No permissions/i);
    await queue.close();
  });

  it.each([
    [['GET', 'something-else']],
    [['SET', 'something-else', '1']],
    [['DEL', 'something-else']],
    [['KEYS', '*']],
    [['SCAN', '0']],
    [['FLUSHALL']],
    [['FLUSHDB']],
    [['RANDOMKEY']],
    [['SWAPDB', '0', '1']],
    [['CONFIG', 'GET', '*']],
    [['CONFIG', 'SET', 'dir', '/tmp']],
    [['ACL', 'LIST']],
    [['ACL', 'SETUSER', 'evil', 'on']],
    [['CLIENT', 'LIST']],
    [['CLIENT', 'KILL', 'TYPE', 'normal']],
    [['MONITOR']],
    [['DEBUG', 'SLEEP', '0']],
    [['SHUTDOWN', 'NOSAVE']],
    [['SAVE']],
    [['REPLICAOF', 'evil.example', '6379']],
    [['SUBSCRIBE', 'x']],
    [['PUBLISH', 'x', 'y']],
    [['FUNCTION', 'LIST']],
    [['EVAL', "return redis.call('GET', 'something-else')", '0']],
    [['EVAL', "return redis.call('FLUSHALL')", '0']],
    [['EVAL', "return redis.call('KEYS', '*')", '0']],
  ])('may not %j', async (words) => {
    const [command = '', ...rest] = words;
    await expect(producer.call(command, ...rest)).rejects.toThrow(
      /NOPERM|permission|can't run this|can't access|not allowed/i,
    );
  });
});
