import { Redis } from 'ioredis';
import { errorLine } from '../core/error-line.ts';
import { Failure } from '../core/failure.ts';

/** Where the queues live. */
export type QueuePlace = {
  readonly redisUrl: string;
  readonly prefix: string;
  /** how long a call may take; 3 s */
  readonly deadlineMs?: number | undefined;
};

/** Other programs may add to this one; the truth about what it holds is in MySQL all the same. */
export const PUBLIC_QUEUE = 'reports';
/** Wake-ups and ticks of our own. */
export const INTERNAL_QUEUE = 'reports-internal';

/** BullMQ's calls never settle while Redis is away (measured, with every option): each is raced with this. */
const REDIS_DEADLINE_MS = 3_000;
const TRY_AGAIN_MS = 60_000;

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

/**
 * `withDeadline` for many calls: while one that was given up still waits in the client, further ones are not made, but
 * for a try a minute. They would all be kept until Redis is back: an outage of a day filled the memory.
 */
export function createGate(place: QueuePlace): <T>(work: () => Promise<T>) => Promise<T> {
  let triedAt: number | null = null;
  return async (work) => {
    if (triedAt !== null && performance.now() - triedAt < TRY_AGAIN_MS) {
      throw unreachable(place.redisUrl, 'an earlier call still waits');
    }
    const startedAt = performance.now();
    const called = work();
    try {
      const result = await withDeadline(place, called);
      triedAt = null;
      return result;
    } catch (error) {
      if (error instanceof Failure && error.code === 'redis-unreachable') {
        triedAt = startedAt;
        called.then(
          () => {
            triedAt = null;
          },
          () => undefined,
        );
      }
      throw error;
    }
  };
}

/** Throws `redis-unreachable` (retryable) when the work does not settle in time. */
export async function withDeadline<T>(
  place: QueuePlace,
  work: Promise<T>,
  milliseconds: number = place.deadlineMs ?? REDIS_DEADLINE_MS,
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

/** Redis is there and does not let us in: waiting does not mend it. */
const REFUSAL = /^(WRONGPASS|NOAUTH|NOPERM|ERR invalid password|ERR AUTH)/;

/**
 * One clear line: `redis-unreachable` when Redis does not answer, `bad-config` when it refuses user or password (which
 * are never printed).
 */
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
    const line = errorLine(why ?? cause);
    throw REFUSAL.test(line) ? refused(redisUrl, line, cause) : unreachable(redisUrl, line, cause);
  } finally {
    redis.disconnect();
  }
}

function refused(redisUrl: string, why: string, cause: unknown): Failure {
  return new Failure('bad-config', `REDIS_URL: Redis at ${hostOf(redisUrl)} refuses us: ${why}`, { cause });
}

function unreachable(redisUrl: string, why: string, cause?: unknown): Failure {
  return new Failure('redis-unreachable', `Redis at ${hostOf(redisUrl)} does not answer: ${why}`, {
    retryable: true,
    cause,
  });
}

function hostOf(redisUrl: string): string {
  const { hostname, port } = new URL(redisUrl);
  return `${hostname}:${port === '' ? '6379' : port}`;
}
