import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Times } from '../../../src/core/counts.ts';
import type { Window } from '../../../src/core/time/window.ts';
import { refreshRollups } from '../../../src/pipelines/refresh-rollups.ts';
import type { Db } from '../../../src/store/connect.ts';
import { loadCampaigns } from '../../../src/store/counts/load-campaigns.ts';
import { type CohortFilter, loadCohorts } from '../../../src/store/counts/load-cohorts.ts';
import { loadDataState, loadMaturity } from '../../../src/store/counts/load-data-state.ts';
import { loadUnattributedOptOuts } from '../../../src/store/counts/load-unattributed-opt-outs.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { DAYS, FIRST_DAY, fillPlainHistory, ZONES } from './plain-history.ts';

const NOW = Temporal.Instant.from('2026-06-01T00:00Z');

describe('cohorts against plain SQL over the raw tables', () => {
  let database: FreshDatabase;
  let db: Db;
  let sent: number;
  beforeAll(async () => {
    database = await freshDatabase();
    db = database.db;
    sent = await fillPlainHistory(db);
    await refreshRollups(db, { now: NOW });
  });
  afterAll(() => database.drop());

  it.each(ZONES)(
    'counts every calendar day of %s by itself and in the rows of a longer window',
    async (zone) => {
      const rows = await loadCohorts(db, { window: days(zone, 0, DAYS), by: 'day' });
      const byDay = new Map(rows.map(({ day, cohort }) => [day, cohort.counts.attempted]));
      for (let day = 0; day < DAYS; day += 1) {
        const window = days(zone, day, day + 1);
        const plain = await plainCounts(db, { window });
        const [total] = await loadCohorts(db, { window, by: 'total' });
        const { attempted, delivered, undelivered, parts } = total?.cohort.counts ?? {};
        expect({ attempted, delivered, undelivered, parts }, `day ${day}`).toEqual(plain);
        expect(byDay.get(FIRST_DAY.add({ days: day }).toString()) ?? 0, `row of day ${day}`).toBe(
          plain.attempted,
        );
      }
    },
  );

  it.each(ZONES)('adds every grouping up to the total, for filters too, in %s', async (zone) => {
    const window = days(zone, 1, 8);
    for (const filter of [
      {},
      { campaignIds: ['drip'] },
      { segmentIds: ['old'] },
      { campaignIds: ['blast'], segmentIds: ['new'] },
    ]) {
      const asked = { window, ...filter };
      const plain = await plainCounts(db, asked);
      const groupings = [
        await loadCohorts(db, { ...asked, by: 'total' }),
        await loadCohorts(db, { ...asked, by: 'campaign' }),
        await loadCohorts(db, { ...asked, by: 'variant' }),
        await loadCohorts(db, { ...asked, by: 'segment' }),
        await loadCohorts(db, { ...asked, by: 'day' }),
        await loadCohorts(db, { ...asked, by: 'hour' }),
        await loadCohorts(db, { ...asked, by: 'week-hour' }),
      ];
      for (const rows of groupings) {
        const sum = (key: keyof Plain): number =>
          rows.reduce((total, { cohort }) => total + cohort.counts[key], 0);
        expect({
          attempted: sum('attempted'),
          delivered: sum('delivered'),
          undelivered: sum('undelivered'),
          parts: sum('parts'),
        }).toEqual(plain);
      }
    }
  });

  it('keeps currencies apart, and says nothing of messages without a cost', async () => {
    const window = days('Asia/Kathmandu', 2, 6);
    const [total] = await loadCohorts(db, { window, by: 'total' });
    const [rows] = await db.raw(
      `SELECT currency, SUM(cost_micro) AS costMicro FROM messages
       WHERE sent_at >= ? AND sent_at < ? AND currency IS NOT NULL GROUP BY currency ORDER BY currency`,
      [date(window.from), date(window.to)],
    );
    expect(total?.cohort.money.map(({ currency, costMicro }) => ({ currency, costMicro }))).toEqual(
      rows.map((row: { currency: string; costMicro: number }) => ({ ...row })),
    );
  });

  it.each([
    ['whole campaigns', () => days('UTC', -1, DAYS + 1)],
    ['cut days', () => days('Australia/Eucla', 1, 7)],
    ['less than a day', () => ({ ...days('UTC', 2, 3), to: at('2026-03-30T20:07:31Z') })],
  ])('gives quantiles at most 1.6 %% off over %s', async (_, window) => {
    const asked = window();
    const [total] = await loadCohorts(db, { window: asked, by: 'total' });
    const rows = await plainDurations(db, asked);
    expectQuantiles(total?.cohort.deliveryLatency, rows.latencies);
    expectQuantiles(total?.cohort.clickAge, rows.ages);
    const segments = await loadCohorts(db, { window: asked, by: 'segment' });
    const n = segments.reduce((sum, { cohort }) => sum + cohort.deliveryLatency.n, 0);
    expect(n).toBe(rows.latencies.length);
  });

  it('has no quantiles where nothing was measured, and no rows where nothing was sent', async () => {
    const window = { from: at('2027-01-01T00:00Z'), to: at('2027-01-08T00:00Z'), timezone: 'UTC' };
    const [total] = await loadCohorts(db, { window, by: 'total' });
    expect(total?.cohort.counts.attempted).toBe(0);
    expect(total?.cohort.money).toEqual([]);
    expect(total?.cohort.clickAge).toEqual({ n: 0, p50: null, p80: null, p95: null });
    for (const by of ['campaign', 'variant', 'segment', 'day', 'hour'] as const) {
      expect(await loadCohorts(db, { window, by } as CohortFilter & { by: 'day' })).toEqual([]);
    }
  });

  it('lists the campaigns of a window with their bounds inside it', async () => {
    const window = days('Asia/Kolkata', 3, 4);
    const campaigns = await loadCampaigns(db, { window });
    const [rows] = await db.raw(
      `SELECT c.campaign_id AS id, MIN(m.sent_at) AS first, MAX(m.sent_at) AS last
       FROM messages m JOIN campaigns c ON c.id = m.campaign_id
       WHERE m.sent_at >= ? AND m.sent_at < ? GROUP BY c.campaign_id ORDER BY first, id`,
      [date(window.from), date(window.to)],
    );
    expect(
      campaigns.map(({ id, firstSentAt, lastSentAt }) => [id, seconds(firstSentAt), seconds(lastSentAt)]),
    ).toEqual(
      rows.map((row: { id: string; first: Date; last: Date }) => [
        row.id,
        Math.floor(+row.first / 1000),
        Math.floor(+row.last / 1000),
      ]),
    );
    expect(campaigns.find(({ id }) => id === 'drip')).toMatchObject({
      hasLink: true,
      attributionHours: 72,
      primaryKind: 'purchase',
    });
    expect(campaigns.find(({ id }) => id === 'drip')?.variants.map(({ label }) => label)).toEqual(['A', 'B']);
  });

  it('says how many messages are final, what is not counted yet and what came last', async () => {
    const all = { window: days('UTC', -5, DAYS + 5) };
    expect((await loadMaturity(db, all)).share).toBe(1);
    const before = await loadDataState(db);
    expect(before).toMatchObject({ pending: 0, rolledUpAt: NOW });
    const late = new Date('2026-05-31T20:00:00Z');
    await db('messages').insert({
      message_id: 'late',
      provider: 'test',
      contact_id: 1,
      campaign_id: 3,
      variant_id: 0,
      segment_id: 0,
      sent_at: late,
    });
    await db('opt_outs').insert({
      event_id: 'u1',
      contact_id: 1,
      event: 'opt_out',
      occurred_at: late,
      received_at: late,
    });
    const waiting = await loadDataState(db);
    expect(waiting.pending).toBe(2);
    expect(waiting.newest.messages?.epochMilliseconds).toBe(+late);
    await refreshRollups(db, { now: NOW });
    expect((await loadDataState(db)).pending).toBe(0);
    const window = { from: at('2026-05-31T00:00Z'), to: at('2026-06-01T00:00Z'), timezone: 'UTC' };
    expect(await loadMaturity(db, { window })).toMatchObject({ share: 0 });
    expect(await loadMaturity(db, { window: days('UTC', 50, 51) })).toEqual({
      share: null,
      lastSentAt: null,
    });
    expect(await loadUnattributedOptOuts(db, window)).toBe(1);
    expect(sent).toBeGreaterThan(400);
  });
});

