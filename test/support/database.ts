import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { makeSchema } from './clone-schema.ts';

export type FreshDatabase = {
  readonly db: Db;
  /** of this database, for programs under test that connect by themselves */
  readonly url: string;
  readonly name: string;
  /** closes `db` and removes the database */
  readonly drop: () => Promise<void>;
};

/** A database of its own as migrations leave it, or empty with `{ migrated: false }`. */
export async function freshDatabase(options: { readonly migrated?: boolean } = {}): Promise<FreshDatabase> {
  const name = `test_${inject('runId')}_${randomBytes(5).toString('hex')}`;
  const server = inject('databaseUrl');
  await onServer(server, 'CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', name);
  const own = new URL(server);
  own.pathname = `/${name}`;
  const db = connectMysql(own.href);
  if (options.migrated !== false) await makeSchema(db, inject('schema'));
  return {
    db,
    url: own.href,
    name,
    drop: async () => {
      await db.destroy();
      await onServer(server, 'DROP DATABASE IF EXISTS ??', name);
    },
  };
}

export type FreshRedis = {
  readonly url: string;
  /** for BullMQ's `prefix` or as the start of your keys; files that run at once do not meet */
  readonly prefix: string;
  /** removes every key that starts with the prefix */
  readonly drop: () => Promise<void>;
};

export function freshRedisPrefix(): FreshRedis {
  const url = inject('redisUrl');
  const prefix = `test-${inject('runId')}-${randomBytes(5).toString('hex')}`;
  return { url, prefix, drop: () => removeKeys(url, prefix) };
}

async function onServer(url: string, sql: string, name: string): Promise<void> {
  const db = connectMysql(url, { poolSize: 1 });
  try {
    await db.raw(sql, [name]);
  } finally {
    await db.destroy();
  }
}

async function removeKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 })) {
      if (keys.length > 0) await redis.unlink(...keys);
    }
  } finally {
    redis.disconnect();
  }
}
