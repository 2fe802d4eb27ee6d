import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../src/store/connect.ts';
import { tick } from '../../../src/store/roll-up/tick.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { differences } from './compare-cubes.ts';
import { RandomWorld, randomOf } from './random-world.ts';

const SEED = Number(process.env['ROLLUP_SEED'] ?? 42);
const ROUNDS = Number(process.env['ROLLUP_ROUNDS'] ?? 32);

describe(`roll-up, seed ${SEED}`, () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('equals a plain count of the raw rows after every round of random operations', async () => {
    const { db } = database;
    const world = new RandomWorld(db, randomOf(SEED));
    await world.start();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const steps = 10 + world.int(50);
      for (let step = 0; step < steps; step += 1) {
        await world.step();
        if (world.int(12) === 0) await tick(db, { now: instant(world.at), chunk: 1 + world.int(20) });
      }
      world.at += world.int(48) * 3_600_000;
      await tickAll(db, world.at, 1 + world.int(60));
      const found = await differences(db, Math.floor(world.at / 1000));
      expect(found.slice(0, 20), `seed ${SEED}, round ${round}`).toEqual([]);
    }
  }, 240_000);
});

async function tickAll(db: Db, at: number, chunk: number): Promise<void> {
  for (;;) {
    const { hasMore } = await tick(db, { now: instant(at), chunk });
    if (!hasMore) return;
  }
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
