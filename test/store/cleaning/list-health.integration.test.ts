import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadListHealth } from '../../../src/store/cleaning/health/load-list-health.ts';
import type { Db } from '../../../src/store/connect.ts';
import { freshDatabase } from '../../support/database.ts';

const at = (day: string): Temporal.Instant => Temporal.Instant.from(`2026-11-${day}:00:00Z`);
const date = (day: string): Date => new Date(at(day).epochMilliseconds);
const WEEK = { from: at('16T00'), to: at('23T00'), timezone: 'UTC' };

describe('the health of the list', () => {
  let db: Db;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    ({ db, drop } = await freshDatabase());
    await db('campaigns').insert({ id: 1, campaign_id: 'c-1', name: 'Sale' });
    await db('contacts').insert(
      Array.from({ length: 8 }, (_, index) => ({
        id: index + 1,
        contact_id: `p-${index + 1}`,
        person_id: index + 1,
        phone_hmac: index === 7 ? null : Buffer.alloc(32, index + 1),
        created_at: date(index < 2 ? '17T10' : '01T00'),
      })),
    );
    await db('cleaning_runs').insert({
      id: 3,
      as_of: date('20T03'),
      started_at: date('20T03'),
      finished_at: date('20T04'),
      state: 'held',
      held_because: '8 of 8 would go',
      settings: '{}',
      rules_version: 1,
      code_table: 1,
      phone_library: 'x 1',
      excluded_cells: JSON.stringify([
        outage('absent at telenor on 2026-11-19', '19T10', '19T11'),
        outage('absent at telenor on 2026-10-19', '01T10', '01T11'),
      ]),
    });
    await db('recommendations').insert([
      recommendation(1, {
        state: 'proposed',
        currency: 'EUR',
        saving_min_micro: 100,
        saving_max_micro: 300,
        confidence: 0.95,
      }),
      recommendation(2, {
        state: 'proposed',
        currency: 'EUR',
        saving_min_micro: 1,
        saving_max_micro: 2,
        confidence: 0.6,
        revenue_at_risk_micro: 7_000,
      }),
      recommendation(3, {
        state: 'proposed',
        currency: 'NOK',
        saving_min_micro: 5,
        saving_max_micro: 5,
        confidence: 0.85,
      }),
      recommendation(4, { state: 'proposed', reason: 'inactive', action: 'reengage', confidence: 0.5 }),
      recommendation(5, {
        state: 'rejected',
        decided_at: date('18T10'),
        cool_down_until: new Date('2027-02-01'),
      }),
      recommendation(6, { state: 'applied', decided_at: date('10T10'), state_at: date('19T10') }),
      recommendation(7, { state: 'approved', decided_at: date('22T10') }),
      recommendation(8, { state: 'invalidated', state_at: date('01T10') }),
    ]);
    await db('apply_batches').insert([
      {
        id: 1,
        kind: 'apply',
        state: 'done',
        actor: 'a',
        selection: '{}',
        started_at: date('19T10'),
        finished_at: date('19T10'),
      },
      { id: 2, kind: 'apply', state: 'running', actor: 'a', selection: '{}', started_at: date('19T10') },
    ]);
    await db('suppressions').insert([
      suppression(6, 1),
      // a batch that is not done holds nothing yet
      suppression(7, 2),
    ]);
    // one person who was erased: the hash of the number, and the contact that had it
    const erased = {
      source: 'person',
      reason: 'erased',
      suppressed_at: date('19T10'),
      changed_at: date('19T10'),
    };
    await db('suppressions').insert({ ...erased, source_id: 1, phone_hmac: Buffer.alloc(32, 99) });
    await db('suppressions').insert({ ...erased, source_id: 2, contact_id: 900 });
    await db('opt_outs').insert({
      event_id: 'o-1',
      contact_id: 5,
      event: 'opt_out',
      occurred_at: date('20T10'),
      received_at: date('20T10'),
    });
    await db('messages').insert([
      message(1, 1, '21T10', { cost_micro: 50, currency: 'EUR' }),
      // before it was proposed
      message(2, 1, '17T10', { cost_micro: 50, currency: 'EUR' }),
      message(3, 6, '21T10'),
      message(4, 5, '22T10'),
      message(5, 5, '20T09'),
      message(6, 7, '21T10', { cost_micro: 20, currency: 'EUR' }),
    ]);
  });
  afterAll(() => drop());

  it('counts what waits, per reason and currency, most first', async () => {
    const { waiting, approved, lastRun } = await loadListHealth(db, WEEK, at('23T08'));
    expect(waiting).toEqual([
      {
        reason: 'invalid_number',
        action: 'suppress',
        contacts: 3,
        savings: [
          { currency: 'EUR', minMicro: 101, maxMicro: 302 },
          { currency: 'NOK', minMicro: 5, maxMicro: 5 },
        ],
        revenueAtRisk: [{ currency: 'EUR', micro: 7_000 }],
        confidence: { least: 0.6, most: 0.95 },
      },
      {
        reason: 'inactive',
        action: 'reengage',
        contacts: 1,
        savings: [],
        revenueAtRisk: [],
        confidence: { least: 0.5, most: 0.5 },
      },
    ]);
    expect(approved).toBe(1);
    expect(lastRun).toMatchObject({
      id: 3,
      heldBecause: '8 of 8 would go',
      outages: ['absent at telenor on 2026-11-19'],
    });
  });

  it('counts decisions by their own time and remembers what was rejected', async () => {
    const health = await loadListHealth(db, WEEK, at('23T08'));
    expect(health.decided).toEqual({
      approved: 1,
      rejected: 1,
      snoozed: 0,
      applied: 1,
      undone: 0,
      invalidated: 0,
      expired: 0,
    });
    expect(health.notAskedAgain).toBe(1);
  });

  it('tells who is out of reach, and who was messaged all the same', async () => {
    const health = await loadListHealth(db, WEEK, at('23T08'));
    expect(health.suppressed).toEqual([
      { reason: 'erased', numbers: 1 },
      { reason: 'invalid_number', numbers: 1 },
      { reason: 'opted_out', numbers: 1 },
    ]);
    expect(health.messagedThoughSuppressed).toEqual({ messages: 2, contacts: 2 });
    expect(health.audience).toEqual({ contacts: 8, reachable: 5, joined: 2, optedOut: 1 });
  });

  it('counts what waiting cost: only messages after the proposal', async () => {
    const { wasted } = await loadListHealth(db, WEEK, at('23T08'));
    expect(wasted).toEqual({ messages: 2, costs: [{ currency: 'EUR', micro: 70 }] });
  });

  it('is all zero on an empty database', async () => {
    const empty = await freshDatabase();
    const health = await loadListHealth(empty.db, WEEK, at('23T08'));
    await empty.drop();
    expect(health.lastRun).toBeNull();
    expect(health.audience).toEqual({ contacts: 0, reachable: 0, joined: 0, optedOut: 0 });
    expect(health.decided.approved).toBe(0);
  });
});

