import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { importWorld, proposeInWorld } from '../support/planted/import-world.ts';
import { openRows, type Strength, score } from '../support/planted/score.ts';
import { buildWorld } from '../support/planted/world.ts';
import type { WorldPlan } from '../support/planted/world-plan.ts';
import { WORLDS } from '../support/planted/worlds.ts';

const STRONG: Strength = { invalid: 3, landline: () => 2 };
const MEDIUM: Strength = { invalid: 2, landline: (code) => (code === '21614' ? 3 : 2) };

/** With the recall that is asked of all bad numbers planted, also those whose evidence is too thin. */
describe.each([
  ['shop', WORLDS.shop(1), STRONG, 0.95],
  ['tiny', WORLDS.tiny(1), MEDIUM, 0.95],
  ['rotten', WORLDS.rotten(1), STRONG, 0.95],
  ['ruined', WORLDS.ruined(1), STRONG, 0.95],
  ['flicker', WORLDS.flicker(1), STRONG, 0.95],
  ['misread', WORLDS.misread(1), STRONG, 0.95],
  ['newcomers', WORLDS.newcomers(1), { ...MEDIUM, landline: () => 3 }, 0.85],
  ['mass', WORLDS.mass(1), STRONG, 0.95],
  ['storm', WORLDS.storm(1), STRONG, 0.95],
  ['single', WORLDS.single(1), STRONG, 0],
] as const)('in the planted world %s', (_, plan: WorldPlan, strength, ofAll) => {
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
    expect(counted.foundOfAll / counted.planted).toBeGreaterThanOrEqual(ofAll);
    expect(counted.duplicatesFound).toBe(counted.duplicates);
  });
});

describe('a code that does not mean what our table says', () => {
  it('condemns nobody who is away at the moment', async () => {
    const world = buildWorld(WORLDS.misread(2));
    const untilMs = Math.max(
      ...world.messages.filter(({ campaign }) => campaign < 15).map(({ sentMs }) => sentMs + 3_600_000),
    );
    const fresh = await freshDatabase();
    await importWorld(fresh.db, world, untilMs);
    const { distrustedCodes } = await proposeInWorld(fresh.db, untilMs);
    const { wrong, found, eligible } = score(world, await openRows(fresh.db), untilMs, STRONG);
    await fresh.drop();
    expect(distrustedCodes).toEqual(['link_mobility 2104']);
    expect(wrong).toEqual([]);
    expect(found / eligible).toBeGreaterThanOrEqual(0.95);
  });
});
