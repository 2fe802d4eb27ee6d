import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateDown, migrateUp, requireSchema, schemaState } from '../../src/store/migrate.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

describe('migrations', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase({ migrated: false });
  });
  afterAll(() => fresh.drop());

  it('go up, down to nothing and up again', async () => {
    const { db } = fresh;
    const before = await schemaState(db);
    expect(before.current).toBeNull();
    const applied = await migrateUp(db);
    expect(applied).toEqual(before.pending);
    expect(await schemaState(db)).toEqual({
      current: before.expected,
      expected: before.expected,
      pending: [],
      unknown: [],
    });
    expect(await migrateUp(db)).toEqual([]);
    await migrateDown(db);
    const [tables] = await db.raw('SHOW TABLES WHERE `Tables_in_' + fresh.name + "` NOT LIKE 'schema%'");
    expect(tables).toEqual([]);
    expect(await migrateUp(db)).toEqual(applied);
    await requireSchema(db);
  });

  it('refuse a database that is newer than the program', async () => {
    const { db } = fresh;
    await db('schema_migrations').insert({
      name: '99991231_01_future',
      batch: 9,
      migration_time: new Date(),
    });
    await expect(requireSchema(db)).rejects.toMatchObject({ code: 'schema-version' });
    await expect(migrateUp(db)).rejects.toMatchObject({ code: 'schema-version' });
    await db('schema_migrations').where({ name: '99991231_01_future' }).delete();
  });
});
