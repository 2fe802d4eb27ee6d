import { randomBytes } from 'node:crypto';
import type { App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { DEFAULT_CLEANING } from '../../src/core/cleaning/settings.ts';
import { NO_OWN_WORDS } from '../../src/core/own-opt-out-words.ts';
import { NO_RULES } from '../../src/core/provider-rules.ts';
import { createLog, type Log } from '../../src/log.ts';
import { databaseNow } from '../../src/store/database-clock.ts';
import type { FreshDatabase, FreshRedis } from './database.ts';

/** An app on a database and a Redis prefix of its own; `redisUrl` can point elsewhere. */
export function workerApp(
  { db, url }: FreshDatabase,
  redis: Pick<FreshRedis, 'url' | 'prefix'>,
  settings: Readonly<Record<string, string>> = {},
): App {
  const secretKey = randomBytes(24).toString('hex');
  const config = readConfig(
    {
      DATABASE_URL: url,
      REDIS_URL: redis.url,
      SECRET_KEY: secretKey,
      QUEUE_PREFIX: redis.prefix,
      HTTP_PORT: '0',
      ...settings,
    },
    'no-such-file.yaml',
  );
  return {
    config,
    db,
    source: null,
    databaseUrl: url,
    redisUrl: redis.url,
    secretKey,
    phoneKey: secretKey,
    isPrivate: false,
    refresh: async () => undefined,
    sourceReach: async () => null,
    rules: NO_RULES,
    ownWords: NO_OWN_WORDS,
    cleaning: DEFAULT_CLEANING,
    now: () => databaseNow(db),
    close: async () => undefined,
  };
}

export type LoggedLine = Readonly<Record<string, unknown>>;

export function collectedLog(): { readonly log: Log; readonly lines: readonly LoggedLine[] } {
  const lines: LoggedLine[] = [];
  const log = createLog({ write: (line) => lines.push(JSON.parse(line)), now: () => 'now' });
  return { log, lines };
}

/** Looks again until `look` gives something else than null; for what another process does in its own time. */
export async function until<T>(look: () => Promise<T | null>, seconds = 60): Promise<T> {
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing came within ${seconds} s`);
}
