import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CLEANING } from '../../src/core/cleaning/settings.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { importWorld, proposeInWorld } from '../support/planted/import-world.ts';
import { openRows } from '../support/planted/score.ts';
import { buildWorld, type World } from '../support/planted/world.ts';
import { PLAIN, type WorldPlan } from '../support/planted/world-plan.ts';

const PLAN: WorldPlan = {
  ...PLAIN,
  name: 'again',
  seed: 3,
  contacts: 400,
  campaigns: 24,
  shares: { ...PLAIN.shares, revived: 0.15, invalid: 0.03 },
  operators: PLAIN.operators.filter(({ receipts }) => receipts),
};

const DAY_MS = 86_400_000;

function momentOf(world: World, campaign: number): number {
  const sent = world.messages.filter((message) => message.campaign < campaign).map(({ sentMs }) => sentMs);
  return Math.max(...sent) + 4 * DAY_MS;
}

describe('a search after a search', () => {
  const world = buildWorld(PLAN);
  const middle = momentOf(world, 14);
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase();
    await importWorld(fresh.db, world, middle);
    await proposeInWorld(fresh.db, middle);
  });
  afterAll(() => fresh.drop());

  it('asks about nothing twice when nothing happened, and reads nobody', async () => {
    const before = await openRows(fresh.db);
    const run = await proposeInWorld(fresh.db, middle + 60_000);
    expect(run).toMatchObject({
      scope: 'changed',
      counts: { read: 0, proposed: 0, superseded: 0, withdrawn: 0 },
    });
    expect(await openRows(fresh.db)).toEqual(before);
    expect(before.length).toBeGreaterThan(10);
  });

  it('finds the same when it looks at everybody, and confirms it', async () => {
    const before = await openRows(fresh.db);
    const run = await proposeInWorld(fresh.db, middle + 120_000, { full: true });
    expect(run).toMatchObject({ scope: 'everybody', counts: { proposed: 0, superseded: 0, withdrawn: 0 } });
    expect(run.counts.confirmed).toBe(before.length);
  });

  it('remembers a refusal, and asks again only with new proof after it', async () => {
    const refused = await fresh.db('recommendations').where({ is_open: 1, rule_id: 'R1' }).first();
    await fresh
      .db('recommendations')
      .where({ id: refused.id })
      .update({
        state: 'rejected',
        is_open: null,
        state_at: new Date(middle + 130_000),
        cool_down_until: new Date(middle + 90 * DAY_MS),
      });
    const quiet = await proposeInWorld(fresh.db, middle + 140_000, { full: true });
    expect(quiet.counts).toMatchObject({ proposed: 0, silenced: 1 });
    await fresh
      .db('recommendations')
      .where({ id: refused.id })
      .update({ state_at: refused.last_evidence_at });
    await fresh.db.raw(
      'UPDATE recommendations SET state_at = state_at - INTERVAL 1 SECOND WHERE id = ?',
      refused.id,
    );
    const again = await proposeInWorld(fresh.db, middle + 150_000, { full: true });
    expect(again.counts).toMatchObject({ proposed: 1, silenced: 0 });
  });

  it('withdraws what came back to life, supersedes a doubt that became proof, and agrees with a fresh search', async () => {
    const before = await openRows(fresh.db);
    await importWorld(fresh.db, world, world.endMs);
    const run = await proposeInWorld(fresh.db, world.endMs);
    const after = await openRows(fresh.db);
    const revived = new Set(world.contacts.filter(({ plant }) => plant === 'revived').map(({ id }) => id));
    const suppressed = before.filter(({ contact, action }) => revived.has(contact) && action === 'suppress');
    expect(suppressed.length).toBeGreaterThan(3);
    const back = new Set(
      world.messages
        .filter(
          ({ outcome, sentMs, contact }) =>
            outcome === 'delivered' && sentMs > middle && revived.has(contact),
        )
        .map(({ contact }) => contact),
    );
    expect(after.filter(({ contact, reason }) => back.has(contact) && reason === 'invalid_number')).toEqual(
      [],
    );
    expect(run.counts.withdrawn).toBeGreaterThanOrEqual(
      suppressed.filter(({ contact }) => back.has(contact)).length,
    );
    const other = await freshDatabase();
    try {
      await importWorld(other.db, world, world.endMs);
      await proposeInWorld(other.db, world.endMs);
      expect(sorted(after)).toEqual(sorted(await openRows(other.db)));
    } finally {
      await other.drop();
    }
  });

  it('refuses a moment before the last search, and a second search at once', async () => {
    await expect(proposeInWorld(fresh.db, middle)).rejects.toMatchObject({ code: 'bad-input' });
    await fresh
      .db('cleaning_state')
      .where({ k: 'lease' })
      .update({
        detail: 'another',
        until_at: fresh.db.raw('UTC_TIMESTAMP(3) + INTERVAL 1 MINUTE'),
      });
    await expect(proposeInWorld(fresh.db, world.endMs + 1)).rejects.toMatchObject({ code: 'locked' });
    await fresh.db('cleaning_state').where({ k: 'lease' }).update({ detail: null, until_at: null });
  });

  it('goes on where a search that died stood, and finds the same', async () => {
    const before = sorted(await openRows(fresh.db));
    let portions = 0;
    const dying = proposeInWorld(fresh.db, world.endMs + 1000, {
      full: true,
      isStopping: () => {
        portions += 1;
        return portions === 1;
      },
    });
    await expect(dying).rejects.toMatchObject({ code: 'bad-state' });
    const runs = await fresh.db('cleaning_runs').where({ state: 'running' }).pluck('id');
    expect(runs).toHaveLength(1);
    const run = await proposeInWorld(fresh.db, world.endMs + 2000);
    expect(run.id).toBe(runs[0]);
    expect(sorted(await openRows(fresh.db))).toEqual(before);
    expect(await fresh.db('cleaning_queue').count({ n: '*' }).first()).toEqual({ n: 0 });
  });

  it('knows a number by the person it belongs to now', async () => {
    const [one, other] = await fresh
      .db('contacts')
      .whereRaw('person_id = id')
      .whereNotNull('phone_hmac')
      .whereNotIn('id', fresh.db('recommendations').select('contact_id'))
      .orderBy('id')
      .limit(2);
    await fresh
      .db('contacts')
      .where({ id: other.id })
      .update({ phone_hmac: one.phone_hmac, person_id: one.id });
    await fresh.db('cleaning_queue').insert([one, other].map(({ id }) => ({ person_id: id, stage: 1 })));
    await proposeInWorld(fresh.db, world.endMs + 3000);
    const merges = await fresh.db('recommendations').where({ reason: 'duplicate', is_open: 1 });
    expect(merges.filter(({ contact_id: id }) => [one.id, other.id].includes(id))).toHaveLength(1);
    expect(await fresh.db('number_activity').where({ person_id: other.id })).toEqual([]);
  });

  it('keeps no phone number in what it stores', async () => {
    const [rows] = await fresh.db.raw('SELECT evidence, action_detail, phone_masked FROM recommendations');
    const text = JSON.stringify(rows) + JSON.stringify(await fresh.db('audit_log').select('detail'));
    for (const { phone } of world.contacts) expect(text).not.toContain(phone.replace(/\D/g, '').slice(-8));
    expect(text).toContain('+47******');
  });

  it('lets a proposal nobody decided on run out after 30 days', async () => {
    const open = await openRows(fresh.db);
    const run = await proposeInWorld(fresh.db, world.endMs + 31 * DAY_MS, {
      settings: { ...DEFAULT_CLEANING, holdShare: 1 },
    });
    expect(run.counts.expired).toBeGreaterThanOrEqual(open.length - 5);
    expect(
      await fresh.db('recommendations').where({ is_open: 1 }).max({ at: 'expires_at' }).first(),
    ).toMatchObject({
      at: new Date(world.endMs + 61 * DAY_MS),
    });
  });
});

function sorted(rows: Awaited<ReturnType<typeof openRows>>): readonly string[] {
  return rows.map((row) => `${row.contact} ${row.reason} ${row.rule} ${row.action}`).toSorted();
}
