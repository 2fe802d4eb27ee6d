import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { down, up } from '../../../migrations/20261126_40_half_hours.ts';
import { tick } from '../../../src/store/roll-up/tick.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { differences } from './compare-cubes.ts';
import { RandomWorld, randomOf } from './random-world.ts';

describe('cubes of hours that a migration fills', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('equal a plain count of the raw rows, also when the first try has died', async () => {
    const { db } = database;
    const world = new RandomWorld(db, randomOf(7));
    await world.start();
    for (let step = 0; step < 400; step += 1) await world.step();
    const now = Temporal.Instant.fromEpochMilliseconds(world.at);
    while ((await tick(db, { now })).hasMore);
    const nowS = Math.floor(world.at / 1000);
    expect(await differences(db, nowS)).toEqual([]);

    await db('cube_campaign_half_hours').delete();
    await db('cube_segment_hours').update({ attempted: 7 });
    expect(await differences(db, nowS)).not.toEqual([]);
    await up(db);
    expect(await differences(db, nowS)).toEqual([]);

    await down(db);
    await up(db);
    expect(await differences(db, nowS)).toEqual([]);
  });
});
