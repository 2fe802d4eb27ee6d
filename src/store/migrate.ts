import { readdir } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Knex } from 'knex';
import { Failure } from '../core/failure.ts';
import type { Db } from './connect.ts';

export type SchemaState = {
  /** last applied migration; null = empty database */
  readonly current: string | null;
  /** last migration this program knows */
  readonly expected: string;
  readonly pending: readonly string[];
  /** applied here but not known to this program: the database is newer */
  readonly unknown: readonly string[];
};

const FOLDER = join(import.meta.dirname, '../../migrations');
const TABLE = 'schema_migrations';
const GUARD = `${TABLE}_guard`;
const LOCK_WAIT_TIMEOUT = 1205;

/**
 * Names of the migrations applied now, oldest first. Several programs may call it at once: one works, the
 * others wait up to 20 s. Fails with `schema-version` on a newer database. Needs two connections.
 */
export async function migrateUp(db: Db): Promise<readonly string[]> {
  const state = await schemaState(db);
  refuseNewer(state);
  return state.pending.length === 0 ? [] : withGuard(db, () => db.migrate.latest(CONFIG));
}

/** Undoes what the last `migrateUp` applied; names, newest first. */
export async function migrateDown(db: Db): Promise<readonly string[]> {
  refuseNewer(await schemaState(db));
  return withGuard(db, () => db.migrate.rollback(CONFIG));
}

export async function schemaState(db: Db): Promise<SchemaState> {
  const known = (await migrationFiles()).map((file) => parse(file).name);
  const applied = await appliedMigrations(db);
  return {
    current: applied.at(-1) ?? null,
    expected: known.at(-1) ?? '',
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}

/** For every program that works on the tables: fails with `schema-version` unless schema and program agree. */
export async function requireSchema(db: Db): Promise<void> {
  const state = await schemaState(db);
  refuseNewer(state);
  if (state.pending.length === 0) return;
  throw new Failure(
    'schema-version',
    `the database schema is at ${state.current ?? 'nothing'}, this program needs ${state.expected}: run \`sms-reports migrate\``,
  );
}

function refuseNewer(state: SchemaState): void {
  if (state.unknown.length === 0) return;
  throw new Failure(
    'schema-version',
    `the database schema is newer (${state.unknown.join(', ')}) than this program (${state.expected}): update the program`,
  );
}

/**
 * Holds a row lock for as long as `work` takes. knex's own mark survives a killed migration and lets two
 * first starts at once spoil each other; a row lock ends with its connection. Under it the mark is ours alone.
 */
async function withGuard(db: Db, work: () => Promise<unknown>): Promise<readonly string[]> {
  await db.raw(`CREATE TABLE IF NOT EXISTS ${GUARD} (id TINYINT NOT NULL PRIMARY KEY)`);
  const rows = await db(GUARD).select('id');
  if (rows.length === 0) await db(GUARD).insert({ id: 1 }).onConflict('id').ignore();
  return db.transaction(async (guard) => {
    await holdGuard(guard);
    if (await db.schema.hasTable(`${TABLE}_lock`)) await db(`${TABLE}_lock`).update({ is_locked: 0 });
    const done = await work();
    const names: unknown = Array.isArray(done) ? done[1] : [];
    return Array.isArray(names) ? names.map(String) : [];
  });
}

async function holdGuard(guard: Knex.Transaction): Promise<void> {
  try {
    await guard(GUARD).where({ id: 1 }).forUpdate().select('id');
  } catch (cause) {
    if (!(cause instanceof Error) || !('errno' in cause) || cause.errno !== LOCK_WAIT_TIMEOUT) throw cause;
    throw new Failure('locked', 'another process is migrating this database', { cause, retryable: true });
  }
}

async function migrationFiles(): Promise<string[]> {
  const files = await readdir(FOLDER);
  return files.filter((file) => /^\d{8}_.*\.[jt]s$/.test(file)).sort();
}

async function appliedMigrations(db: Db): Promise<string[]> {
  if (!(await db.schema.hasTable(TABLE))) return [];
  const rows: readonly { readonly name: string }[] = await db(TABLE).select('name').orderBy('id');
  return rows.map(({ name }) => name);
}

/** Names carry no extension: the same schema is known to the TypeScript sources and to a compiled copy. */
const SOURCE: Knex.MigrationSource<string> = {
  getMigrations: migrationFiles,
  getMigrationName: (file) => parse(file).name,
  getMigration: async (file) => asMigration(await import(pathToFileURL(join(FOLDER, file)).href), file),
};

const CONFIG: Knex.MigratorConfig = { tableName: TABLE, migrationSource: SOURCE };

type Step = Knex.Migration['up'];

function asMigration(loaded: unknown, file: string): Knex.Migration {
  const up = stepOf(loaded, 'up');
  const down = stepOf(loaded, 'down');
  if (up === null || down === null)
    throw new Failure('internal', `migration ${file} must export up and down`);
  return { up, down };
}

function stepOf(loaded: unknown, name: string): Step | null {
  if (typeof loaded !== 'object' || loaded === null) return null;
  const step: unknown = Reflect.get(loaded, name);
  return typeof step === 'function'
    ? (knex) => Promise.resolve(Reflect.apply(step, undefined, [knex]))
    : null;
}
