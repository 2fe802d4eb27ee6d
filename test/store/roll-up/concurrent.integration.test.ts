import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshRollups } from '../../../src/pipelines/refresh-rollups.ts';
import { connectMysql, type Db } from '../../../src/store/connect.ts';
import { tick } from '../../../src/store/roll-up/tick.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { differences } from './compare-cubes.ts';
import { RandomWorld, randomOf } from './random-world.ts';

const SEED = Number(process.env['ROLLUP_SEED'] ?? 42);
const ROUNDS = 8;

describe(`roll-up beside writers, seed ${SEED}`, () => {
  let database: FreshDatabase;
  let db: Db;
  let world: RandomWorld;
  const random = randomOf(SEED);

  beforeAll(async () => {
    database = await freshDatabase();
    db = database.db;
    world = new RandomWorld(db, random);
    await world.start();
    for (let step = 0; step < 150; step += 1) await world.step();
    await tickAll();
  });
  afterAll(() => database.drop());

  it('counts rows that commit in another order than their ids', async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const [early, late] = [await db.transaction(), await db.transaction()];
      await write(early);
      await write(late);
      await write(early);
      await late.commit();
      await tick(db, { now: now(), chunk: 1 + world.int(30) });
      await write(early);
      await tickAll();
      await early.commit();
      await tickAll();
      expect((await wrong()).slice(0, 10), `seed ${SEED}, round ${round}`).toEqual([]);
    }
  }, 120_000);

  it('forgets a hole once its ids have come, and counts on when they never come', async () => {
    const [lost, held] = [await db.transaction(), await db.transaction()];
    for (const on of [lost, held, db]) await writer(on).send();
    await tickAll();
    expect(await holes()).toBeGreaterThan(0);
    const before = await holes();
    await lost.rollback();
    await held.commit();
    await tickAll();
    expect(await holes()).toBeLessThan(before);
    expect((await wrong()).slice(0, 10), `seed ${SEED}`).toEqual([]);
  }, 60_000);

  it('sees a correction that is committed while a tick waits for it', async () => {
    const message = await db('messages').select('id', 'segment_id').orderBy('id', 'desc').first();
    await db('rollup_touched').insert({ message_id: message.id, reason: 'test' }).onConflict().ignore();
    const correction = await db.transaction();
    await correction('messages')
      .where({ id: message.id })
      .update({ segment_id: message.segment_id === 3 ? 2 : 3 });
    await correction('rollup_touched')
      .insert({ message_id: message.id, reason: 'test' })
      .onConflict()
      .ignore();
    const waiting = tick(db, { now: now() });
    await correction.commit();
    await waiting;
    await tickAll();
    expect((await wrong()).slice(0, 10), `seed ${SEED}`).toEqual([]);
  }, 60_000);

  it('counts nothing twice when two programs tick while others write', async () => {
    const second = connectMysql(database.url);
    try {
      for (let round = 1; round <= 3; round += 1) {
        const writing = async (): Promise<void> => {
          for (let step = 0; step < 40; step += 1) await world.step();
        };
        const ticking = async (pool: Db): Promise<void> => {
          for (let turn = 0; turn < 8; turn += 1) await tick(pool, { now: now(), chunk: 7 });
        };
        await Promise.all([writing(), ticking(db), ticking(second)]);
        await Promise.all([refreshRollups(db, { now: now() }), refreshRollups(second, { now: now() })]);
        await tickAll();
        expect((await wrong()).slice(0, 10), `seed ${SEED}, round ${round}`).toEqual([]);
      }
    } finally {
      await second.destroy();
    }
  }, 120_000);

  it('leaves no trace of a tick that dies, not even a watermark', async () => {
    for (let step = 0; step < 40; step += 1) await world.step();
    const before = await db('rollup_state').orderBy('k');
    const dying = tick(db, {
      now: now(),
      onStatement: (name) => {
        if (name === 'apply-cube-days') throw new Error('killed');
      },
    });
    await expect(dying).rejects.toThrow('killed');
    expect(await db('rollup_state').orderBy('k')).toEqual(before);
    await tickAll();
    expect((await wrong()).slice(0, 10), `seed ${SEED}`).toEqual([]);
  }, 60_000);

  /** A few messages with events, and events of older messages, in whatever transaction is given. */
  async function write(on: Knex): Promise<void> {
    const other = writer(on);
    for (let step = 0; step < 6; step += 1) await other.append();
  }

  function writer(on: Knex): RandomWorld {
    const other = new RandomWorld(on, random, `w${world.int(1_000_000_000)}-`);
    other.at = world.at;
    return other;
  }

  function now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(world.at);
  }

  async function tickAll(): Promise<void> {
    await refreshRollups(db, { now: now(), chunk: 1 + world.int(80) });
  }

  function wrong(): Promise<string[]> {
    return differences(db, Math.floor(world.at / 1000));
  }

  async function holes(): Promise<number> {
    const [row] = await db('rollup_gaps').select(db.raw('COALESCE(SUM(to_id - from_id + 1), 0) AS n'));
    return Number(row.n);
  }
});
