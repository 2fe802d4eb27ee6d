import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type PrivateServers, startPrivateServers } from '../../src/servers/private-servers.ts';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { migrateUp } from '../../src/store/migrate.ts';
import { type MadeSchema, readMadeSchema } from './clone-schema.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** `mysql://user:password@host:port/database`; the user may create databases */
    databaseUrl: string;
    redisUrl: string;
    engine: 'mariadb' | 'mysql';
    /** process id of the test run: first part of the names of its databases and Redis keys */
    runId: string;
    /** migrated once; each test file has a copy */
    schema: MadeSchema;
  }
}

let servers: PrivateServers | null = null;

/**
 * Without TEST_ENGINE: whichever is installed, else the release's MariaDB. TEST_MYSQL_DIR, TEST_DATABASE_URL and
 * TEST_REDIS_URL choose other servers.
 */
export async function setup(project: TestProject): Promise<void> {
  const { TEST_ENGINE, TEST_MYSQL_DIR, TEST_DATABASE_URL, TEST_REDIS_URL } = process.env;
  servers = await startPrivateServers({
    folder: join(import.meta.dirname, '../../.local'),
    engine: TEST_ENGINE === 'mysql' || TEST_ENGINE === 'mariadb' ? TEST_ENGINE : undefined,
    instance: 'test',
    mysqlDir: TEST_MYSQL_DIR,
    databaseUrl: TEST_DATABASE_URL,
    redisUrl: TEST_REDIS_URL,
    isDisposable: true,
    tell: (line) => process.stderr.write(`${line}\n`),
  });
  if (TEST_DATABASE_URL === undefined) await dropLeftovers(servers.databaseUrl);
  project.provide('databaseUrl', servers.databaseUrl);
  project.provide('redisUrl', servers.redisUrl);
  project.provide('engine', await engineOf(servers.databaseUrl));
  project.provide('runId', String(process.pid));
  project.provide('schema', await migrateOnce(servers.databaseUrl));
}

export async function teardown(): Promise<void> {
  if (servers !== null) await onServer(servers.databaseUrl, `DROP DATABASE IF EXISTS ${MIGRATED}`);
  await servers?.stop();
}

const MIGRATED = `test_${process.pid}_migrated`;

async function migrateOnce(url: string): Promise<MadeSchema> {
  await onServer(url, `CREATE DATABASE ${MIGRATED} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const own = new URL(url);
  own.pathname = `/${MIGRATED}`;
  const db = connectMysql(own.href);
  try {
    await migrateUp(db);
    return await readMadeSchema(db, MIGRATED);
  } finally {
    await db.destroy();
  }
}

async function onServer(url: string, sql: string): Promise<void> {
  const db = connectMysql(url, { poolSize: 1 });
  try {
    await db.raw(sql);
  } finally {
    await db.destroy();
  }
}

/** Databases of test runs that were killed; those of a run that still goes on are left alone. */
async function dropLeftovers(url: string): Promise<void> {
  const db: Db = connectMysql(url);
  try {
    const [rows] = await db.raw("SHOW DATABASES LIKE 'test\\_%'");
    const names: string[] = rows.map((row: object) => String(Object.values(row)[0]));
    for (const name of names)
      if (!isAlive(Number(name.split('_')[1]))) await db.raw('DROP DATABASE IF EXISTS ??', [name]);
  } finally {
    await db.destroy();
  }
}

async function engineOf(url: string): Promise<'mariadb' | 'mysql'> {
  const db: Db = connectMysql(url);
  try {
    const [rows] = await db.raw('SELECT VERSION() AS version');
    return /mariadb/i.test(rows[0].version) ? 'mariadb' : 'mysql';
  } finally {
    await db.destroy();
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
