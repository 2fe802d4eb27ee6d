import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideRecommendations } from '../../src/pipelines/decide-recommendations.ts';
import type { Choice } from '../../src/store/cleaning/choose-recommendations.ts';
import { releaseRun } from '../../src/store/cleaning/runs.ts';
import { ALL, APPROVED, type ApplyOptions, applyOn, suppressedContacts } from '../support/apply-on.ts';
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

function apply(choice: Choice, options: ApplyOptions = {}) {
  return applyOn(bench.db, choice, options);
}

function approved(list: readonly Planted[]): Promise<readonly number[]> {
  return bench.recommend(list.map((one) => ({ ...APPROVED, ...one })));
}

const suppressed = () => suppressedContacts(bench.db);

describe('applying', () => {
  it('suppresses the numbers of what is approved and nothing else', async () => {
    await approved([
      { contact: 1 },
      { contact: 3, reason: 'barred', action: 'suppress_until', detail: { days: 90 } },
    ]);
    await bench.recommend([{ contact: 5 }, { contact: 7, state: 'rejected' }]);
    const result = await apply(ALL);
    expect(result).toMatchObject({ items: 2, states: { applied: 2 } });
    expect(await suppressed()).toEqual(['c1 invalid_number', 'c3 barred']);
    const rows = await bench.db('suppressions').orderBy('source_id').select('until_at', 'suppressed_at');
    expect(rows[0].until_at).toBeNull();
    expect(Math.round((rows[1].until_at - rows[1].suppressed_at) / 86_400_000)).toBe(90);
    expect(Object.values(await bench.states())).toEqual(['applied', 'applied', 'proposed', 'rejected']);
    const [batch] = await bench.db('apply_batches').select('state', 'finished_at', 'settled_at');
    expect(batch).toMatchObject({
      state: 'done',
      finished_at: expect.any(Date),
      settled_at: expect.any(Date),
    });
  });

  it('suppresses every contact with the number', async () => {
    await bench
      .db('contacts')
      .where({ id: 2 })
      .update({ phone_hmac: keys.hash(phoneOf(1)), person_id: 1 });
    await approved([{ contact: 1 }]);
    await apply(ALL);
    expect(await suppressed()).toEqual(['c1 invalid_number', 'c2 invalid_number']);
  });

  it('holds for one sender where the reason is one sender', async () => {
    await approved([
      { contact: 1, reason: 'recipient_blocked', action: 'suppress_sender', detail: { sender: 'SHOP' } },
    ]);
    await apply(ALL);
    expect(await suppressed()).toEqual(['c1 recipient_blocked SHOP']);
  });

  it('never widens one sender to all: of one nobody knows, the sending platform is told, and the rest applies', async () => {
    const ids = await approved([
      { contact: 1, reason: 'recipient_blocked', action: 'suppress_sender' },
      { contact: 3 },
    ]);
    await apply(ALL);
    expect(await suppressed()).toEqual(['c3 invalid_number']);
    expect(await bench.db('contact_changes').select('recommendation_id', 'kind', 'undone_at')).toEqual([
      { recommendation_id: ids[0], kind: 'suppress_sender', undone_at: null },
    ]);
    expect(Object.values(await bench.states())).toEqual(['applied', 'applied']);
  });

  it('writes what is no suppression down for the sending platform', async () => {
    await approved([{ contact: 1, reason: 'duplicate', action: 'merge', detail: { contactId: 'c2' } }]);
    await apply(ALL);
    expect(await suppressed()).toEqual([]);
    const [change] = await bench.db('contact_changes').select('kind', 'contact_id', 'undone_at');
    expect(change).toEqual({ kind: 'merge', contact_id: 1, undone_at: null });
  });

  it('does all or nothing when one that was named is not approved any more', async () => {
    const ids = await approved([{ contact: 1 }, { contact: 3 }]);
    await decideRecommendations(
      { db: bench.db, fourEyes: 'off' },
      {
        choice: { ids: [{ id: ids[1] ?? 0, version: 1 }] },
        decision: 'reject',
        actor: 'web:cleo',
        note: null,
        at: NOW,
      },
    );
    await expect(apply({ ids: ids.map((id) => ({ id, version: 1 })) })).rejects.toThrow(
      `recommendation ${ids[1]} is rejected by web:cleo; nothing was applied`,
    );
    expect(await suppressed()).toEqual([]);
    expect(await bench.db('apply_batches').select('id')).toEqual([]);
  });

  it('leaves out an approval that is over', async () => {
    await approved([
      { contact: 1, columns: { expires_at: new Date('2026-11-24T09:00:00Z') } },
      { contact: 3 },
    ]);
    await apply(ALL);
    expect(await suppressed()).toEqual(['c3 invalid_number']);
  });

  it('lets one of two win', async () => {
    await approved([{ contact: 1 }]);
    const both = await Promise.allSettled([apply(ALL), apply(ALL)]);
    expect(both.map(({ status }) => status).toSorted((left, right) => left.localeCompare(right))).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(await bench.db('suppressions').count({ n: '*' })).toEqual([{ n: 1 }]);
  });

  it('asks for another person than the one who approved, where four eyes are asked for', async () => {
    await approved([{ contact: 1 }]);
    await expect(apply(ALL, { fourEyes: 'apply', actor: 'web:anna' })).rejects.toThrow(
      'you approved 1 of 1 yourself',
    );
    await apply(ALL, { fourEyes: 'apply', actor: 'web:ben' });
    expect(await suppressed()).toEqual(['c1 invalid_number']);
  });
});

