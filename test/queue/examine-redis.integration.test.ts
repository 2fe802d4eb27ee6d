import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examineRedis } from '../../src/queue/examine-redis.ts';
import { type PrivateServers, startPrivateServers } from '../../src/servers/private-servers.ts';

let folder: string;
let servers: PrivateServers;
let redis: Redis;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redis-'));
  servers = await startPrivateServers({
    folder,
    instance: 'redis',
    databaseUrl: 'mysql://nobody@127.0.0.1/x',
  });
  redis = new Redis(servers.redisUrl);
});
afterAll(async () => {
  redis.disconnect();
  await servers.stop();
  await rm(folder, { recursive: true });
});

const verdicts = async () =>
  Object.fromEntries(
    (await examineRedis(servers.redisUrl, 'redis')).map((check) => [check.subject, check.verdict]),
  );

it('a Redis that may evict or forget wake-ups fails, one that keeps them passes', async () => {
  const right = { Redis: 'ok', 'Redis eviction': 'ok', 'Redis persistence': 'ok' };
  expect(await verdicts()).toEqual(right);
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  expect(await verdicts()).toEqual({ ...right, 'Redis eviction': 'failed' });
  await redis.config('SET', 'maxmemory-policy', 'noeviction');
  await redis.config('SET', 'appendonly', 'no');
  expect(await verdicts()).toEqual({ ...right, 'Redis persistence': 'failed' });
});
