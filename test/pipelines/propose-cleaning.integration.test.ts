import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { importWorld, proposeInWorld } from '../support/planted/import-world.ts';
import { openRows, type Strength, score } from '../support/planted/score.ts';
import { buildWorld } from '../support/planted/world.ts';
import type { WorldPlan } from '../support/planted/world-plan.ts';
import { WORLDS } from '../support/planted/worlds.ts';

const STRONG: Strength = { invalid: 3, landline: () => 2 };
const MEDIUM: Strength = { invalid: 2, landline: (code) => (code === '21614' ? 3 : 2) };

describe.each([
  ['shop', WORLDS.shop(1), STRONG],
  ['tiny', WORLDS.tiny(1), MEDIUM],
  ['rotten', WORLDS.rotten(1), STRONG],
  ['ruined', WORLDS.ruined(1), STRONG],
  ['flicker', WORLDS.flicker(1), STRONG],
  ['misread', WORLDS.misread(1), STRONG],
  ['newcomers', WORLDS.newcomers(1), { ...MEDIUM, landline: () => 3 }],
  ['mass', WORLDS.mass(1), STRONG],
  ['single', WORLDS.single(1), STRONG],
] as const)('in the planted world %s', (_, plan: WorldPlan, strength) => {
  const world = buildWorld(plan);
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase();
    await importWorld(fresh.db, world, world.endMs);
  });
  afterAll(() => fresh.drop());

  it('only bad numbers are proposed, nearly all of them, and nothing of an outage', async () => {
    await proposeInWorld(fresh.db, world.endMs);
    const counted = score(world, await openRows(fresh.db), world.endMs, strength);
    expect(counted.wrong).toEqual([]);
    expect(counted.found / Math.max(1, counted.eligible)).toBeGreaterThanOrEqual(
      counted.eligible === 0 ? 0 : 0.95,
    );
    expect(counted.duplicatesFound).toBe(counted.duplicates);
  });
});
