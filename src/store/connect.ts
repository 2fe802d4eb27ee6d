import knex, { type Knex } from 'knex';
import { errorLine } from '../core/error-line.ts';
import { Failure } from '../core/failure.ts';
import { endWhenSilent, type Watched } from './end-when-silent.ts';
import { leaveReadOnly } from './leave-read-only.ts';

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

const CHECKED_TLS = { rejectUnauthorized: true, verifyIdentity: true };

/** What the driver knows and knex has no type for. */
type DriverConfig = {
  readonly decimalNumbers: boolean;
  readonly connectTimeout: number;
  readonly enableKeepAlive: boolean;
  readonly keepAliveInitialDelay: number;
  readonly enableCleartextPlugin: boolean;
};

/** knex would print to stdout what it also throws; whoever catches the error says it once. */
const SILENT: Knex.Logger = { warn: () => {}, error: () => {}, deprecate: () => {}, debug: () => {} };

/** No statement of ours takes as long on ten million messages; a snapshot that lasts longer burdens the server. */
const STATEMENT_LIMIT_S = 600;
/** The server ends a statement at its limit and says so; a server that does not even say so is not there. */
const SILENCE_MS = (STATEMENT_LIMIT_S + 30) * 1_000;
/**
 * Whoever is silent so long in a transaction is frozen or gone; its locks would stop everybody's sweep, so the server ends
 * the connection and what it has open. Longer than a lease.
 */
const IDLE_S = 120;
/** A peer that vanished is noticed some ten seconds after this. */
const KEEP_ALIVE_AFTER_MS = 10_000;

/** MariaDB bounds every statement, in seconds; MySQL what reads, in milliseconds. Each passes over the other's comment. */
const limitStatements = (seconds: number): string =>
  `SET @sms_reports = 1 /*M!100100 , max_statement_time = ${seconds} */ /*!80000 , max_execution_time = ${seconds * 1_000} */`;

type Raw = Watched & { query(sql: string, done: (error: Error | null) => void): void };

function prepareSession(
  { limitS = STATEMENT_LIMIT_S, silenceMs = SILENCE_MS }: MysqlOptions,
  born: (connection: object) => void,
) {
  const limits = limitS === null ? [] : [limitStatements(limitS), `SET wait_timeout = ${IDLE_S}`];
  const statements = [...SESSION, ...limits];
  return (connection: Raw, done: (error: Error | null, connection: Raw) => void): void => {
    born(connection);
    if (limitS !== null) endWhenSilent(connection, silenceMs);
    const step = (index: number): void => {
      const sql = statements[index];
      if (sql === undefined) return done(null, connection);
      connection.query(sql, (error) => (error ? done(error, connection) : step(index + 1)));
    };
    step(0);
  };
}

export type MysqlOptions = {
  readonly poolSize?: number;
  /** false = nothing is ever loaded over this connection: the server is told that it cannot ask for files */
  readonly loads?: boolean;
  /** most seconds of a statement; null = without end, for migrations */
  readonly limitS?: number | null;
  /** most milliseconds without a byte */
  readonly silenceMs?: number;
};

/**
 * DATETIME is UTC `Date`; SUM and DECIMAL are numbers; BIGINT past 2^53 is a string. `?tls=required` in the URL: TLS with a
 * certificate that is checked (NODE_EXTRA_CA_CERTS names further authorities), or no connection. A server can never
 * read a file of ours: it gets the stream that a LOAD DATA brings along, or nothing.
 */
export function connectMysql(url: string, options: MysqlOptions = {}): Db {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const socketPath = searchParams.get('socket');
  const connection: Knex.MySql2ConnectionConfig & DriverConfig = {
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
    enableKeepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
    flags: options.loads === false ? '-LOCAL_FILES' : '+LOCAL_FILES',
    multipleStatements: false,
    enableCleartextPlugin: false,
    ...(searchParams.get('tls') === 'required' ? { ssl: CHECKED_TLS } : {}),
  };
  const { born, watch } = leaveReadOnly();
  const db = knex({
    client: 'mysql2',
    connection,
    pool: { min: 0, max: options.poolSize ?? 8, afterCreate: prepareSession(options, born) },
    acquireConnectionTimeout: 10_000,
    // a statement in an error without its values: they may be addresses
    compileSqlOnError: false,
    log: SILENT,
  });
  watch(db);
  return db;
}

/** Everything on one connection that somebody holds, each query once it is `ready`; gives nothing back, needs no end. */
export function dbOn(connection: unknown, ready: () => Promise<unknown>): Db {
  const pool = {
    getConnection: (done: (error: Error | null, connection: unknown) => void) =>
      void ready().then(
        () => done(null, connection),
        (error: Error) => done(error, null),
      ),
    end: () => {},
  };
  return knex({ client: 'mysql2', connectionPool: pool, log: SILENT });
}

/** Fails with one clear line when the server does not answer, or refuses the account; never prints the password. */
export async function pingMysql(db: Db, shownUrl: string): Promise<void> {
  try {
    await db.raw('SELECT 1');
  } catch (cause) {
    // what the server says itself is an answer
    const verb = cause instanceof Error && 'sqlMessage' in cause ? 'refuses us' : 'does not answer';
    throw new Failure('mysql-unreachable', `MySQL at ${shownUrl} ${verb}: ${errorLine(cause)}`, {
      cause,
      retryable: true,
    });
  }
}
