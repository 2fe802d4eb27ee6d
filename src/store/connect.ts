import knex, { type Knex } from 'knex';
import { errorLine } from '../core/error-line.ts';
import { Failure } from '../core/failure.ts';

export type Db = Knex;

const SQL_MODE =
  'STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/**
 * Every session says the same, whatever the server's defaults: UTC, strict, READ COMMITTED (so that an
 * INSERT ... SELECT locks no source row), binary collation.
 */
const SESSION = [
  'SET NAMES utf8mb4 COLLATE utf8mb4_bin',
  "SET time_zone = '+00:00'",
  `SET sql_mode = '${SQL_MODE}'`,
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  'SET innodb_lock_wait_timeout = 20',
  // MySQL cuts at 1,024 bytes
  'SET group_concat_max_len = 16777216',
];

/** knex would print to stdout what it also throws; whoever catches the error says it once. */
const SILENT: Knex.Logger = { warn: () => {}, error: () => {}, deprecate: () => {}, debug: () => {} };

type Raw = { query(sql: string, done: (error: Error | null) => void): void };

function prepareSession(connection: Raw, done: (error: Error | null, connection: Raw) => void): void {
  const step = (index: number): void => {
    const sql = SESSION[index];
    if (sql === undefined) return done(null, connection);
    connection.query(sql, (error) => (error ? done(error, connection) : step(index + 1)));
  };
  step(0);
}

/** DATETIME is UTC `Date`; SUM and DECIMAL are numbers; BIGINT past 2^53 is a string. */
export function connectMysql(url: string, options: { readonly poolSize?: number } = {}): Db {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const socketPath = searchParams.get('socket');
  const connection: Knex.MySql2ConnectionConfig & { decimalNumbers: boolean; connectTimeout: number } = {
    ...(socketPath === null ? { host: hostname, port: Number(port || 3306) } : { socketPath }),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    timezone: 'Z',
    // knex writes this into its own CREATE TABLE, where a collation is refused; the session sets utf8mb4_bin.
    charset: 'utf8mb4',
    supportBigNumbers: true,
    decimalNumbers: true,
    connectTimeout: 5_000,
    flags: '+LOCAL_FILES',
    multipleStatements: false,
  };
  return knex({
    client: 'mysql2',
    connection,
    pool: { min: 0, max: options.poolSize ?? 8, afterCreate: prepareSession },
    acquireConnectionTimeout: 10_000,
    log: SILENT,
  });
}

/** Everything on one connection that somebody holds, once it is `ready`; gives nothing back and needs no end. */
export function dbOn(connection: unknown, ready: Promise<unknown>): Db {
  const pool = {
    getConnection: (done: (error: Error | null, connection: unknown) => void) =>
      void ready.then(
        () => done(null, connection),
        (error: Error) => done(error, null),
      ),
    end: () => {},
  };
  return knex({ client: 'mysql2', connectionPool: pool, log: SILENT });
}

/** Fails with one clear line when the server does not answer; never prints the password. */
export async function pingMysql(db: Db, shownUrl: string): Promise<void> {
  try {
    await db.raw('SELECT 1');
  } catch (cause) {
    throw new Failure('mysql-unreachable', `MySQL at ${shownUrl} does not answer: ${errorLine(cause)}`, {
      cause,
      retryable: true,
    });
  }
}
