import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import { judgeTests } from '../../src/pipelines/judge-tests.ts';
import { refreshRollups } from '../../src/pipelines/refresh-rollups.ts';
import type { Db } from '../../src/store/connect.ts';
import { freezePlan, loadPlans } from '../../src/store/experiments/plans.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 2, 8);
const PER_ARM = 400;
const at = (hours: number): Date => new Date(START + hours * HOUR);
const instant = (hours: number): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(START + hours * HOUR);
const windowOf = (from: number, to: number) => ({ from: instant(from), to: instant(to), timezone: 'UTC' });

let database: FreshDatabase;
let db: Db;

/** Arm `early` is sent at 8, `late` ten hours later; in both every tenth person clicks, evenly over 20 hours. */
beforeAll(async () => {
  database = await freshDatabase();
  db = database.db;
  await db('campaigns').insert({
    campaign_id: 'times',
    name: 'Times',
    link_count: 1,
    theme: 'send time',
    scheduled_at: at(0),
  });
  await db('variants').insert([
    { campaign_id: 1, variant_id: 'early', label: 'Early', planned_share: 0.5 },
    { campaign_id: 1, variant_id: 'late', label: 'Late', planned_share: 0.5 },
  ]);
  const contacts = Array.from({ length: 2 * PER_ARM }, (_, index) => index + 1);
  const sentAt = (contact: number): number => (contact > PER_ARM ? 10 : 0);
  const add = (table: string, rows: readonly object[]) => db.batchInsert(table, [...rows], 500);
  await add(
    'contacts',
    contacts.map((id) => ({ contact_id: `c${id}`, person_id: id })),
  );
  await add(
    'assignments',
    contacts.map((id) => ({
      campaign_id: 1,
      contact_id: id,
      variant_id: id > PER_ARM ? 2 : 1,
      assigned_at: at(0),
    })),
  );
  await add(
    'messages',
    contacts.map((id) => ({
      message_id: `m${id}`,
      provider: 'test',
      contact_id: id,
      campaign_id: 1,
      variant_id: id > PER_ARM ? 2 : 1,
      segment_id: 0,
      sent_at: at(sentAt(id)),
    })),
  );
  await add(
    'receipts',
    contacts.map((id) => ({
      message_id: id,
      event_key: id,
      status: id % 20 === 0 ? 41 : 50,
      occurred_at: at(sentAt(id) + 0.01),
      received_at: at(sentAt(id) + 0.01),
    })),
  );
  const clickers = contacts.filter((id) => id % 10 === 1);
  await add(
    'clicks',
    clickers.map((id) => {
      const hours = sentAt(id) + 0.5 + ((id % PER_ARM) / PER_ARM) * 20;
      return {
        click_id: `k${id}`,
        message_id: id,
        clicked_at: at(hours),
        agent_class: 1,
        received_at: at(hours),
      };
    }),
  );
  await refreshRollups(db, { now: instant(24 * 90) });
});
afterAll(() => database.drop());

const clicking = async (hours: number): Promise<readonly number[]> => {
  const [test] = await judgeTests(db, { campaignIds: ['times'], asOf: instant(hours) });
  return (test?.counts.arms ?? []).map((arm) => arm.clicking);
};

describe('a test of send times', () => {
  it('compares all arms at the age of the youngest, so that no arm wins by its head start', async () => {
    const [first] = await judgeTests(db, { campaignIds: ['times'], asOf: instant(20) });
    // a test that nobody said is of send times counts from assignment
    const [early = 0, late = 0] = (first?.counts.arms ?? []).map((arm) => arm.clicking);
    expect(early).toBeGreaterThan(late);
    const plan = first?.plan;
    if (plan === undefined) throw new Error('no plan');
    await db('experiment_plans').delete();
    await freezePlan(db, { ...plan, tested: 'send-time' }, instant(0));
    for (const hours of [12, 16, 20, 25]) {
      const [a = 0, b = 0] = await clicking(hours);
      expect([hours, a]).toEqual([hours, b]);
      expect(a).toBeGreaterThan(0);
    }
  });

  it('counts nothing while an arm is unsent, and all of both when their windows have ended', async () => {
    expect(await clicking(9)).toEqual([0, 0]);
    expect(await clicking(24 * 30)).toEqual([40, 40]);
    const [test] = await judgeTests(db, { campaignIds: ['times'], asOf: instant(24 * 30) });
    expect(test?.counts).toMatchObject({ isClosed: true, matureShare: 1, isAssignmentFinal: true });
    expect(test?.counts.arms.map(({ notDelivered }) => notDelivered)).toEqual([20, 20]);
  });
});

