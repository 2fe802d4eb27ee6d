import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeAudit } from '../../src/store/audit.ts';
import { verifyAudit } from '../../src/store/audit-chain.ts';
import type { Db } from '../../src/store/connect.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { somebodyWaits } from '../support/somebody-waits.ts';

const NOW = Temporal.Instant.from('2026-11-24T10:00:00Z');

let fresh: FreshDatabase;
let db: Db;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
  await write(db, 'the first');
});
afterAll(() => fresh.drop());

const write = (on: Db, action: string): Promise<number> =>
  writeAudit(on, { actor: 'test', action, object: 'nothing' }, NOW);

async function actions(): Promise<readonly string[]> {
  return db('audit_log').orderBy('id').pluck('action');
}

it('a row that waited for another one follows it', async () => {
  const other = await db.transaction();
  await write(other, 'the second');
  const waiting = db.transaction((trx) => write(trx, 'the third'));
  while (!(await somebodyWaits(db))) await pause(10);
  await other.commit();
  await waiting;
  expect(await actions()).toEqual(['the first', 'the second', 'the third']);
  expect((await verifyAudit(db, null)).broken).toBeNull();
});

it('a row that waited for one that was taken back follows the one before', async () => {
  const other = await db.transaction();
  await write(other, 'taken back');
  const waiting = db.transaction((trx) => write(trx, 'the fourth'));
  while (!(await somebodyWaits(db))) await pause(10);
  await other.rollback();
  await waiting;
  expect((await actions()).slice(2)).toEqual(['the third', 'the fourth']);
  expect((await verifyAudit(db, null)).broken).toBeNull();
});

it('rows of many at once are one chain, and none of them is tried again', async () => {
  const before = (await actions()).length;
  await Promise.all(
    Array.from({ length: 24 }, (_, n) => db.transaction((trx) => write(trx, `one of many ${n}`))),
  );
  expect((await actions()).length).toBe(before + 24);
  expect((await verifyAudit(db, null)).broken).toBeNull();
});
