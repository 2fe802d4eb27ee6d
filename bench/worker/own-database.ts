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
  await patiently(() => server.raw('SET GLOBAL innodb_flush_log_at_trx_commit = 1'));
  await server.raw('DROP DATABASE IF EXISTS ??', [name]);
  await server.raw('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', [name]);
  const db = connectMysql(url.href);
  try {
    await patiently(() => migrateUp(db));
    return await work({ db, url: url.href });
  } finally {
    await db.destroy();
    await patiently(() => server.raw('SET GLOBAL innodb_flush_log_at_trx_commit = 2'));
    await server.raw('DROP DATABASE IF EXISTS ??', [name]);
    await server.destroy();
  }
}

const TRIES = 5;

/** A bench that makes data in this process hears nothing meanwhile: the server seems not to answer a new connection. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const isSilent = error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT';
      if (!isSilent || tried === TRIES) throw error;
    }
  }
}
