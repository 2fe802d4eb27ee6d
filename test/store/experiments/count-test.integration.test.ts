import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArmCounts } from '../../../src/core/experiments/arm-counts.ts';
import { refreshRollups } from '../../../src/pipelines/refresh-rollups.ts';
import type { Db } from '../../../src/store/connect.ts';
import type { Counted } from '../../../src/store/experiments/count-test.ts';
import { listTests } from '../../../src/store/experiments/list-tests.ts';
import { countOneTest } from '../../support/count-tests.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 2, 10);
const at = (days: number): Date => new Date(START + days * DAY);
const NOW = Temporal.Instant.from('2026-06-01T00:00Z');
const planOf = (days: number) => {
  const hours = 24 * days;
  return { windows: { click: hours, conversion: hours, optOut: hours, delivery: hours } };
};

describe('counts of a test', () => {
  let database: FreshDatabase;
  let test: Counted;

  beforeAll(async () => {
    database = await freshDatabase();
    await fill(database.db);
    await refreshRollups(database.db, { now: NOW });
    test = await countOneTest(database.db, { campaignId: 'spring', asOf: NOW, plan: planOf(14) });
  });
  afterAll(() => database.drop());

  const arm = (id: string): ArmCounts => {
    const found = test.arms.find(({ variantId }) => variantId === id);
    if (found === undefined) throw new Error(`no arm ${id}`);
    return found;
  };

  it('counts a person once in an arm and leaves out whoever is in two, by phone', () => {
    expect(test.arms.map(({ variantId, assigned }) => [variantId, assigned])).toEqual([
      ['a', 3],
      ['b', 2],
      ['none', 2],
    ]);
    expect(test.crossedOver).toBe(2);
  });

  it('says when people were assigned, and that all windows have ended', () => {
    expect(test).toMatchObject({ isClosed: true, matureShare: 1 });
    expect(test.assignedBy).toBe('assignments');
    expect(test.firstAssignedAt?.epochMilliseconds).toBe(START);
    expect(test.lastAssignedAt?.epochMilliseconds).toBe(START + DAY);
  });

  it('counts deliveries and human clicks, not bots, by person', () => {
    expect([arm('a').delivered, arm('b').delivered, arm('none').delivered]).toEqual([2, 1, 0]);
    expect([arm('a').clicking, arm('b').clicking, arm('none').clicking]).toEqual([1, 0, 0]);
  });

  it('counts what people did from assignment up to the end of the window, organic or not, holdout arm included', () => {
    expect(arm('a').conversions).toEqual([
      { kind: 'purchase', contacts: 2, events: 3 },
      { kind: 'visit', contacts: 1, events: 2 },
    ]);
    expect(arm('b').conversions).toEqual([]);
    expect(arm('none').conversions).toEqual([{ kind: 'purchase', contacts: 1, events: 1 }]);
  });

  it('adds revenue by kind and currency, an order once, with the sum of the squares of persons', () => {
    expect(arm('a').revenue).toEqual([
      {
        kind: 'purchase',
        currency: 'EUR',
        contacts: 2,
        sumMicro: 35_000_000,
        sumSquares: 30e6 ** 2 + 5e6 ** 2,
      },
      { kind: 'purchase', currency: 'USD', contacts: 1, sumMicro: 7_000_000, sumSquares: 7e6 ** 2 },
    ]);
    expect(arm('none').revenue).toEqual([
      { kind: 'purchase', currency: 'EUR', contacts: 1, sumMicro: 90_000_000, sumSquares: 90e6 ** 2 },
    ]);
  });

  it('counts an opt-out that no opt-in took back inside the window', () => {
    expect([arm('a').optedOut, arm('b').optedOut, arm('none').optedOut]).toEqual([1, 1, 0]);
  });

  it('takes who was sent a variant as assigned where a campaign has no assignments', async () => {
    const sent = await countOneTest(database.db, { campaignId: 'sent-only', asOf: NOW, plan: planOf(14) });
    expect(sent).toMatchObject({ assignedBy: 'messages', crossedOver: 1 });
    expect(sent.arms.map(({ variantId, assigned }) => [variantId, assigned])).toEqual([
      ['x', 2],
      ['y', 1],
    ]);
  });

  it('lists every campaign with two variants or with assignments, and no other', async () => {
    const all = await listTests(database.db);
    expect(all.map(({ campaignId }) => campaignId)).toEqual(['spring', 'sent-only']);
  });

  it('follows the window that is asked for', async () => {
    const day = await countOneTest(database.db, { campaignId: 'spring', asOf: NOW, plan: planOf(1) });
    expect(day.arms[0]?.conversions).toEqual([{ kind: 'purchase', contacts: 1, events: 1 }]);
  });
});

