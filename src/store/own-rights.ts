import { type Check, failed, ok, warning } from '../core/check.ts';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import type { Db } from './connect.ts';
import { rowsOf } from './select-rows.ts';

/** Rows of these are added and read, never changed: whoever breaks in cannot rewrite what was done. */
const ADDED_ONLY: ReadonlySet<string> = new Set(['audit_log']);
const READ_ONLY: ReadonlySet<string> = new Set(['schema_migrations']);

/** Temporary tables of the roll-up; LOCK TABLES is what MySQL asks for to lock a row that may not be changed. */
const OF_DATABASE = 'CREATE TEMPORARY TABLES, LOCK TABLES';
const NEEDED = /^(USAGE|SELECT|INSERT|UPDATE|DELETE|CREATE TEMPORARY TABLES|LOCK TABLES)$/;
const ACCOUNT = /^([\w.-]{1,32})@([\w.%:-]{1,255})$/;
const ADVICE = 'give it what `migrate --grants name@host` prints; see docs/security.md';

/**
 * Statements that give an account what worker, web and command line need, and no more; migrations need another account.
 * Throws `bad-input` unless the account is `name@host`.
 */
export async function grantStatements(db: Db, account: string): Promise<readonly string[]> {
  const [, name, host] = ACCOUNT.exec(account) ?? [];
  if (name === undefined || host === undefined)
    throw new Failure('bad-input', `--grants: ${shownText(account)} is not an account such as reports@10.%`);
  const answer = await db.raw(
    "SELECT TABLE_SCHEMA AS base, TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME",
  );
  const tables = rowsOf(answer).map((row) => ({ base: String(row.base), table: String(row.name) }));
  const [first] = tables;
  if (first === undefined)
    throw new Failure('bad-state', 'the database has no tables yet; run `migrate` first');
  const to = `TO '${name}'@'${host}';`;
  const wanted = tables.filter(({ table }) => !table.startsWith('schema_migrations_'));
  return [
    `GRANT ${OF_DATABASE} ON \`${first.base}\`.* ${to}`,
    ...wanted.map(({ base, table }) => `GRANT ${rightsOn(table)} ON \`${base}\`.\`${table}\` ${to}`),
  ];
}

function rightsOn(table: string): string {
  if (READ_ONLY.has(table)) return 'SELECT';
  return ADDED_ONLY.has(table) ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE, DELETE';
}

/** What the account of DATABASE_URL may not do of its work, and what beyond it: by its grants, and by trying. */
export async function examineOwnRights(db: Db): Promise<readonly Check[]> {
  const grants = rowsOf(await db.raw('SHOW GRANTS')).map((row) => String(Object.values(row)[0]));
  const isKept =
    (await isRefused(db, 'UPDATE audit_log SET actor = actor WHERE 1 = 0')) &&
    (await isRefused(db, 'DELETE FROM audit_log WHERE 1 = 0'));
  const lacking = await lackingRights(db);
  return [
    lacking.length === 0
      ? judgeOwnRights(grants)
      : failed('own rights', `may not ${lacking.join(', ')}`, ADVICE),
    isKept
      ? ok('audit log', 'can be added to and read only')
      : warning('audit log', 'this account could change or delete rows', ADVICE),
  ];
}

export function judgeOwnRights(grants: readonly string[]): Check {
  const rights = grants.flatMap((grant) => {
    const [, list] = /^GRANT (.+?) ON /.exec(grant) ?? [];
    return list === undefined ? ['a role'] : list.replace(/\([^)]*\)/g, '').split(',');
  });
  const beyond = new Set(rights.map((right) => right.trim()).filter((right) => !NEEDED.test(right)));
  if (grants.some((grant) => / WITH GRANT OPTION/.test(grant))) beyond.add('GRANT OPTION');
  if (beyond.size === 0) return ok('own rights', 'reads and writes rows, no more');
  const [some, more] = [[...beyond].slice(0, 5), beyond.size - 5];
  return warning('own rights', `${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`, ADVICE);
}

/** One of each kind, on tables that every worker writes; none of them changes a row. */
const WORK: readonly (readonly [right: string, sql: string])[] = [
  ['insert', 'INSERT INTO report_requests SELECT * FROM report_requests WHERE 1 = 0'],
  ['update', 'UPDATE report_runs SET id = id WHERE 1 = 0'],
  ['delete', 'DELETE FROM report_runs WHERE 1 = 0'],
  ['add to the audit log', 'INSERT INTO audit_log SELECT * FROM audit_log WHERE 1 = 0'],
  ['create temporary tables', 'CREATE TEMPORARY TABLE own_rights_tried (n INT)'],
];

/** On one connection, the only one that sees the temporary table. */
async function lackingRights(db: Db): Promise<readonly string[]> {
  return db.transaction(async (trx) => {
    const lacking: string[] = [];
    for (const [right, sql] of WORK) if (await isRefused(trx, sql)) lacking.push(right);
    await trx.raw('DROP TEMPORARY TABLE IF EXISTS own_rights_tried');
    return lacking;
  });
}

/** Of a table, of the database. */
const DENIED: readonly unknown[] = [1142, 1044];

async function isRefused(db: Db, sql: string): Promise<boolean> {
  try {
    await db.raw(sql);
    return false;
  } catch (error) {
    if (error instanceof Error && 'errno' in error && DENIED.includes(error.errno)) return true;
    throw error;
  }
}