type Plain = { attempted: number; delivered: number; undelivered: number; parts: number };

async function plainCounts(db: Db, { window, campaignIds, segmentIds }: CohortFilter): Promise<Plain> {
  const [[row]] = await db.raw(
    `SELECT COUNT(*) AS attempted, COALESCE(SUM(r.status = 50), 0) AS delivered,
       COALESCE(SUM(r.status = 41), 0) AS undelivered, COALESCE(SUM(m.parts), 0) AS parts
     FROM messages m
     JOIN receipts r ON r.message_id = m.id
     JOIN campaigns c ON c.id = m.campaign_id
     LEFT JOIN segments s ON s.id = m.segment_id
     WHERE m.sent_at >= ? AND m.sent_at < ?
       AND (? IS NULL OR c.campaign_id = ?) AND (? IS NULL OR s.segment_id = ?)`,
    [
      date(window.from),
      date(window.to),
      campaignIds?.[0] ?? null,
      campaignIds?.[0] ?? null,
      segmentIds?.[0] ?? null,
      segmentIds?.[0] ?? null,
    ],
  );
  return { ...row };
}

async function plainDurations(db: Db, window: Window) {
  const [rows] = await db.raw(
    `SELECT FLOOR(UNIX_TIMESTAMP(m.sent_at)) AS sent, FLOOR(UNIX_TIMESTAMP(r.occurred_at)) AS delivered,
       (SELECT FLOOR(UNIX_TIMESTAMP(MIN(k.clicked_at))) FROM clicks k WHERE k.message_id = m.id
         AND k.clicked_at < m.sent_at + INTERVAL 72 HOUR) AS clicked
     FROM messages m JOIN receipts r ON r.message_id = m.id
     WHERE r.status = 50 AND m.sent_at >= ? AND m.sent_at < ?`,
    [date(window.from), date(window.to)],
  );
  const list: { sent: number; delivered: number; clicked: number | null }[] = rows;
  return {
    latencies: list.map(({ sent, delivered }) => delivered - sent),
    ages: list.flatMap(({ delivered, clicked }) => (clicked === null ? [] : [clicked - delivered])),
  };
}

function expectQuantiles(found: Times | undefined, values: readonly number[]): void {
  const sorted = values.toSorted((a, b) => a - b);
  expect(found?.n).toBe(sorted.length);
  expect(sorted.length).toBeGreaterThan(5);
  for (const [q, value] of [
    [0.5, found?.p50],
    [0.8, found?.p80],
    [0.95, found?.p95],
  ] as const) {
    const right = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? Number.NaN;
    expect(Math.abs((value ?? Number.NaN) - right), `${q}: ${value} for ${right}`).toBeLessThanOrEqual(
      0.016 * right,
    );
  }
}

function days(timezone: string, from: number, to: number): Window {
  const start = (day: number) => FIRST_DAY.add({ days: day }).toZonedDateTime(timezone).toInstant();
  return { from: start(from), to: start(to), timezone };
}

function at(text: string): Temporal.Instant {
  return Temporal.Instant.from(text);
}

function date(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds);
}

function seconds(instant: Temporal.Instant): number {
  return Math.floor(instant.epochMilliseconds / 1000);
}
