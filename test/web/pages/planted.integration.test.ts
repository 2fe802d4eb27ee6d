import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf, type PagesBench, pagesBench } from '../../support/pages-bench.ts';
import { importWorld, PLANTED_SECRET, proposeInWorld } from '../../support/planted/import-world.ts';
import { buildWorld } from '../../support/planted/world.ts';
import { WORLDS } from '../../support/planted/worlds.ts';

const world = buildWorld(WORLDS.tiny(3));
let bench: PagesBench;

beforeAll(async () => {
  bench = await pagesBench({}, { secretKey: PLANTED_SECRET });
  await importWorld(bench.db, world, world.endMs);
  await proposeInWorld(bench.db, world.endMs);
  bench.clock.at = Temporal.Instant.fromEpochMilliseconds(world.endMs).add({ hours: 9 });
});
afterAll(() => bench?.stop());

describe('what a real search found', () => {
  it('stands on the pages: list, each number with its evidence, the search with its thresholds', async () => {
    const ron = await bench.signedIn('ron');
    const ids: readonly number[] = await bench.db('recommendations').orderBy('id').pluck('id');
    expect(ids.length).toBeGreaterThan(5);
    const list = await ron.get('/recommendations?size=500');
    expect(list.text).toContain(`1 to ${ids.length} of ${ids.length} recommendations`);
    const numbers = new Set(world.contacts.map(({ phone }) => phone));
    for (const id of ids) {
      const { status, text } = await ron.get(`/recommendations/${id}`);
      expect([id, status]).toEqual([id, 200]);
      expect(text).not.toMatch(/undefined|NaN|\[object|A rule of a newer version/);
      for (const number of numbers) expect(text).not.toContain(number);
    }
    const [run] = await bench.db('cleaning_runs').pluck('id');
    expect((await ron.get(`/runs/${run}`)).text).toContain('invalidStrong');
  });

  it('is decided, applied and undone from the pages', async () => {
    const [ron, ada] = [await bench.signedIn('ron'), await bench.signedIn('ada')];
    const ids: readonly number[] = await bench.db('recommendations').pluck('id');
    const count = String(ids.length);
    const looked = await ron.get('/recommendations/confirm');
    await ron.post('/recommendations/decide', {
      query: '',
      scope: 'filter',
      count,
      fingerprint: fingerprintOf(looked),
      typed: count,
      decision: 'approve',
    });
    await bench.db('cleaning_runs').update({ state: 'released' });
    const fingerprint = fingerprintOf(await ada.get('/apply'));
    const applied = await ada.post('/apply', { reason: '', count, fingerprint, typed: count, large: 'yes' });
    expect(applied.status).toBe(303);
    expect(await bench.db('suppressions').whereNull('lifted_at')).not.toHaveLength(0);
    const undone = await ada.post(`${applied.location}/undo`, { typed: count, reason: '' });
    expect(undone.status).toBe(303);
    expect(
      await bench.db('suppressions').whereNull('lifted_at').where({ source: 'recommendation' }),
    ).toHaveLength(0);
  });
});
