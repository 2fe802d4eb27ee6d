import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as halfHours from '../../../migrations/20261126_40_half_hours.ts';
import * as timesWithoutVariants from '../../../migrations/20261126_41_times_without_variants.ts';
import { tick } from '../../../src/store/roll-up/tick.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { differences } from './compare-cubes.ts';
import { RandomWorld, randomOf } from './random-world.ts';

describe('cubes that a migration fills', () => {
  let database: FreshDatabase;
  let nowS: number;
  beforeAll(async () => {
    database = await freshDatabase();
    const { db } = database;
    const world = new RandomWorld(db, randomOf(7));
    await world.start();
    for (let step = 0; step < 400; step += 1) await world.step();
    const now = Temporal.Instant.fromEpochMilliseconds(world.at);
    while ((await tick(db, { now })).hasMore);
    nowS = Math.floor(world.at / 1000);
  });
  afterAll(() => database.drop());

  it('equal a plain count of the raw rows: halves of an hour, also when the first try has died', async () => {
    const { db } = database;
    expect(await differences(db, nowS)).toEqual([]);
    await db('cube_campaign_half_hours').delete();
    await db('cube_segment_hours').update({ attempted: 7 });
    expect(await differences(db, nowS)).not.toEqual([]);
    await halfHours.up(db);
    expect(await differences(db, nowS)).toEqual([]);

    await halfHours.down(db);
    await halfHours.up(db);
    expect(await differences(db, nowS)).toEqual([]);
  });

  it('equal a plain count of the raw rows: durations that were kept by variant', async () => {
    const { db } = database;
    await timesWithoutVariants.down(db);
    // as a release before kept it: what a campaign's variants share is two rows
    await db.raw(`INSERT INTO cube_times (campaign_id, variant_id, measure, bucket, n)
      SELECT campaign_id, 1, measure, bucket, n - 1 FROM cube_times WHERE n > 1`);
    await db('cube_times').where({ variant_id: 0 }).where('n', '>', 1).update({ n: 1 });
    // a try before died in the middle
    await db.raw('CREATE TABLE cube_times_next (campaign_id INT)');
    await timesWithoutVariants.up(db);
    expect(await differences(db, nowS)).toEqual([]);
    await timesWithoutVariants.up(db);
    expect(await differences(db, nowS)).toEqual([]);
  });
});
