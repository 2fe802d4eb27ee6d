import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorLine } from '../../src/core/error-line.ts';
import { connectMysql } from '../../src/store/connect.ts';
import { isRetryableError } from '../../src/store/retryable-error.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;

beforeAll(async () => {
  fresh = await freshDatabase({ migrated: false });
});
afterAll(() => fresh.drop());

const SLOW =
  'SELECT COUNT(*) AS n FROM information_schema.COLUMNS a, information_schema.COLUMNS b, information_schema.COLUMNS c';

async function isMaria(): Promise<boolean> {
  const [rows] = await fresh.db.raw('SELECT VERSION() AS version');
  return /mariadb/i.test(String(rows[0].version));
}

/**
 * A way to the server that swallows everything from some moment on, and keeps the connection open; `fallSilent` tells
 * when it has swallowed something.
 */
async function silentWay(
  url: string,
): Promise<{ url: string; fallSilent: () => Promise<void>; close: () => Promise<void> }> {
  const { hostname, port: portBehind } = new URL(url);
  const sockets = new Set<Socket>();
  const swallowed = Promise.withResolvers<void>();
  let isSilent = false;
  const server = createServer((outer) => {
    const inner = connect(Number(portBehind), hostname);
    for (const [from, to] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => (isSilent ? swallowed.resolve() : to.write(bytes)));
      from.on('error', () => undefined);
      from.on('close', () => isSilent || to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const way = new URL(url);
  way.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return {
    url: way.href,
    fallSilent: () => {
      isSilent = true;
      return swallowed.promise;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

describe('a statement', () => {
  it('is ended by the server at the limit of the session, and may be tried again', async () => {
    const db = connectMysql(fresh.url, { limitS: 1, poolSize: 1 });
    const error = await db.raw(SLOW).then(
      () => null,
      (one: unknown) => one,
    );
    expect(error).toMatchObject({ errno: (await isMaria()) ? 1969 : 3024 });
    expect(isRetryableError(error)).toBe(true);
    const [rows] = await db.raw('SELECT 1 AS one');
    expect(rows).toEqual([{ one: 1 }]);
    await db.destroy();
  });

  it('has ten minutes, and no end where the schema is worked on', async () => {
    const variable = (await isMaria())
      ? 'CAST(@@SESSION.max_statement_time * 1000 AS SIGNED)'
      : '@@SESSION.max_execution_time';
    const unbounded = connectMysql(fresh.url, { limitS: null, poolSize: 1 });
    const [[usual], [without]] = await Promise.all(
      [fresh.db, unbounded].map(async (db) => (await db.raw(`SELECT ${variable} AS ms`))[0]),
    );
    expect([usual.ms, without.ms]).toEqual([600_000, 0]);
    await unbounded.destroy();
  });

  it('comes alone: a second one behind a semicolon is refused', async () => {
    await expect(fresh.db.raw('SELECT 1; SELECT 2')).rejects.toMatchObject({ errno: 1064 });
  });

  it('fails when the way to the server falls silent, without its values, and may be tried again', async () => {
    const way = await silentWay(fresh.url);
    const db = connectMysql(way.url, { poolSize: 1 });
    const connection = await db.client.acquireConnection();
    await db.client.releaseConnection(connection);
    const swallowed = way.fallSilent();
    const asked = db.raw('SELECT ? AS secret', ['crm@example.com']).then(
      () => null,
      (one: unknown) => one,
    );
    await swallowed;
    // the ten minutes and a half, as a moment that begins now
    connection.stream.setTimeout(50);
    const error = await asked;
    expect(errorLine(error)).toBe('MySQL has said nothing for 630 s');
    expect(isRetryableError(error)).toBe(true);
    expect(String(error)).not.toContain('crm@example.com');
    await way.close();
    await db.destroy();
  });
});
