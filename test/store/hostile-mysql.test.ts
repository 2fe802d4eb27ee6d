import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { errorLine } from '../../src/core/error-line.ts';
import { connectMysql, type Db, type MysqlOptions } from '../../src/store/connect.ts';
import { isRetryableError } from '../../src/store/retryable-error.ts';
import { type HostileMysql, type Hostility, hostileMysql } from '../support/hostile-mysql.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function meet(
  hostility: Hostility,
  options: MysqlOptions = {},
): Promise<{ server: HostileMysql; db: Db }> {
  const server = await hostileMysql(hostility);
  const db = connectMysql(server.url, options);
  ends.push(server.close, () => db.destroy());
  return { server, db };
}

const errorOf = (work: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(work).then(
    () => null,
    (error: unknown) => error,
  );

describe('a MySQL server that wants more than it should', () => {
  it.each([true, false])('gets no file of ours by asking for one, loading or not (%s)', async (loads) => {
    const { server, db } = await meet('asks for a file', { loads });
    expect(await errorOf(db.raw('SELECT 1'))).toBeInstanceOf(Error);
    expect(server.received().toString('latin1')).toContain('SET NAMES utf8mb4');
    expect(server.received().toString('latin1')).not.toContain('root:');
  });

  it('gets the lines of an import, not the file it names, when something is imported', async () => {
    const server = await hostileMysql('asks for a file');
    const db = connectMysql(server.url, { limitS: null });
    ends.push(server.close, () => db.destroy());
    const stream = () => Readable.from(['our line'], { objectMode: false });
    const load = db
      .raw("LOAD DATA LOCAL INFILE 'rows' INTO TABLE t")
      .options({ infileStreamFactory: stream });
    expect(await errorOf(load)).not.toBeNull();
    expect(server.received().toString('latin1')).not.toContain('root:');
  });

  it('gets no password in clear', async () => {
    const { server, db } = await meet('asks for the password in clear');
    const error = await errorOf(db.raw('SELECT 1'));
    expect(String(error)).toContain('mysql_clear_password');
    expect(String(error)).not.toContain('hunter2');
    expect(server.received().toString('latin1')).not.toContain('hunter2');
  });

  it('gets neither password nor statement when TLS is required and it has none', async () => {
    const server = await hostileMysql('asks for a file');
    const db = connectMysql(`${server.url}?tls=required`);
    ends.push(server.close, () => db.destroy());
    expect(await errorOf(db.raw('SELECT 1'))).toMatchObject({ code: 'HANDSHAKE_NO_SSL_SUPPORT' });
    expect(server.received()).toHaveLength(0);
  });

  it('is left when it says nothing, and the work may be tried again', async () => {
    const { db } = await meet('says nothing', { silenceMs: 150 });
    const error = await errorOf(db.raw('SELECT 1'));
    expect(error).toMatchObject({ code: 'ETIMEDOUT' });
    expect(errorLine(error)).toBe('MySQL has said nothing for 0.15 s');
    expect(isRetryableError(error)).toBe(true);
  });
});
