import { Redis } from 'ioredis';
import { away, type Check, failed, ok } from '../core/check.ts';
import { errorLine } from '../core/error-line.ts';

const PATIENCE_MS = 3_000;

/** Looks at Redis: does it answer, may it evict or forget. `shownUrl` is the address without its password. */
export async function examineRedis(url: string, shownUrl: string): Promise<readonly Check[]> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let why: unknown = null;
  // connect() only says "closed"; the event says why
  redis.on('error', (error) => {
    why = error;
  });
  try {
    await redis.connect();
    return readInfo(await redis.info());
  } catch (error) {
    return [
      away(
        'Redis',
        `${shownUrl} does not answer: ${errorLine(why ?? error)}`,
        'start it, or correct REDIS_URL',
      ),
    ];
  } finally {
    redis.disconnect();
  }
}

function readInfo(info: string): readonly Check[] {
  const field = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  const policy = field('maxmemory_policy');
  const persistent = field('aof_enabled') === '1';
  return [
    ok('Redis', `version ${field('redis_version')}`),
    policy === 'noeviction'
      ? ok('Redis eviction', policy)
      : failed('Redis eviction', policy, 'set maxmemory-policy noeviction, or jobs disappear'),
    persistent
      ? ok('Redis persistence', 'append-only file')
      : failed(
          'Redis persistence',
          'no append-only file',
          'set appendonly yes: requests of other programs that nobody took yet are lost with a restart',
        ),
  ];
}
