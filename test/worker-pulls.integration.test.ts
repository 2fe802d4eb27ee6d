import { Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { INTERNAL_QUEUE } from '../src/queue/connection.ts';
import { type RunningWorker, startWorker } from '../src/worker.ts';
import { type FreshRedis, freshRedisPrefix } from './support/database.ts';
import { type PullBench, pullBench, unix } from './support/pull-bench.ts';
import { collectedLog, until, workerApp } from './support/worker-app.ts';

let puller: PullBench;
let redis: FreshRedis;
let worker: RunningWorker | null = null;

beforeAll(async () => {
  puller = await pullBench();
  redis = freshRedisPrefix();
  await puller.reset();
});

afterEach(async () => {
  await worker?.stop();
  worker = null;
});

afterAll(async () => {
  await redis.drop();
  await puller.drop();
});

async function start(settings: Readonly<Record<string, string>>): Promise<ReturnType<typeof collectedLog>> {
  const logged = collectedLog();
  const app = workerApp(puller.bench, redis, { SMTP_URL: 'smtp://127.0.0.1:1', ...settings });
  worker = await startWorker(app, { log: logged.log });
  return logged;
}

/** Names of the jobs that come by themselves, once some are there. */
async function schedulers(): Promise<readonly string[]> {
  const queue = new Queue(INTERNAL_QUEUE, { connection: { url: redis.url }, prefix: redis.prefix });
  try {
    return await until(async () => {
      const keys = (await queue.getJobSchedulers()).map(({ key }) => key);
      return keys.includes('refresh-rollups') ? keys : null;
    });
  } finally {
    await queue.close();
  }
}

function settings(): Readonly<Record<string, string>> {
  return {
    MARKETING_PLATFORM_URL: puller.server.url,
    MARKETING_PLATFORM_USERNAME: puller.server.username,
    MARKETING_PLATFORM_TOKEN: puller.server.token,
    MARKETING_PLATFORM_LISTS: '24',
  };
}

describe('a worker', () => {
  it('pulls by itself when the platform is configured', async () => {
    const row = {
      mobile_prefix: '47',
      mobile_number: '91827364',
      sms_unsubscribed: unix('2026-11-22T08:00:00Z'),
    };
    puller.server.world.lists.set('24', [row]);
    const { lines } = await start(settings());
    await until(
      async () => (await puller.bench.db('pull_sources').whereNotNull('finished_at').first('source')) ?? null,
    );
    expect(await puller.bench.db('parked_events').select('provider')).toEqual([
      { provider: 'marketing_platform' },
    ]);
    expect(await schedulers()).toContain('pull-marketing-platform');
    expect(JSON.stringify(lines)).not.toMatch(/91827364|tok-0123/);
  });

  it('has no such job when nothing is to be pulled, and takes one from an earlier setting away', async () => {
    await start({});
    await until(async () => ((await schedulers()).includes('pull-marketing-platform') ? null : true));
    expect(await schedulers()).not.toContain('pull-marketing-platform');
  });

  it('does not start with settings that cannot be right', async () => {
    await expect(
      start({ ...settings(), MARKETING_PLATFORM_URL: 'http://api.example/' }),
    ).rejects.toMatchObject({
      code: 'bad-config',
    });
  });
});
