import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPrivateServers } from '../src/servers/private-servers.ts';
import { connectMysql, type Db } from '../src/store/connect.ts';
import { migrateUp } from '../src/store/migrate.ts';
import { readSchema, type TableShape } from '../src/store/read-schema.ts';
import { schemaSql, tableOfTables } from '../src/store/schema-text.ts';

const ROOT = join(import.meta.dirname, '..');

/** Runs all migrations on an empty private database and writes what they made. `--engine mysql` for the other. */
const engine = process.argv.includes('mysql') ? 'mysql' : 'mariadb';
const servers = await startPrivateServers({ folder: join(ROOT, '.local'), instance: 'schema', engine });
try {
  const tables = await migratedTables(servers.databaseUrl);
  writeFileSync(join(ROOT, 'migrations/schema.sql'), schemaSql(tables));
  writeTableOfTables(tables);
  process.stdout.write(
    `${tables.length} tables from ${engine} ${servers.version} into migrations/schema.sql\n`,
  );
} finally {
  await servers.stop();
}

async function migratedTables(serverUrl: string): Promise<readonly TableShape[]> {
  const name = `schema_${randomBytes(4).toString('hex')}`;
  const admin = connectMysql(serverUrl);
  const own = new URL(serverUrl);
  own.pathname = `/${name}`;
  let db: Db | null = null;
  try {
    await admin.raw('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', [name]);
    db = connectMysql(own.href);
    await migrateUp(db);
    return await readSchema(db);
  } finally {
    await db?.destroy();
    await admin.raw('DROP DATABASE IF EXISTS ??', [name]);
    await admin.destroy();
  }
}

function writeTableOfTables(tables: readonly TableShape[]): void {
  const file = join(ROOT, 'migrations/README.md');
  const text = readFileSync(file, 'utf8');
  const between = /(<!-- tables -->\n)[\s\S]*(<!-- \/tables -->)/;
  writeFileSync(
    file,
    text.replace(between, (_, open: string, close: string) => `${open}${tableOfTables(tables)}\n${close}`),
  );
}
