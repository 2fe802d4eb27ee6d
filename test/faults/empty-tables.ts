import type { Db } from '../../src/store/connect.ts';

/** How the tables are right after the migrations: most empty, some with rows of their own. */
export type FreshTables = {
  readonly empty: readonly string[];
  readonly filled: ReadonlyMap<string, readonly object[]>;
};

/** These number their rows; the roll-up goes by the numbers. */
const NUMBERED = ['messages', 'receipts'];

export async function seeTables(db: Db): Promise<FreshTables> {
  const [rows] = await db.raw(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
  );
  const empty: string[] = [];
  const filled = new Map<string, readonly object[]>();
  for (const { name } of rows) {
    if (/^(knex_|schema_)?migrations/.test(name)) continue;
    const content: readonly object[] = await db(name);
    if (content.length === 0) empty.push(name);
    else filled.set(name, content);
  }
  return { empty, filled };
}

/** Nobody may use them meanwhile. */
export async function emptyTables(db: Db, { empty, filled }: FreshTables): Promise<void> {
  const [[used]] = await db.raw(
    `SELECT ${empty.map((name) => `EXISTS(SELECT 1 FROM \`${name}\`) AS \`${name}\``).join(', ')}`,
  );
  for (const name of empty) if (Number(used[name]) === 1) await db(name).delete();
  for (const name of NUMBERED) await db(name).truncate();
  for (const [name, rows] of filled) {
    await db(name).delete();
    await db(name).insert(rows);
  }
}
