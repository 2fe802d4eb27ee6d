import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { migrateUp } from '../../src/store/migrate.ts';
import { readMadeSchema } from '../support/clone-schema.ts';
import { freshDatabase, freshRedisPrefix } from '../support/database.ts';

/** MySQL tells whether a column said itself what it has of its table anyway. */
async function statementsIn(db: Db): Promise<readonly string[]> {
  const { statements } = await readMadeSchema(db, 'any');
  return statements.map((sql) => sql.replaceAll('CHARACTER SET utf8mb4 COLLATE', 'COLLATE'));
}

/** All rows of all tables that have some; but for the moment of a migration. */
async function rowsIn(db: Db): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const [tables] = await db.raw("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'");
  const all: Record<string, readonly unknown[]> = {};
  for (const [name] of tables.map((row: object) => Object.values(row))) {
    const rows: readonly object[] = await db(name);
    if (rows.length > 0) all[name] = rows.map((row) => ({ ...row, migration_time: null }));
  }
  return all;
}

describe('fresh databases', () => {
  it('are what the migrations make, to the letter of each statement and to the last row', async () => {
    const copied = await freshDatabase();
    const migrated = await freshDatabase({ migrated: false });
    await migrateUp(migrated.db);
    const statements = await statementsIn(migrated.db);
    expect(statements.length).toBeGreaterThan(100);
    expect(await statementsIn(copied.db)).toEqual(statements);
    const rows = await rowsIn(migrated.db);
    expect(Object.keys(rows)).toContain('outcomes');
    expect(await rowsIn(copied.db)).toEqual(rows);
    await copied.drop();
    await migrated.drop();
  });

  it('are apart from each other and gone after drop', async () => {
    const [first, second] = await Promise.all([freshDatabase(), freshDatabase()]);
    await first.db('segments').insert({ segment_id: 's-1', name: 'First' });
    expect(await second.db('segments').select('id')).toEqual([]);
    await first.drop();
    const late = connectMysql(first.url);
    await expect(late.raw('SELECT 1')).rejects.toMatchObject({ code: 'ER_BAD_DB_ERROR' });
    await late.destroy();
    await second.drop();
  });
});

describe('fresh Redis prefixes', () => {
  it('drop their own keys and no others', async () => {
    const [mine, theirs] = [freshRedisPrefix(), freshRedisPrefix()];
    const redis = new Redis(mine.url);
    await redis.mset(`${mine.prefix}:a`, '1', `${mine.prefix}:b`, '2', `${theirs.prefix}:a`, '3');
    await mine.drop();
    expect(await redis.keys(`${mine.prefix}*`)).toEqual([]);
    expect(await redis.get(`${theirs.prefix}:a`)).toBe('3');
    await theirs.drop();
    redis.disconnect();
  });
});
