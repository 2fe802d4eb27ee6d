import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../src/store/connect.ts';
import type { Bindings } from '../../../src/store/roll-up/session.ts';
import { tick } from '../../../src/store/roll-up/tick.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { differences } from './compare-cubes.ts';

const SENT = Date.UTC(2026, 2, 28, 11);
const NOW = Temporal.Instant.fromEpochMilliseconds(SENT + 3_600_000);

describe('a receipt that is committed between two statements of a tick', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    const { db } = database;
    await db('campaigns').insert({ campaign_id: 'c1', name: 'C', link_count: 1 });
    for (const n of [1, 2, 3, 4]) {
      await db('contacts').insert({ contact_id: `p${n}`, person_id: n });
      await db('messages').insert({
        message_id: `m${n}`,
        provider: 'test',
        contact_id: n,
        campaign_id: 1,
        variant_id: 0,
        segment_id: 0,
        sent_at: new Date(SENT),
      });
    }
    await receive({ message: 3, status: 50 });
    await tickAll();
  });
  afterAll(() => database.drop());

  it('is taken in its own tick where its id was skipped before, and decides nothing until then', async () => {
    const last = await receive({ message: 3, status: 20 });
    await receive({ id: last + 1, message: 1, status: 50 });
    await receive({ id: last + 3, message: 2, status: 50 });
    let isSent = false;
    await tickWith(/^REPLACE INTO tick_carried/, async () => {
      if (!isSent) await receive({ id: last + 2, message: 1, status: 41 });
      isSent = true;
    });
    await tickAll();
    expect(isSent).toBe(true);
    expect(await differences(database.db, NOW.epochMilliseconds / 1000)).toEqual([]);
  });

  it('does not hold up the tick when it is better than one whose outcome nobody has seen', async () => {
    await receive({ message: 4, status: 20 });
    await tickAll();
    await receive({ message: 4, status: 41, carrier: 'Unseen' });
    let rounds = 0;
    await tickWith(/^INSERT INTO outcomes/, async () => {
      if (rounds === 0) await receive({ message: 4, status: 50 });
      rounds += 1;
      if (rounds > 5) throw new Error('the tick goes on for ever');
    });
    await tickAll();
    expect(rounds).toBeGreaterThan(0);
    expect(await differences(database.db, NOW.epochMilliseconds / 1000)).toEqual([]);
  });

  let key = 0;
  async function receive(receipt: {
    readonly id?: number;
    readonly message: number;
    readonly status: number;
    readonly carrier?: string;
  }): Promise<number> {
    key += 1;
    const { id, message, status, carrier = 'North' } = receipt;
    const [made] = await database.db('receipts').insert({
      ...(id === undefined ? {} : { id }),
      message_id: message,
      event_key: String(key),
      status,
      failure_class: status === 41 ? 1 : 0,
      carrier,
      occurred_at: new Date(SENT + 60_000),
      received_at: new Date(SENT + 120_000),
    });
    return id ?? Number(made);
  }

  async function tickAll(): Promise<void> {
    while ((await tick(database.db, { now: NOW })).hasMore);
  }

  async function tickWith(statement: RegExp, before: () => Promise<void>): Promise<void> {
    await tick(interrupted(database.db, statement, before), { now: NOW });
  }
});

/** The same database; before each such statement of a transaction something else happens. */
function interrupted(db: Db, statement: RegExp, before: () => Promise<void>): Db {
  const paused = (trx: Db): Db =>
    new Proxy(trx, {
      get: (target, name) =>
        name === 'raw'
          ? (sql: string, bindings: Bindings) =>
              // a part of a statement that is built is no promise
              statement.test(sql) ? before().then(() => target.raw(sql, bindings)) : target.raw(sql, bindings)
          : Reflect.get(target, name),
    });
  return new Proxy(db, {
    get: (target, name) =>
      name === 'transaction'
        ? (work: (trx: Db) => Promise<unknown>) => target.transaction((trx) => work(paused(trx)))
        : Reflect.get(target, name),
  });
}