/** Contacts 1..7 in the arms; 8 and 9 share a phone over two arms; 10 is in two arms itself; 11 and 3 are one person. */
async function fill(db: Db): Promise<void> {
  for (let n = 1; n <= 12; n += 1) {
    const person = { 9: 8, 11: 3 }[n] ?? n;
    await db('contacts').insert({ contact_id: `c${n}`, person_id: person });
  }
  await db('campaigns').insert([
    { campaign_id: 'spring', name: 'Spring', link_count: 1, scheduled_at: at(0) },
    { campaign_id: 'sent-only', name: 'Sent only', link_count: 1, scheduled_at: at(5) },
    { campaign_id: 'plain', name: 'Plain', link_count: 1, scheduled_at: at(6) },
  ]);
  await db('variants').insert([
    { campaign_id: 1, variant_id: 'a', label: 'A', planned_share: 0.4, is_control: 1 },
    { campaign_id: 1, variant_id: 'b', label: 'B', planned_share: 0.4 },
    { campaign_id: 1, variant_id: 'none', label: 'None', planned_share: 0.2, is_holdout: 1 },
    { campaign_id: 2, variant_id: 'x', label: 'X' },
    { campaign_id: 2, variant_id: 'y', label: 'Y' },
    { campaign_id: 3, variant_id: 'only', label: 'Only' },
  ]);
  const arms: readonly (readonly [contact: number, arm: number])[] = [
    [1, 1],
    [2, 1],
    [3, 1],
    [11, 1],
    [4, 2],
    [5, 2],
    [6, 3],
    [7, 3],
    [8, 1],
    [9, 2],
    [10, 1],
    [10, 3],
  ];
  await db('assignments').insert(
    arms.map(([contact, arm]) => ({
      campaign_id: 1,
      contact_id: contact,
      variant_id: arm,
      assigned_at: at(contact === 7 ? 1 : 0),
    })),
  );
  await sendMessages(db);
  await convert(db);
  await optOut(db);
}

async function sendMessages(db: Db): Promise<void> {
  const sent: readonly (readonly [campaign: number, contact: number, variant: number, status: number])[] = [
    [1, 1, 1, 50],
    [1, 3, 1, 50],
    [1, 11, 1, 50],
    [1, 2, 1, 44],
    [1, 4, 2, 50],
    [1, 8, 1, 50],
    [2, 1, 4, 50],
    [2, 2, 4, 44],
    [2, 4, 5, 50],
    [2, 5, 4, 50],
    [2, 5, 5, 50],
    [2, 6, 0, 50],
    [3, 1, 6, 50],
  ];
  for (const [index, [campaign, contact, variant, status]] of sent.entries()) {
    const id = index + 1;
    await db('messages').insert({
      message_id: `m${id}`,
      provider: 'test',
      contact_id: contact,
      campaign_id: campaign,
      variant_id: variant,
      segment_id: 0,
      sent_at: at(campaign === 1 ? 0.1 : 20),
    });
    await db('receipts').insert({
      message_id: id,
      event_key: id,
      status,
      occurred_at: at(0.2),
      received_at: at(0.2),
    });
  }
  const click = (id: string, message: number, days: number, agent: number) =>
    db('clicks').insert({
      click_id: id,
      message_id: message,
      clicked_at: at(days),
      agent_class: agent,
      received_at: at(days),
    });
  await click('k1', 2, 5, 1);
  await click('k2', 3, 6, 1);
  await click('bot', 1, 1, 2);
  await click('late', 5, 15, 1);
  await click('crossed', 6, 1, 1);
}

async function convert(db: Db): Promise<void> {
  const rows: readonly (readonly [
    contact: number,
    days: number,
    kind: string,
    value: number,
    more?: object,
  ])[] = [
    // at the very assignment: in
    [1, 0, 'purchase', 30],
    // the same order again: once
    [1, 3, 'purchase', 7, { currency: 'USD', order_id: 'o1' }],
    [1, 4, 'purchase', 7, { currency: 'USD', order_id: 'o1' }],
    [11, 13, 'purchase', 5],
    [3, 2, 'visit', 0],
    [3, 3, 'visit', 0],
    // before, and at the very end of the window: out
    [2, -0.001, 'purchase', 50],
    [4, 14, 'purchase', 50],
    // the holdout arm: nothing was sent; assigned a day later, so its window ends a day later
    [7, 14.5, 'purchase', 90],
    [6, 14.5, 'purchase', 90],
    // crossed over: in no arm
    [8, 1, 'purchase', 1000],
    [10, 1, 'purchase', 1000],
  ];
  for (const [index, [contact, days, kind, value, more]] of rows.entries()) {
    await db('conversions').insert({
      conversion_id: `v${index}`,
      contact_id: contact,
      kind,
      converted_at: at(days),
      value_micro: value * 1_000_000,
      currency: 'EUR',
      received_at: at(days),
      ...more,
    });
  }
}

async function optOut(db: Db): Promise<void> {
  const rows: readonly (readonly [contact: number, days: number, event: string])[] = [
    [1, 2, 'opt_out'],
    [3, 2, 'opt_out'],
    [11, 3, 'opt_in'],
    [4, 10, 'opt_out'],
    [4, 20, 'opt_in'],
    [6, 20, 'opt_out'],
  ];
  for (const [index, [contact, days, event]] of rows.entries()) {
    await db('opt_outs').insert({
      event_id: `u${index}`,
      contact_id: contact,
      event,
      occurred_at: at(days),
      received_at: at(days),
    });
  }
}
