import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectMysql } from '../../src/store/connect.ts';
import { migrateDown, migrateUp, requireSchema, schemaState } from '../../src/store/migrate.ts';
import { readSchema, type TableShape } from '../../src/store/read-schema.ts';
import { schemaSql, tableOfTables } from '../../src/store/schema-text.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');
const committed = readFileSync(join(MIGRATIONS, 'schema.sql'), 'utf8');

describe('migrations', () => {
  let fresh: FreshDatabase;
  let tables: readonly TableShape[];
  beforeAll(async () => {
    fresh = await freshDatabase({ migrated: false });
    await migrateUp(fresh.db);
    tables = await readSchema(fresh.db);
  });
  afterAll(() => fresh.drop());

  it('make exactly the committed schema, whichever engine they run on (else: npm run schema)', () => {
    expect(schemaSql(tables)).toBe(committed);
    expect(readFileSync(join(MIGRATIONS, 'README.md'), 'utf8')).toContain(tableOfTables(tables));
  });

  it('go down to nothing and up to the same again', async () => {
    const { db } = fresh;
    const { expected } = await schemaState(db);
    const undone = await migrateDown(db);
    expect(undone[0]).toBe(expected);
    expect(await readSchema(db)).toEqual([]);
    expect(await schemaState(db)).toMatchObject({ current: null, expected, unknown: [] });
    expect(await migrateUp(db)).toEqual([...undone].reverse());
    expect(await migrateUp(db)).toEqual([]);
    expect(await readSchema(db)).toEqual(tables);
    await requireSchema(db);
  });

  it('say of every table what one row is, and of every moment that it is UTC', () => {
    expect(tables.filter(({ comment }) => comment === '').map(({ name }) => name)).toEqual([]);
    const moments = tables.flatMap(({ name, columns }) =>
      columns
        .filter(({ type }) => type.startsWith('DATETIME'))
        .map((column) => ({ place: `${name}.${column.name}`, comment: column.comment })),
    );
    expect(moments.length).toBeGreaterThan(20);
    expect(moments.filter(({ comment }) => !comment.includes('UTC')).map(({ place }) => place)).toEqual([]);
  });

  it('use one collation, so that no join converts', () => {
    expect([...new Set(tables.map(({ collation }) => collation))]).toEqual(['utf8mb4_bin']);
  });

  it('refuse a database that is newer than the program', async () => {
    const { db } = fresh;
    await db('schema_migrations').insert({
      name: '99991231_01_future',
      batch: 9,
      migration_time: new Date(86_400_000),
    });
    await expect(requireSchema(db)).rejects.toMatchObject({ code: 'schema-version' });
    await expect(migrateUp(db)).rejects.toMatchObject({ code: 'schema-version' });
    await db('schema_migrations').where({ name: '99991231_01_future' }).delete();
  });

  it('go on after a migration that was killed', async () => {
    const { db } = fresh;
    const undone = await migrateDown(db);
    await db('schema_migrations_lock').update({ is_locked: 1 });
    expect(await migrateUp(db)).toHaveLength(undone.length);
  });
});

describe('first starts at once', () => {
  it('migrate once between them', async () => {
    const { db, url, drop } = await freshDatabase({ migrated: false });
    const others = [connectMysql(url), connectMysql(url), connectMysql(url)];
    try {
      const applied = await Promise.all([db, ...others].map((each) => migrateUp(each)));
      expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
      await Promise.all(others.map((each) => requireSchema(each)));
    } finally {
      await Promise.all(others.map((each) => each.destroy()));
      await drop();
    }
  });

  it('give up with one line when another process holds the migration', async () => {
    const { db, url, drop } = await freshDatabase();
    const holder = connectMysql(url);
    try {
      await migrateDown(db);
      await holder.transaction(async (guard) => {
        await guard('schema_migrations_guard').where({ id: 1 }).forUpdate().select('id');
        const impatient = connectMysql(url, { poolSize: 2 });
        await impatient.raw('SET innodb_lock_wait_timeout = 1');
        await expect(migrateUp(impatient)).rejects.toMatchObject({ code: 'locked', retryable: true });
        await impatient.destroy();
      });
    } finally {
      await holder.destroy();
      await drop();
    }
  });
});

describe('the committed schema', () => {
  it('can be run as it is', async () => {
    const { db, drop } = await freshDatabase({ migrated: false });
    try {
      for (const statement of committed.split(/;\n/).filter((part) => part.includes('CREATE TABLE')))
        await db.raw(escapeForKnex(statement));
      expect(schemaSql(await readSchema(db))).toBe(committed);
    } finally {
      await drop();
    }
  });
});

/** knex reads `?` as a placeholder. */
function escapeForKnex(sql: string): string {
  return sql.replaceAll('?', '\\?');
}
