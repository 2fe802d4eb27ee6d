import type { PrivateServers } from '../../src/servers/private-servers.ts';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { migrateUp } from '../../src/store/migrate.ts';

export type OwnDatabase = { readonly db: Db; readonly url: string };

/** A migrated database for one measurement, on a server that flushes its log at each commit, as one of yours should. */
export async function withOwnDatabase<T>(
  servers: PrivateServers,
  name: string,
  work: (own: OwnDatabase) => Promise<T>,
): Promise<T> {
  const url = new URL(servers.databaseUrl);
  url.pathname = `/${name}`;
  const server = connectMysql(servers.databaseUrl, { poolSize: 1 });
  await server.raw('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
  await server.raw('DROP DATABASE IF EXISTS ??', [name]);
  await server.raw('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', [name]);
  const db = connectMysql(url.href);
  try {
    await migrateUp(db);
    return await work({ db, url: url.href });
  } finally {
    await db.destroy();
    await server.raw('SET GLOBAL innodb_flush_log_at_trx_commit = 2');
    await server.raw('DROP DATABASE IF EXISTS ??', [name]);
    await server.destroy();
  }
}
