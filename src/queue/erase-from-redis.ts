import { Redis } from 'ioredis';
import { pingRedis, type QueuePlace } from './connection.ts';

export type RedisTraces = { readonly looked: number; readonly found: number };

/**
 * Keys of our queues in which the digits stand; `remove` takes them out (a job that names a number is none of ours).
 * Fails with `redis-unreachable`.
 */
export async function findInRedis(
  { redisUrl, prefix }: QueuePlace,
  digits: string,
  remove: boolean,
): Promise<RedisTraces> {
  await pingRedis(redisUrl);
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1, retryStrategy: () => null });
  let looked = 0;
  let found = 0;
  try {
    for await (const keys of redis.scanStream({ match: `${globText(prefix)}:*`, count: 500 })) {
      for (const key of keyList(keys)) {
        looked += 1;
        if (!key.includes(digits) && !(await contentOf(redis, key)).includes(digits)) continue;
        found += 1;
        if (remove) await redis.unlink(key);
      }
    }
  } finally {
    redis.disconnect();
  }
  return { looked, found };
}

async function contentOf(redis: Redis, key: string): Promise<string> {
  switch (await redis.type(key)) {
    case 'string':
      return (await redis.get(key)) ?? '';
    case 'hash':
      return JSON.stringify(await redis.hgetall(key));
    case 'list':
      return (await redis.lrange(key, 0, -1)).join('\n');
    case 'set':
      return (await redis.smembers(key)).join('\n');
    case 'zset':
      return (await redis.zrange(key, '0', '-1')).join('\n');
    case 'stream':
      return JSON.stringify(await redis.xrange(key, '-', '+'));
    default:
      return '';
  }
}

function keyList(keys: unknown): readonly string[] {
  return Array.isArray(keys) ? keys.map(String) : [];
}

function globText(prefix: string): string {
  return prefix.replace(/[[\]*?\\]/g, '\\$&');
}
