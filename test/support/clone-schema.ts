import type { Db } from '../../src/store/connect.ts';

/** Everything that migrations made in one database, to be made anew in others without the steps that led there. */
export type MadeSchema = {
  /** the database that was migrated; its rows are copied from there */
  readonly name: string;
  /** tables without rows, then views */
  readonly statements: readonly string[];
};

export async function readMadeSchema(db: Db, name: string): Promise<MadeSchema> {
  const [relations] = await db.raw(
    `SELECT table_name AS name, table_type AS kind FROM information_schema.tables
     WHERE table_schema = DATABASE() ORDER BY table_name`,
  );
  const made: string[] = [];
  const filled: string[] = [];
  const views: string[] = [];
  for (const { name: relation, kind } of relations) {
    if (kind === 'VIEW') {
      views.push(await createOf(db, `SHOW CREATE VIEW \`${relation}\``, 'Create View'));
      continue;
    }
    made.push(await createOf(db, `SHOW CREATE TABLE \`${relation}\``, 'Create Table'));
    const rows = await db(relation).limit(1);
    if (rows.length > 0) filled.push(await copyOf(db, relation, name));
  }
  return { name, statements: [...made, ...filled, ...views] };
}

/** Into an empty database. Tables come in the order of their names, so no foreign key is checked meanwhile. */
export async function makeSchema(db: Db, { statements }: MadeSchema): Promise<void> {
  const connection = await db.client.acquireConnection();
  const run = (sql: string): Promise<unknown> => connection.promise().query(sql);
  try {
    await run('SET foreign_key_checks = 0');
    for (const sql of statements) await run(sql);
    await run('SET foreign_key_checks = 1');
  } finally {
    await db.client.releaseConnection(connection);
  }
}

async function createOf(db: Db, show: string, column: string): Promise<string> {
  const [[row]] = await db.raw(show);
  return String(row[column]);
}

/** Generated columns fill themselves. */
async function copyOf(db: Db, table: string, from: string): Promise<string> {
  const [columns] = await db.raw(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = DATABASE() AND table_name = ? AND COALESCE(generation_expression, '') = ''
     ORDER BY ordinal_position`,
    [table],
  );
  const names = columns.map(({ name }: { readonly name: string }) => `\`${name}\``).join(', ');
  return `INSERT INTO \`${table}\` (${names}) SELECT ${names} FROM \`${from}\`.\`${table}\``;
}