describe('judging tests', () => {
  it('freezes the usual plan at the first assignment and reads it ever after', async () => {
    await db('experiment_plans').delete();
    const judged = await judgeTests(db, { asOf: instant(24) });
    expect(judged[0]).toMatchObject({
      planFrozenAt: instant(0),
      plan: { origin: 'default', theme: 'send time', plannedContacts: 800, plannedRate: 0.06 },
      isRecomputed: true,
    });
    await db('variants').update({ planned_share: 0.9 }).where({ variant_id: 'early' });
    const again = await judgeTests(db, { asOf: instant(24) });
    await db('variants').update({ planned_share: 0.5 }).where({ variant_id: 'early' });
    expect(JSON.stringify(again)).toBe(JSON.stringify(judged));
    expect((await loadPlans(db)).size).toBe(1);
  });

  it('says the same of facts now as of events looked back to', async () => {
    const now = Temporal.Now.instant();
    const [facts] = await judgeTests(db, { asOf: now });
    const [events] = await judgeTests(db, { asOf: now.subtract({ hours: 1 }) });
    expect([facts?.isRecomputed, events?.isRecomputed]).toEqual([false, true]);
    expect(canonicalJson(facts?.counts.arms)).toBe(canonicalJson(events?.counts.arms));
  });

  it('looks with other windows without touching the plan', async () => {
    const windows = { click: 1, conversion: 1, optOut: 1, delivery: 1 };
    const [test] = await judgeTests(db, { asOf: instant(24 * 30), windows });
    expect(test?.counts.arms[0]?.clicking).toBeLessThan(5);
    expect((await loadPlans(db)).get('times')?.plan.windows.click).toBe(72);
  });

  it.each([
    [-48, -1, 0],
    [-48, 0, 0],
    [-48, 0.1, 1],
    [24, 48, 1],
    [24 * 6, 24 * 8, 1],
    [24 * 7, 24 * 14, 0],
  ])(
    'of a window takes those assigned before its end and open after its start (%d to %d h)',
    async (from, to, n) => {
      const judged = await judgeTests(db, { window: windowOf(from, to), asOf: instant(24 * 60) });
      expect(judged.length).toBe(n);
    },
  );

  it('takes only tests of the themes that are asked for, however they are written', async () => {
    const asked = (...themes: readonly string[]) =>
      judgeTests(db, { window: windowOf(0, 24), asOf: instant(24 * 60), themes });
    expect((await asked('other', ' Send Time')).map(({ campaign }) => campaign.id)).toEqual(['times']);
    expect(await asked('other')).toEqual([]);
    expect(await asked()).toEqual([]);
  });

  it('passes over campaigns that are no test in a window, and refuses them when they are named', async () => {
    const asked = { campaignIds: ['plain'], asOf: instant(24) };
    expect(await judgeTests(db, { ...asked, window: windowOf(0, 24) })).toEqual([]);
    await expect(judgeTests(db, asked)).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('decides nothing when the clicks stopped inside the windows while messages went on', async () => {
    await db('campaigns').insert({ campaign_id: 'next', name: 'Next', link_count: 1, scheduled_at: at(30) });
    const rows = Array.from({ length: PER_ARM }, (_, index) => ({
      message_id: `n${index}`,
      provider: 'test',
      contact_id: index + 1,
      campaign_id: 2,
      variant_id: 0,
      segment_id: 0,
      sent_at: at(60),
    }));
    await db.batchInsert('messages', rows, 500);
    const first = 2 * PER_ARM + 1;
    await db.batchInsert(
      'receipts',
      rows.map((_, index) => ({
        message_id: first + index,
        event_key: index,
        status: 50,
        occurred_at: at(60.1),
        received_at: at(60.1),
      })),
      500,
    );
    await refreshRollups(db, { now: instant(24 * 91) });
    const [test] = await judgeTests(db, { campaignIds: ['times'], asOf: instant(24 * 30) });
    expect(test?.counts.stoppedFeeds).toEqual(['clicks']);
    expect(test?.judgement.verdict.id).toBe('invalid_data');
  });
});
