import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/core/findings/history.ts';
import type { Db } from '../../../src/store/connect.ts';
import { databaseNow } from '../../../src/store/database-clock.ts';
import { type Bounds, findBounds } from '../../../src/store/findings/bounds.ts';
import type { RangeOptions } from '../../../src/store/findings/id-ranges.ts';
import { loadNames } from '../../../src/store/findings/names.ts';
import { readCells } from '../../../src/store/findings/read-cells.ts';
import { type HistoryOfCampaigns, readHistory } from '../../../src/store/findings/read-history.ts';
import { HISTORY_ENDS_AT, type ImportedHistory, importedHistory } from '../../support/history.ts';
import { type OracleMessage, oracleMessages } from './oracle.ts';

const DAY = 86_400;

type Fact = { campaignId: string; sentS: number; status: number; failureClass: number };

let world: ImportedHistory;
beforeAll(async () => {
  world = await importedHistory({ scale: 0.03 });
  // one contact of each kind the demo has not: no zone, a zone nobody knows, and nobody knows since when
  await world.db('contacts').where('id', 3).update({ timezone: null });
  await world.db('contacts').where('id', 4).update({ timezone: 'Mars/Olympus' });
  // receipts come hours late, wishes and hits as well
  for (const table of ['receipts', 'opt_outs'])
    await world
      .db(table)
      .update({ received_at: world.db.raw('occurred_at + INTERVAL IF(id % 7 = 0, 60, id % 5) HOUR') });
  await world
    .db('clicks')
    .update({ received_at: world.db.raw('clicked_at + INTERVAL IF(id % 3 = 0, 60, 0) HOUR') });
  await world.db('contacts').whereIn('id', [5, 6, 7]).update({ created_at: null });
}, 120_000);
afterAll(() => world.drop());

async function historyAt(asOf: Temporal.Instant): Promise<HistoryOfCampaigns> {
  return historyOf(world.db, await findBounds(world.db, asOf), {});
}

async function historyOf(db: Db, bounds: Bounds, options: RangeOptions): Promise<HistoryOfCampaigns> {
  const names = await loadNames(db);
  return readHistory(db, bounds, names, () => readCells(db, bounds, names, options));
}