describe('a sign of life after the evidence was read', () => {
  const LATER = {
    occurred_at: new Date('2026-11-24T08:00:00Z'),
    received_at: new Date('2026-11-24T08:00:01Z'),
  };

  beforeEach(async () => {
    await bench.db('messages').insert({
      id: 1,
      message_id: 'm1',
      provider: 'generic',
      contact_id: 1,
      campaign_id: 1,
      variant_id: 0,
      segment_id: 1,
      sent_at: new Date('2026-11-24T07:00:00Z'),
    });
  });

  async function deliver(columns: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await bench.db('receipts').insert({ message_id: 1, event_key: 1, status: 50, ...LATER, ...columns });
  }

  it('withdraws a number that was delivered to, and applies the rest', async () => {
    await approved([{ contact: 1 }, { contact: 3 }]);
    await deliver();
    const result = await apply(ALL);
    expect(result.states).toEqual({ applied: 1, invalidated: 1 });
    expect(await suppressed()).toEqual(['c3 invalid_number']);
    const [audit] = await bench
      .db('audit_log')
      .where({ action: 'recommendation-invalidate' })
      .select('actor');
    expect(audit).toEqual({ actor: 'system' });
  });

  it('is none when it was known then, when it came before the evidence, or was no delivery', async () => {
    await approved([{ contact: 1 }]);
    await deliver({ received_at: new Date('2026-11-23T00:00:00Z') });
    await deliver({ event_key: 2, occurred_at: new Date('2026-11-01T00:00:00Z') });
    await deliver({ event_key: 3, status: 41 });
    expect((await apply(ALL)).states).toEqual({ applied: 1 });
  });

  it('does not make a silent contact a lively one when it was a delivery', async () => {
    await approved([{ contact: 1, reason: 'inactive', action: 'sunset' }]);
    await deliver();
    expect((await apply(ALL)).states).toEqual({ applied: 1 });
  });

  it.each([
    [
      'click',
      {
        clicks: {
          click_id: 'k',
          message_id: 1,
          clicked_at: LATER.occurred_at,
          received_at: LATER.received_at,
        },
      },
    ],
    ['reply', { inbound: { inbound_id: 'i', contact_id: 1, ...LATER } }],
    ['opt-in', { opt_outs: { event_id: 'o', contact_id: 1, event: 'opt_in', ...LATER } }],
    [
      'order',
      {
        conversions: {
          conversion_id: 'v',
          contact_id: 1,
          converted_at: LATER.occurred_at,
          received_at: LATER.received_at,
        },
      },
    ],
  ])('withdraws on a %s', async (_, rows) => {
    await approved([{ contact: 1, reason: 'inactive', action: 'sunset' }]);
    for (const [table, row] of Object.entries(rows)) await bench.db(table).insert(row);
    expect((await apply(ALL)).states).toEqual({ invalidated: 1 });
  });

  it('is no click of a machine', async () => {
    await approved([{ contact: 1, reason: 'inactive', action: 'sunset' }]);
    await bench.db('clicks').insert({
      click_id: 'k',
      message_id: 1,
      agent_verdict: 3,
      clicked_at: LATER.occurred_at,
      received_at: LATER.received_at,
    });
    expect((await apply(ALL)).states).toEqual({ applied: 1 });
  });

  it('is another number of the contact', async () => {
    await approved([{ contact: 1 }]);
    await bench
      .db('contacts')
      .where({ id: 1 })
      .update({ phone_hmac: keys.hash('+4799999999') });
    expect((await apply(ALL)).states).toEqual({ invalidated: 1 });
    expect(await suppressed()).toEqual([]);
  });
});

describe('the size of a batch', () => {
  const some = (count: number, from = 1): readonly Planted[] =>
    Array.from({ length: count }, (_, at) => ({ contact: from + at }));

  it('may be five in a hundred of the list', async () => {
    await approved(some(10));
    await apply(ALL);
    expect(await suppressed()).toHaveLength(10);
  });

  it('is refused above that until a person released the run', async () => {
    await approved(some(11));
    await expect(apply(ALL)).rejects.toThrow(
      /6 of 100 reachable contacts of the segment s1 would go \(6 %, more than 5 %\).*recommendations release 1/,
    );
    expect(await suppressed()).toEqual([]);
    await releaseRun(bench.db, 1, { actor: 'cli:ben', note: 'looked', at: NOW });
    await apply(ALL);
    expect(await suppressed()).toHaveLength(11);
  });

  it('is measured per segment too', async () => {
    await approved([1, 3, 5, 7, 9, 11].map((contact) => ({ contact })));
    await expect(apply(ALL)).rejects.toThrow('of the segment s1');
  });

  it('needs a flag above twenty in a hundred', async () => {
    await bench.db('cleaning_runs').update({ state: 'released' });
    await approved(some(41));
    await expect(apply(ALL)).rejects.toThrow(/21 %, more than 20 %.*--allow-large/);
    await apply(ALL, { isLargeAllowed: true });
    expect(await suppressed()).toHaveLength(41);
  });

  it('is not got round by many small ones', async () => {
    await approved(some(10));
    await apply(ALL);
    await approved(some(4, 11));
    await expect(apply(ALL)).rejects.toThrow('would go');
  });

  it('is not asked of changes that take nobody out', async () => {
    await approved(
      some(50).map((one) => ({ ...one, reason: 'duplicate' as const, action: 'merge' as const })),
    );
    expect((await apply(ALL)).items).toBe(50);
  });

  it('does not matter while the run is held', async () => {
    await bench.db('cleaning_runs').update({ state: 'held', held_because: 'twice the last run' });
    await approved(some(1));
    await expect(apply(ALL)).rejects.toThrow('run 1 is held: twice the last run');
  });
});
