import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { undoBatch } from '../../src/pipelines/apply-recommendations.ts';
import { ALL, APPROVED, applyNeeds, applyOn, suppressedContacts } from '../support/apply-on.ts';
import {
  type CleaningBench,
  cleaningBench,
  keys,
  NOW,
  type Planted,
  phoneOf,
} from '../support/cleaning-bench.ts';

let bench: CleaningBench;
beforeAll(async () => {
  bench = await cleaningBench();
});
afterAll(() => bench.drop());
beforeEach(async () => {
  await bench.empty();
  await bench.plant(200);
  await bench.plantRun({ id: 1 });
});

const apply = (choice: typeof ALL) => applyOn(bench.db, choice);
const needs = () => applyNeeds(bench.db);
const suppressed = () => suppressedContacts(bench.db);

function undo(batchId: number) {
  return undoBatch(needs(), { what: { batchId }, actor: 'cli:ben', note: null, at: NOW });
}

function approved(list: readonly Planted[]): Promise<readonly number[]> {
  return bench.recommend(list.map((one) => ({ ...APPROVED, ...one })));
}

describe('undoing', () => {
  it('leaves the list as it was', async () => {
    await approved([{ contact: 1 }]);
    await apply(ALL);
    const before = await suppressed();
    await approved([{ contact: 3 }, { contact: 5 }]);
    const { batchId } = await apply(ALL);
    expect(await suppressed()).toHaveLength(3);
    expect((await undo(batchId)).states).toEqual({ undone: 2 });
    expect(await suppressed()).toEqual(before);
    const rows = await bench
      .db('recommendations')
      .where({ state: 'undone' })
      .select('is_open', 'cool_down_until');
    expect(rows).toMatchObject([{ is_open: null, cool_down_until: expect.any(Date) }, {}]);
  });

  it('leaves a number to what else suppresses it', async () => {
    await approved([{ contact: 1 }]);
    await apply(ALL);
    await approved([{ contact: 1, reason: 'inactive', action: 'sunset' }]);
    const { batchId } = await apply(ALL);
    await undo(batchId);
    expect(await suppressed()).toEqual(['c1 invalid_number']);
  });

  it('takes back single ones', async () => {
    const ids = await approved([{ contact: 1 }, { contact: 3 }]);
    const { batchId } = await apply(ALL);
    const what = { ids: ids.slice(0, 1) };
    await undoBatch(needs(), { what, actor: 'cli:ben', note: 'still there', at: NOW });
    expect(await suppressed()).toEqual(['c3 invalid_number']);
    expect((await undo(batchId)).items).toBe(1);
    expect(await suppressed()).toEqual([]);
  });

  it('is refused for what is not applied', async () => {
    const ids = await approved([{ contact: 1 }]);
    const what = { ids };
    await expect(undoBatch(needs(), { what, actor: 'a', note: null, at: NOW })).rejects.toThrow(
      'is approved',
    );
    await expect(undo(7)).rejects.toThrow('batch 7 does not exist');
    const { batchId } = await apply(ALL);
    const undone = await undo(batchId);
    await expect(undo(batchId)).rejects.toThrow('nothing was undone');
    await expect(undo(undone.batchId)).rejects.toThrow('is an undo itself');
  });
});

describe('an opt-out', () => {
  const wish = (event: string, at: string, id: string) =>
    bench.db('opt_outs').insert({
      event_id: id,
      contact_id: 1,
      event,
      occurred_at: new Date(at),
      received_at: new Date(at),
    });

  it('holds by being stored, for every contact with the number, until an opt-in', async () => {
    await bench
      .db('contacts')
      .where({ id: 2 })
      .update({ phone_hmac: keys.hash(phoneOf(1)), person_id: 1 });
    await wish('opt_out', '2026-11-20T10:00:00Z', 'a');
    expect(await suppressed()).toEqual(['c1 opted_out', 'c2 opted_out']);
    await wish('opt_in', '2026-11-20T10:00:00Z', 'b');
    expect(await suppressed()).toHaveLength(2);
    await wish('opt_in', '2026-11-21T10:00:00Z', 'c');
    expect(await suppressed()).toEqual([]);
    await wish('opt_out', '2026-11-22T10:00:00Z', 'd');
    expect(await suppressed()).toHaveLength(2);
  });

  it('holds for a contact without a number', async () => {
    await bench.db('contacts').where({ id: 1 }).update({ phone_hmac: null, phone_enc: null });
    await wish('opt_out', '2026-11-20T10:00:00Z', 'a');
    expect(await suppressed()).toEqual(['c1 opted_out']);
    const [row] = await bench.db('suppressions_in_force').select('contact_number', 'phone_hmac');
    expect(row).toEqual({ contact_number: 1, phone_hmac: null });
  });

  it('stays when a recommendation for the number is undone', async () => {
    await approved([{ contact: 1 }]);
    const { batchId } = await apply(ALL);
    await wish('opt_out', '2026-11-20T10:00:00Z', 'a');
    await undo(batchId);
    expect(await suppressed()).toEqual(['c1 opted_out']);
  });
});