describe('what findings are made of', () => {
  it('is counted as in memory, now', async () => {
    const asOf = await databaseNow(world.db);
    const history = await historyAt(asOf);
    const messages = (await oracleMessages(world.db, asOf)).filter((message) => isOld(message, asOf));
    expect(history.hasClicks).toBe(true);
    expect(strip(history.cells)).toEqual(cellsOf(messages, asOf, history.firstDay));
    expect(history.cells.some(({ clicked }) => clicked > 0)).toBe(true);
    expect(history.cells.some(({ isPanel }) => !isPanel)).toBe(true);
  });

  it('has the first and last day of each campaign, and no failure of a number known to be bad', async () => {
    const asOf = await databaseNow(world.db);
    const { campaigns, failures } = await historyAt(asOf);
    const facts: readonly Fact[] = await world
      .db('message_facts as f')
      .join('campaigns as a', 'a.id', 'f.campaign_id')
      .where({ 'a.kind': 'promotional' })
      .select(
        'a.campaign_id as campaignId',
        'f.sent_s as sentS',
        'f.status',
        'f.failure_class as failureClass',
      );
    const dayOf = ({ sentS }: Fact): number => Math.floor(Number(sentS) / DAY);
    const settled = Number(asOf.epochMilliseconds) / 1000 - 2 * DAY;
    const expected = [...Map.groupBy(facts, ({ campaignId }) => campaignId)].map(([campaignId, of]) => {
      const tried = of.filter(
        ({ sentS, status, failureClass }) =>
          Number(sentS) < settled &&
          [41, 42, 43, 44, 50].includes(status) &&
          ![1, 2, 3, 5].includes(failureClass),
      );
      return {
        campaignId,
        firstDay: Math.min(...of.map(dayOf)),
        lastDay: Math.max(...of.map(dayOf)),
        attempted: tried.length,
        failed: tried.filter(({ status }) => status !== 50).length,
      };
    });
    const found = campaigns.map(({ campaignId, firstDay, lastDay, attempted, failed }) => {
      return { campaignId, firstDay, lastDay, attempted, failed };
    });
    expect(found).toEqual(expected.toSorted((one, other) => (one.campaignId < other.campaignId ? -1 : 1)));
    expect(found.some(({ firstDay, lastDay }) => lastDay > firstDay)).toBe(true);
    expect(facts.some(({ failureClass }) => [1, 2, 3, 5].includes(failureClass))).toBe(true);
    expect(failures.reduce((sum, { failed }) => sum + failed, 0)).toBe(
      found.reduce((sum, { failed }) => sum + failed, 0),
    );
  });

  it('is counted as in memory at a moment in the past, from what had come in', async () => {
    // 50 hours after a sending whose receipts came after up to 60
    const sendings = await world
      .db('messages as m')
      .join('campaigns as a', 'a.id', 'm.campaign_id')
      .where('a.kind', 'promotional')
      .groupBy('a.id')
      .havingRaw('COUNT(*) > 100')
      .orderBy('last')
      .select(world.db.raw('MAX(m.sent_at) AS last'));
    const { last } = sendings[Math.floor(sendings.length / 2)];
    const asOf = Temporal.Instant.fromEpochMilliseconds(last.getTime()).add({ hours: 50 });
    const history = await historyAt(asOf);
    const old = (messages: readonly OracleMessage[]): readonly OracleMessage[] =>
      messages.filter((one) => isOld(one, asOf));
    const messages = old(await oracleMessages(world.db, asOf));
    const later = old(await oracleMessages(world.db, asOf.add({ hours: 24 })));
    expect(messages.length).toBeLessThan(later.length);
    expect(messages.filter(({ clicked }) => clicked).length).toBeLessThan(
      later.filter(({ clicked }) => clicked).length,
    );
    expect(strip(history.cells)).toEqual(cellsOf(messages, asOf, history.firstDay));
    expect(history.campaigns.every(({ lastDay }) => lastDay <= history.asOfDay)).toBe(true);
  });

  it('takes what had happened where the whole history was imported later', async () => {
    const asOf = HISTORY_ENDS_AT.subtract({ hours: 24 * 60 + 3 });
    const trx = await world.db.transaction();
    try {
      for (const table of ['receipts', 'opt_outs', 'clicks'])
        await trx(table).update({ received_at: new Date(HISTORY_ENDS_AT.epochMilliseconds) });
      const bounds = await findBounds(trx, asOf);
      expect(bounds.view.known).toBe('occurred');
      const history = await historyOf(trx, bounds, { parallel: 1 });
      const all = await oracleMessages(trx, HISTORY_ENDS_AT);
      const messages = all.filter((message) => isOld(message, asOf));
      expect(sum(history.cells, 'delivered')).toBeGreaterThan(0.97 * messages.length);
      expect(sum(history.cells, 'delivered')).toBeLessThanOrEqual(messages.length);
    } finally {
      await trx.rollback();
    }
  });

  it('knows local hours only of contacts whose zone is known', async () => {
    const asOf = await databaseNow(world.db);
    const history = await historyAt(asOf);
    const messages = (await oracleMessages(world.db, asOf)).filter((message) => isOld(message, asOf));
    const known = messages.filter(({ zone }) => zone !== null && zone !== 'Mars/Olympus');
    expect(known.length).toBeLessThan(messages.length);
    expect(sum(history.hours, 'delivered')).toBe(known.length);
    const counted = new Map<string, number>();
    for (const message of known) {
      const at = Temporal.Instant.fromEpochMilliseconds(message.sentS * 1000).toZonedDateTimeISO(
        message.ownZone,
      );
      const key = `${message.campaignId} ${message.segment} ${message.zone} ${at.hour}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
    const read = history.hours.map(
      ({ campaignId, segment, zone, hour, delivered }) =>
        [`${campaignId} ${segment} ${zone} ${hour}`, delivered] as const,
    );
    expect(new Map(read)).toEqual(counted);
  });

  it('adds up attempts of carriers to those of the campaign', async () => {
    const { campaigns, failures } = await historyAt(await databaseNow(world.db));
    for (const campaign of campaigns) {
      const of = failures.filter(({ campaignId }) => campaignId === campaign.campaignId);
      const carriers = new Map(of.map(({ carrier, attempted }) => [carrier, attempted]));
      expect([...carriers.values()].reduce((all, n) => all + n, 0)).toBe(campaign.attempted);
      expect(sum(of, 'failed')).toBe(campaign.failed);
    }
    expect(sum(campaigns, 'failed')).toBeGreaterThan(0);
  });

  it('is the same in ranges of another size', async () => {
    const asOf = await databaseNow(world.db);
    const bounds = await findBounds(world.db, asOf);
    expect(await historyOf(world.db, bounds, { parallel: 1 })).toEqual(
      await historyOf(world.db, bounds, { parallel: 3, size: 700 }),
    );
  });
});

function isOld({ sentS }: OracleMessage, asOf: Temporal.Instant): boolean {
  return sentS <= Math.floor(asOf.epochMilliseconds / 1000) - 2 * DAY;
}

function cellsOf(
  messages: readonly OracleMessage[],
  asOf: Temporal.Instant,
  firstDay: number,
): readonly unknown[] {
  const asOfDay = Math.floor(asOf.epochMilliseconds / 1000 / DAY);
  const grouped = Map.groupBy(messages, (message) => {
    const known = message.knownMs;
    return JSON.stringify([
      message.campaignId,
      message.segment,
      Math.floor((asOfDay - 1 - Math.floor(message.sentS / DAY)) / 7),
      known < (firstDay + 21) * DAY * 1000,
    ]);
  });
  return [...grouped]
    .map(([key, inside]) => ({
      key,
      delivered: inside.length,
      clicked: inside.filter(({ clicked }) => clicked).length,
      optedOut: inside.filter(({ optedOut }) => optedOut).length,
      doseSum: sum(inside, 'dose30'),
    }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function strip(cells: readonly Cell[]): readonly unknown[] {
  return cells
    .filter(({ delivered }) => delivered > 0)
    .map(({ campaignId, segment, weeksAgo, isPanel, delivered, clicked, optedOut, doseSum }) => ({
      key: JSON.stringify([campaignId, segment, weeksAgo, isPanel]),
      delivered,
      clicked,
      optedOut,
      doseSum,
    }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function sum<K extends string>(rows: readonly Readonly<Record<K, number>>[], key: K): number {
  return rows.reduce((all, row) => all + row[key], 0);
}
