import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildRollups } from '../../../src/pipelines/rebuild-rollups.ts';
import { reconcileRollups } from '../../../src/pipelines/reconcile-rollups.ts';
import { refreshRollups } from '../../../src/pipelines/refresh-rollups.ts';
import { type Verification, verifyRollups } from '../../../src/pipelines/verify-rollups.ts';
import type { Db } from '../../../src/store/connect.ts';
import { readState } from '../../../src/store/roll-up/state.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { differences } from './compare-cubes.ts';
import { RandomWorld, randomOf } from './random-world.ts';

const SEED = Number(process.env['ROLLUP_SEED'] ?? 42);
const CHECK = { chunk: 97 };

describe(`verify, reconcile and rebuild, seed ${SEED}`, () => {
  let database: FreshDatabase;
  let db: Db;
  let world: RandomWorld;

  beforeAll(async () => {
    database = await freshDatabase();
    db = database.db;
    world = new RandomWorld(db, randomOf(SEED));
    await world.start();
    for (let step = 0; step < 700; step += 1) await world.step();
    await refreshRollups(db);
  });
  afterAll(() => database.drop());

  it('finds nothing wrong after ticks over random history', async () => {
    expect(summary(await verifyRollups(db, CHECK))).toEqual([]);
  });

  it('takes what came in since the last tick for pending, not for wrong', async () => {
    for (let step = 0; step < 60; step += 1) await world.step();
    expect(summary((await reconcileRollups(db, CHECK)).found)).toEqual([]);
  });

  it('takes nothing for wrong while others write and count', async () => {
    let isDone = false;
    // so many, and not as many as there is time for: the tests after it begin with the same world
    const others = (async (): Promise<void> => {
      for (let step = 0; step < 150; step += 1) {
        await world.step();
        if (world.int(6) === 0) await refreshRollups(db);
      }
    })().finally(() => {
      isDone = true;
    });
    while (!isDone) expect(summary((await reconcileRollups(db, CHECK)).found)).toEqual([]);
    await others;
    await refreshRollups(db);
    expect(await oracle()).toEqual([]);
  });

  it('finds cubes that differ from the facts and says by how much, then repairs them', async () => {
    await db('cube_days').orderBy('day').limit(2).increment('attempted', 5);
    await db('cube_times').where({ measure: 1 }).orderBy('bucket').limit(1).delete();
    await db('campaign_spans').where({ campaign_id: 1 }).delete();
    const { cubes } = await verifyRollups(db, CHECK);
    const days = cubes.find(({ table }) => table === 'cube_days');
    expect(days).toMatchObject({ differing: 2 });
    expect(days?.examples[0]).toMatch(/^campaign_id \d+, day \d+, .*: attempted 5 too many$/);
    const { found, left } = await reconcileRollups(db, CHECK);
    expect(summary(found)).toEqual(['cube_days 2', 'cube_times 1', 'campaign_spans 1']);
    expect(left.isRight).toBe(true);
    expect(await oracle()).toEqual([]);
  });

  it.each<[string, string, (db: Db) => Promise<unknown>]>([
    [
      'a message that was changed',
      'messages changed',
      (at) => at('messages').orderBy('id').limit(3).update({ variant_id: 9 }),
    ],
    ['a message that was erased', 'messages gone', (at) => at('messages').orderBy('id').limit(2).delete()],
    [
      'a fact that is missing',
      'messages missing',
      (at) => at('message_facts').orderBy('message_id').limit(5).delete(),
    ],
    ['receipts that changed', 'messages receipts', changeReceipts],
    ['clicks that were erased', 'clicks gone', (at) => at('clicks').orderBy('id').limit(15).delete()],
    [
      'clicks at another time',
      'clicks changed',
      (at) => at.raw('UPDATE clicks SET clicked_at = clicked_at + INTERVAL 3 HOUR ORDER BY id LIMIT 15'),
    ],
    [
      'clicks without a fact',
      'clicks missing',
      (at) => at('click_facts').orderBy('click_id').limit(9).delete(),
    ],
    [
      'conversions that were erased',
      'conversions gone',
      (at) => at('conversions').orderBy('id').limit(20).delete(),
    ],
    ['conversions of another value, kind and order', 'conversions changed', changeConversions],
    [
      'conversions without a fact',
      'conversions missing',
      (at) => at('conversion_facts').orderBy('conversion_id').limit(9).delete(),
    ],
    ['opt-outs that were erased', 'opt_outs gone', (at) => at('opt_outs').orderBy('id').limit(9).delete()],
    [
      'opt-outs at another time',
      'opt_outs changed',
      (at) => at.raw('UPDATE opt_outs SET occurred_at = occurred_at - INTERVAL 90 HOUR ORDER BY id LIMIT 9'),
    ],
    ['replies that were erased', 'inbound gone', (at) => at('inbound').orderBy('id').limit(9).delete()],
    [
      'contacts that are one person',
      'conversions person',
      (at) => at('contacts').whereBetween('id', [11, 22]).update({ person_id: 11 }),
    ],
    [
      'campaigns with another window and kind',
      'messages changed',
      (at) => at('campaigns').update({ attribution_hours: 36, primary_kind: 'visit' }),
    ],
    [
      'facts that older rules counted',
      'messages rules',
      (at) => at('message_facts').where('message_id', '<', 40).update({ click_rules: 0 }),
    ],
    [
      'outcomes that nobody caused',
      'messages outcomes',
      (at) => at('message_facts').where('message_id', '<', 30).increment('replies', 1),
    ],
  ])('finds and repairs %s behind its back', async (_, reason, tamper) => {
    await tamper(db);
    const { found, left } = await reconcileRollups(db, CHECK);
    expect(found.drift.map((one) => `${one.table} ${one.reason}`)).toContain(reason);
    expect(summary(left)).toEqual([]);
    expect(await oracle()).toEqual([]);
  });

  it('counts everything again from nothing', async () => {
    await db('cube_cells').delete();
    await db('message_facts').where('message_id', '<', 100).delete();
    await rebuildRollups(db, { chunk: 150 });
    expect(await oracle()).toEqual([]);
    expect((await verifyRollups(db, CHECK)).isRight).toBe(true);
  });

  async function oracle(): Promise<string[]> {
    return (await differences(db, (await readState(db)).clock)).slice(0, 10);
  }
});

function summary({ drift, cubes }: Verification): string[] {
  return [
    ...drift.map(({ table, reason, rows, examples }) => `${table} ${reason} ${rows} ${examples.join(' ')}`),
    ...cubes.filter(({ differing }) => differing > 0).map(({ table, differing }) => `${table} ${differing}`),
  ];
}

async function changeReceipts(db: Db): Promise<void> {
  await db('receipts').where('id', '<', 20).where({ status: 50 }).update({ status: 44, failure_class: 1 });
  await db('receipts').where('id', '>', 20).where('id', '<', 30).delete();
}

async function changeConversions(db: Db): Promise<void> {
  await db('conversions').where('id', '<', 30).increment('value_micro', 1_000_000);
  await db('conversions').whereBetween('id', [30, 40]).update({ kind: 'signup' });
  await db('conversions').whereBetween('id', [40, 50]).update({ order_id: 'o1' });
}