function recommendation(contact: number, different: object) {
  return {
    run_id: 3,
    contact_id: contact,
    person_id: contact,
    reason: 'invalid_number',
    rule_id: 'R1',
    rule_version: 1,
    action: 'suppress',
    confidence: 0.95,
    evidence: '{}',
    evidence_hash: Buffer.alloc(32),
    state_at: date('20T03'),
    proposed_at: date('20T03'),
    currency: null,
    saving_min_micro: null,
    saving_max_micro: null,
    revenue_at_risk_micro: null,
    decided_at: null,
    cool_down_until: null,
    ...different,
  };
}

function outage(why: string, from: string, to: string) {
  return { why, fromS: date(from).getTime() / 1000, toS: date(to).getTime() / 1000, failures: 40 };
}

function suppression(contact: number, batch: number) {
  return {
    phone_hmac: Buffer.alloc(32, contact),
    source: 'recommendation',
    source_id: contact,
    reason: 'invalid_number',
    batch_id: batch,
    suppressed_at: date('19T10'),
    changed_at: date('19T10'),
  };
}

function message(id: number, contact: number, sent: string, different: object = {}) {
  return {
    id,
    message_id: `m-${id}`,
    provider: 'twilio',
    contact_id: contact,
    campaign_id: 1,
    variant_id: 0,
    segment_id: 0,
    sent_at: date(sent),
    cost_micro: 0,
    currency: null,
    ...different,
  };
}
