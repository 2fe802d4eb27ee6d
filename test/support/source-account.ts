import { randomBytes } from 'node:crypto';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import type { FreshDatabase } from './database.ts';

export type SourceAccount = {
  readonly db: Db;
  readonly url: string;
  readonly drop: () => Promise<void>;
};

/** An account of its own on the server of a database, with these rights on that database and no other. */
export async function sourceAccount(
  { db, url, name }: FreshDatabase,
  rights: string = 'SELECT',
): Promise<SourceAccount> {
  const user = `reader_${randomBytes(5).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await db.raw(`CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
  await db.raw(`GRANT ${rights} ON \`${name}\`.* TO '${user}'@'%'`);
  const own = new URL(url);
  own.username = user;
  own.password = password;
  const reader = connectMysql(own.href, { poolSize: 2 });
  return {
    db: reader,
    url: own.href,
    drop: async () => {
      await reader.destroy();
      await db.raw(`DROP USER '${user}'@'%'`);
    },
  };
}
