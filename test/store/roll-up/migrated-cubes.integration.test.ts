import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as halfHours from '../../../migrations/20261126_40_half_hours.ts';
import * as timesWithoutVariants from '../../../migrations/20261126_41_times_without_variants.ts';
import * as hoursWithoutMoney from '../../../migrations/20261127_42_hours_without_money.ts';
import * as quarterDays from '../../../migrations/20261127_43_quarter_days.ts';
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

  it('equal a plain count of the raw rows: halves of an hour and quarters of a day, also when the first try has died', async () => {
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

    await db('cube_segment_quarter_days').update({ delivered: 7 });
    await quarterDays.up(db);
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

  it('equal a plain count of the raw rows: hours that were kept by currency', async () => {
    const { db } = database;
    await hoursWithoutMoney.down(db);
    // as a release before kept it: some messages of an hour have a cost, and revenue has a currency of its own
    await db.raw(`INSERT INTO cube_send_hours (campaign_id, send_hour, currency, attempted, delivered, cost_micro)
      SELECT campaign_id, send_hour, 'NOK', 1, -3, 5000 FROM cube_send_hours WHERE attempted > 1`);
    await db('cube_send_hours')
      .where({ currency: '' })
      .where('attempted', '>', 1)
      .update({ attempted: db.raw('attempted - 1'), delivered: db.raw('delivered + 3') });
    expect(await db('cube_send_hours').where({ currency: 'NOK' }).first()).toMatchObject({
      sums: 'a1c-3A5000',
    });
    await db.raw('CREATE TABLE cube_send_hours_next (campaign_id INT)');
    await hoursWithoutMoney.up(db);
    expect(await differences(db, nowS)).toEqual([]);
    await hoursWithoutMoney.up(db);
    expect(await differences(db, nowS)).toEqual([]);
  });
});
