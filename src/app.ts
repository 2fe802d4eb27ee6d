import { join } from 'node:path';
import type { Config } from './config.ts';
import { readConfig, shownUrl } from './config.ts';
import { type CleaningSettings, readCleaning } from './core/cleaning/settings.ts';
import { type OwnWords, readOwnWords } from './core/own-opt-out-words.ts';
import { type ProviderRules, readProviderRules } from './core/provider-rules.ts';
import type { SourceReach } from './core/reports/performance-input.ts';
import { bringUpToDate } from './pipelines/bring-up-to-date.ts';
import type { PhoneSecret } from './pipelines/open-phone-keys.ts';
import { preparePull } from './pipelines/prepare-pull.ts';
import type { PullNeeds } from './pipelines/pull-marketing-platform.ts';
import { requireSecretKey } from './pipelines/require-secret-key.ts';
import { requireSource } from './pipelines/require-source.ts';
import { sourceReach } from './pipelines/source-reach.ts';
import { startPrivateServers } from './servers/private-servers.ts';
import type { Engine } from './servers/server-version.ts';
import { connectMysql, type Db, pingMysql } from './store/connect.ts';
import { databaseNow } from './store/database-clock.ts';
import { examineGrants } from './store/foreign/examine-grants.ts';
import { migrateUp, requireSchema } from './store/migrate.ts';

const LOCAL = join(import.meta.dirname, '..', '.local');

export type App = {
  readonly config: Config;
  readonly db: Db;
  /** the sending platform's database, read only; null = the source tables are ours */
  readonly source: Db | null;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** signs links; the key of phones where none is set */
  readonly secretKey: string;
  /** PHONE_KEY and those that may have been in use before it */
  readonly phoneKey: PhoneSecret;
  /** true = database or Redis are private servers under `.local/` */
  readonly isPrivate: boolean;
  /** mirrors a foreign source, and counts what came in until nothing is left to count */
  readonly refresh: () => Promise<void>;
  /** how far a foreign source reaches that is a replica */
  readonly sourceReach: () => Promise<SourceReach | null>;
  /** what is set for single providers */
  readonly rules: ProviderRules;
  /** thresholds of list cleaning */
  readonly cleaning: CleaningSettings;
  /** words to stop besides our lists */
  readonly ownWords: OwnWords;
  /** by the database clock */
  readonly now: () => Promise<Temporal.Instant>;
  close(): Promise<void>;
};

export type AppRequest = {
  readonly config?: Config;
  /** what to do when the schema is not this program's; a private database is always brought up to it */
  readonly schema: 'must-match' | 'any';
  /** which private servers, when nothing is configured */
  readonly instance?: string;
  readonly engine?: Engine;
  readonly tell?: (line: string) => void;
};

/** The composition root: configuration to open handles. `close` lets go in reverse order. */
export async function openApp(request: AppRequest): Promise<App> {
  const config = request.config ?? readConfig();
  const servers = await findServers(config, request);
  const isSchemaWork = request.schema === 'any';
  const db = connectMysql(servers.databaseUrl, {
    poolSize: config.WORKER_CONCURRENCY + 6,
    ...(isSchemaWork ? { limitS: null } : {}),
  });
  const { SOURCE_DATABASE_URL: sourceUrl } = config;
  const source = sourceUrl === undefined ? null : connectMysql(sourceUrl, { poolSize: 2, loads: false });
  const close = async (): Promise<void> => {
    await source?.destroy();
    await db.destroy();
    await servers.stop();
  };
  try {
    await pingMysql(db, shownUrl(servers.databaseUrl));
    if (source !== null && sourceUrl !== undefined) await pingMysql(source, shownUrl(sourceUrl));
    if (config.DATABASE_URL === undefined) await migrateUp(db);
    else if (request.schema === 'must-match') await requireSchema(db);
    if (!isSchemaWork) await requireSecretKey(db, phoneSecretOf(config, servers.secretKey));
    // doctor opens any schema, and tells it among the rest
    if (!isSchemaWork && source !== null) requireSource([await examineGrants(source)]);
  } catch (error) {
    await close();
    throw error;
  }
  const { databaseUrl, redisUrl, secretKey } = servers;
  const rules = readProviderRules(config);
  const phoneKey = phoneSecretOf(config, secretKey);
  return {
    config,
    db,
    source,
    databaseUrl,
    redisUrl,
    secretKey,
    phoneKey,
    isPrivate: config.DATABASE_URL === undefined || config.REDIS_URL === undefined,
    refresh: () => bringUpToDate({ db, source, secretKey: phoneKey, chunk: config.ROLLUP_CHUNK }),
    sourceReach: () => sourceReach(source, () => databaseNow(db)),
    rules,
    ownWords: readOwnWords(config.OPT_OUT_WORDS ?? ''),
    cleaning: readCleaning(config.CLEANING ?? '', rules.billOn),
    now: () => databaseNow(db),
    close,
  };
}

/** Without PHONE_KEY phones follow SECRET_KEY. */
function phoneSecretOf({ PHONE_KEY, PHONE_KEY_BEFORE }: Config, secretKey: string): PhoneSecret {
  if (PHONE_KEY === undefined) return secretKey;
  return [PHONE_KEY, ...(PHONE_KEY_BEFORE === undefined ? [] : [PHONE_KEY_BEFORE]), secretKey];
}

type Servers = {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly secretKey: string;
  readonly stop: () => Promise<void>;
};

async function findServers(config: Config, request: AppRequest): Promise<Servers> {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, SECRET_KEY: secretKey } = config;
  if (databaseUrl !== undefined && redisUrl !== undefined && secretKey !== undefined) {
    return { databaseUrl, redisUrl, secretKey, stop: async () => undefined };
  }
  const found = await startPrivateServers({
    folder: LOCAL,
    instance: request.instance ?? 'default',
    engine: request.engine,
    databaseUrl,
    redisUrl,
    tell: request.tell,
  });
  return {
    databaseUrl: found.databaseUrl,
    redisUrl: found.redisUrl,
    secretKey: secretKey ?? found.secretKey,
    stop: found.stop,
  };
}

/** null = nothing is to be pulled. Fails with `bad-config`. `owner` is unlike for every process. */
export async function pullNeedsOf(app: App, owner: string): Promise<PullNeeds | null> {
  const { db, phoneKey, config } = app;
  const prepared = await preparePull(config);
  if (prepared === null) return null;
  return {
    db,
    secretKey: phoneKey,
    owner,
    ...prepared,
    hasForeignSource: config.SOURCE_DATABASE_URL !== undefined,
  };
}
