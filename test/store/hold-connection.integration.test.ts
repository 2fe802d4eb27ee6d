import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectMysql } from '../../src/store/connect.ts';
import { holdConnection, type Snapshot } from '../../src/store/hold-connection.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const COUNT = 'SELECT COUNT(*) FROM segments WHERE segment_id <> ?';

describe('a snapshot of a held connection', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('shows the state of its first read to every later one, straight or through knex', async () => {
    const { db } = database;
    await holdConnection(db, async (held) => {
      const snapshot = held.openSnapshot();
      expect(await snapshot.read(COUNT, ["it's"])).toEqual([[0]]);
      await db('segments').insert({ segment_id: 'later', name: 'Later' });
      expect(await snapshot.read(COUNT, ["it's"])).toEqual([[0]]);
      expect(await snapshot.db()('segments').select('id')).toEqual([]);
      expect(held.openSnapshot()).toBe(snapshot);
    });
    await holdConnection(db, async (held) => {
      expect(await held.openSnapshot().read(COUNT, ['other'])).toEqual([[1]]);
    });
  });

  it('refuses a read after its end: the connection may be lent to somebody else', async () => {
    const kept: Snapshot[] = [];
    await holdConnection(database.db, async (held) => {
      const snapshot = held.openSnapshot();
      await snapshot.read('SELECT 1');
      kept.push(snapshot);
    });
    for (const snapshot of kept) {
      await expect(snapshot.read('SELECT 1')).rejects.toMatchObject({ code: 'internal' });
      await expect(snapshot.db()('segments').select('id')).rejects.toMatchObject({ code: 'internal' });
    }
  });

  it('gives the connection back as it was: what is written lasts, and reads are READ COMMITTED', async () => {
    const { url } = database;
    const one = connectMysql(url, { poolSize: 1 });
    const insert = { segment_id: 'lasting', name: 'Lasting' };
    try {
      for (const work of [
        async (snapshot: Snapshot) => snapshot.read('SELECT 1'),
        async (snapshot: Snapshot) => snapshot.read(COUNT, ['x']),
        async (snapshot: Snapshot) => snapshot.read('SELECT nonsense').catch(() => []),
      ]) {
        await holdConnection(one, (held) => work(held.openSnapshot()));
        await one('segments').insert(insert);
        expect(await database.db('segments').where(insert).delete()).toBe(1);
        await one.transaction(async (trx) => {
          expect(await trx('segments').where(insert).select('id')).toEqual([]);
          await database.db('segments').insert(insert);
          expect(await trx('segments').where(insert).select('id')).toHaveLength(1);
        });
        await database.db('segments').where(insert).delete();
      }
    } finally {
      await one.destroy();
    }
  });

  it('lends nobody a connection that could not end its snapshot', async () => {
    const one = connectMysql(database.url, { poolSize: 1 });
    try {
      const killed = await holdConnection(one, async (held) => {
        const [[id] = []] = await held.openSnapshot().read('SELECT CONNECTION_ID()');
        await database.db.raw(`KILL ${Number(id)}`);
        return id;
      });
      const [[next]] = await one.raw('SELECT CONNECTION_ID() AS id, @@autocommit AS autocommit');
      expect(next).toEqual({ id: expect.any(Number), autocommit: 1 });
      expect(next.id).not.toBe(killed);
      await one('segments').insert({ segment_id: 'after', name: 'After' });
      expect(await database.db('segments').where({ segment_id: 'after' }).delete()).toBe(1);
    } finally {
      await one.destroy();
    }
  });

  it('destroys a connection that its server would not set back', async () => {
    const one = connectMysql(database.url, { poolSize: 1 });
    try {
      const connection = await one.client.acquireConnection();
      await one.client.releaseConnection(connection);
      const query = connection.query.bind(connection);
      connection.query = (asked: { readonly sql: string }, done: (error: Error | null) => void) =>
        asked.sql === 'SET autocommit = 1' ? done(new Error('interrupted')) : query(asked, done);
      const first = await holdConnection(one, (held) => held.openSnapshot().read('SELECT CONNECTION_ID()'));
      const [[next]] = await one.raw('SELECT CONNECTION_ID() AS id, @@autocommit AS autocommit');
      expect(next).toEqual({ id: expect.any(Number), autocommit: 1 });
      expect([[next.id]]).not.toEqual(first);
    } finally {
      await one.destroy();
    }
  });

  it('tells whoever reads when the server is gone, and lends that connection to nobody', async () => {
    const { db } = database;
    const reading = holdConnection(db, async (held) => {
      const snapshot = held.openSnapshot();
      const [[id] = []] = await snapshot.read('SELECT CONNECTION_ID()');
      await db.raw(`KILL ${Number(id)}`);
      return snapshot.read('SELECT 1');
    });
    await expect(reading).rejects.toThrow(/closed|killed|lost|ended/i);
    expect(await db('segments').select('segment_id')).toEqual([{ segment_id: 'later' }]);
  });
});
