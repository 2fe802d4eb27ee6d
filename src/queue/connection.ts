import { Redis } from 'ioredis';
import { errorLine } from '../core/error-line.ts';
import { Failure } from '../core/failure.ts';

/** Where the queues live. */
export type QueuePlace = { readonly redisUrl: string; readonly prefix: string };

/** Other programs may add to this one; the truth about what it holds is in MySQL all the same. */
export const PUBLIC_QUEUE = 'reports';
/** Wake-ups and ticks of our own. */
export const INTERNAL_QUEUE = 'reports-internal';

/** BullMQ's calls never settle while Redis is away (measured, with every option): each is raced with this. */
const REDIS_DEADLINE_MS = 3_000;

/** For BullMQ: it retries by itself for ever, which is right for a worker and why callers race a deadline. */
export function connectionOf({ redisUrl }: QueuePlace): {
  readonly url: string;
  readonly maxRetriesPerRequest: null;
  readonly retryStrategy: (times: number) => number;
} {
  return {
    url: redisUrl,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 200, 2_000),
  };
}

/** Throws `redis-unreachable` (retryable) when the work does not settle in time. */
export async function withDeadline<T>(
  place: QueuePlace,
  work: Promise<T>,
  milliseconds: number = REDIS_DEADLINE_MS,
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(unreachable(place.redisUrl, `no answer within ${milliseconds / 1_000} s`)),
    milliseconds,
  );
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** One clear line when Redis does not answer or refuses the password; never prints it. */
export async function pingRedis(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: REDIS_DEADLINE_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: () => null,
  });
  let why: unknown = null;
  redis.on('error', (error) => {
    why = error;
  });
  try {
    await withDeadline({ redisUrl, prefix: '' }, redis.connect());
    await withDeadline({ redisUrl, prefix: '' }, redis.ping());
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw unreachable(redisUrl, errorLine(why ?? cause), cause);
  } finally {
    redis.disconnect();
  }
}

function unreachable(redisUrl: string, why: string, cause?: unknown): Failure {
  const { hostname, port } = new URL(redisUrl);
  return new Failure(
    'redis-unreachable',
    `Redis at ${hostname}:${port === '' ? '6379' : port} does not answer: ${why}`,
    { retryable: true, cause },
  );
}
