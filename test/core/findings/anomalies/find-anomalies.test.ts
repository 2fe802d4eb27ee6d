import { describe, expect, test } from 'vitest';
import { findAnomalies } from '../../../../src/core/findings/anomalies/find-anomalies.ts';
import { fitEngagement } from '../../../../src/core/findings/engagement/fit-engagement.ts';
import type { Cell, FailureCell, History, HistoryCampaign } from '../../../../src/core/findings/history.ts';
import { shuffledHistory } from '../shuffled.ts';
import { account, simulateHistory } from '../simulated-history.ts';

/** Many histories are fitted; a busy machine takes its time. */
const PATIENT = { timeout: 120_000 };

function find(history: History) {
  return findAnomalies(history, {
    clicks: fitEngagement(history.cells, 'clicks'),
    optOuts: fitEngagement(history.cells, 'opt-outs'),
  });
}

/** The campaign is to be large enough to show it, and to lie in the middle of the history. */
function largeCampaigns({ cells, campaigns }: History): readonly string[] {
  const delivered = new Map<string, number>();
  for (const cell of cells)
    delivered.set(cell.campaignId, (delivered.get(cell.campaignId) ?? 0) + cell.delivered);
  return campaigns
    .slice(60)
    .filter(({ campaignId }) => (delivered.get(campaignId) ?? 0) > 1500)
    .map(({ campaignId }) => campaignId);
}

const change = (history: History, campaignId: string, by: (cell: Cell) => Partial<Cell>): History => ({
  ...history,
  cells: history.cells.map((cell) => (cell.campaignId === campaignId ? { ...cell, ...by(cell) } : cell)),
});

const describeCampaign = (history: History, campaignId: string, by: Partial<HistoryCampaign>): History => ({
  ...history,
  campaigns: history.campaigns.map((one) => (one.campaignId === campaignId ? { ...one, ...by } : one)),
});

const carriers = ['A', 'B', 'C'];

/** Two in a hundred fail everywhere, half of them by code 3, half without one. */
function failuresOf({ cells }: History): readonly FailureCell[] {
  const tried = new Map<string, { tried: number; failed: number }>();
  for (const { campaignId, delivered, failed } of cells) {
    const known = tried.get(campaignId) ?? { tried: 0, failed: 0 };
    tried.set(campaignId, { tried: known.tried + delivered + failed, failed: known.failed + failed });
  }
  return [...tried].flatMap(([campaignId, counts]) =>
    carriers.flatMap((carrier, place) =>
      ['3', ''].map((code) => ({
        campaignId,
        carrier,
        code,
        attempted: Math.round(counts.tried / 3),
        failed: Math.floor((counts.failed + place) / 6),
      })),
    ),
  );
}

const QUIET = simulateHistory({ seed: 'quiet', weeks: 26, profiles: account([]), contentSpread: 0.22 });
const HISTORY: History = { ...QUIET, failures: failuresOf(QUIET) };
const [broken = '', gift = '', spike = '', outage = '', storm = ''] = largeCampaigns(HISTORY);
const before = find(HISTORY).anomalies;

function foundOn(history: History, campaignId: string) {
  return find(history).anomalies.filter((one) => one.campaignId === campaignId);
}

describe('a campaign unlike the others', () => {
  test('is rare where none was planted', () => {
    expect(HISTORY.campaigns.length).toBeGreaterThan(250);
    expect(before.length).toBeLessThanOrEqual(2);
    for (const id of [broken, gift, spike, outage, storm])
      expect(before.map(({ campaignId }) => campaignId)).not.toContain(id);
  });

  test('with a broken link has few clicks', () => {
    const found = foundOn(
      change(HISTORY, broken, ({ clicked }) => ({ clicked: Math.floor(clicked / 6) })),
      broken,
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ metric: 'clicks', direction: 'low', where: null });
    expect(found[0]?.observed).toBeCloseTo((found[0]?.count ?? 0) / (found[0]?.of ?? 1), 12);
    expect(found[0]?.expected).toBeGreaterThan(3 * (found[0]?.observed ?? 1));
    expect(found[0]?.z).toBeLessThan(-3);
  });

  test('without any click is found too', () => {
    expect(
      foundOn(
        change(HISTORY, broken, () => ({ clicked: 0 })),
        broken,
      ),
    ).toMatchObject([{ direction: 'low', count: 0 }]);
  });

  test('with a gift has many', () => {
    const found = foundOn(
      change(HISTORY, gift, ({ clicked, delivered }) => ({ clicked: Math.min(delivered, clicked * 4) })),
      gift,
    );
    expect(found).toMatchObject([{ metric: 'clicks', direction: 'high' }]);
  });

  test('after which many left', () => {
    const found = foundOn(
      change(HISTORY, spike, ({ delivered }) => ({ optedOut: Math.round(delivered * 0.025) })),
      spike,
    );
    expect(found).toMatchObject([{ metric: 'opt-outs', direction: 'high', z: null }]);
    expect(found[0]?.expected).toBeLessThan(0.008);
  });

  test('that failed at one carrier is told with carrier and code', () => {
    const failing = change(HISTORY, outage, ({ delivered, failed }) => ({
      delivered: delivered - Math.round(delivered / 8),
      failed: failed + Math.round(delivered / 8),
    }));
    const failures = failing.failures.map((cell) =>
      cell.campaignId === outage && cell.carrier === 'B' && cell.code === '3'
        ? { ...cell, failed: Math.round(cell.attempted * 0.36) }
        : cell,
    );
    const found = foundOn({ ...failing, failures }, outage);
    expect(found.map(({ metric }) => metric)).toContain('delivery');
    const where = found.find(({ metric }) => metric === 'delivery')?.where;
    expect(where).toMatchObject({ carrier: 'B', code: '3' });
    expect(where?.shareOfExcess).toBeGreaterThan(0.9);
  });

  test('is not one that went to a list that always fails more', () => {
    const old = HISTORY.cells.map((cell) =>
      cell.segment === 'plain-03' ? { ...cell, failed: Math.round(cell.delivered * 0.12) } : cell,
    );
    const found = find({ ...HISTORY, cells: old }).anomalies.filter(({ metric }) => metric === 'delivery');
    expect(found).toEqual([]);
  });
});

describe('what is not tested', () => {
  const isBroken = change(HISTORY, broken, () => ({ clicked: 0 }));

  test('is a campaign that is not mature', () => {
    expect(foundOn(describeCampaign(isBroken, broken, { isMature: false }), broken)).toEqual([]);
  });

  test('is clicks in a storm of programs, whichever way they went', PATIENT, () => {
    const stormy = { botClicks: 900, hits: 1000 };
    for (const factor of [0.1, 4]) {
      const bots = change(HISTORY, storm, ({ clicked, delivered }) => ({
        clicked: Math.min(delivered, Math.round(clicked * factor)),
      }));
      expect(foundOn(bots, storm)).toHaveLength(1);
      expect(foundOn(describeCampaign(bots, storm, stormy), storm)).toEqual([]);
    }
  });

  test('is clicks where no click was ever seen', () => {
    const none = {
      ...HISTORY,
      hasClicks: false,
      cells: HISTORY.cells.map((cell) => ({ ...cell, clicked: 0 })),
    };
    const { anomalies, drift } = find(none);
    expect([...anomalies, ...drift].filter(({ metric }) => metric === 'clicks')).toEqual([]);
  });

  test('is fewer than 200 messages', () => {
    const small = change(isBroken, broken, () => ({ delivered: 10 }));
    expect(foundOn(small, broken)).toEqual([]);
  });
});

describe('campaigns that were flagged', () => {
  test('are no measure of the next: every third one of a year is found to the last', () => {
    const bad = new Set(largeCampaigns(HISTORY).filter((_, place) => place % 3 === 0));
    const cells = HISTORY.cells.map((cell) =>
      bad.has(cell.campaignId)
        ? { ...cell, optedOut: cell.optedOut + Math.round(0.02 * cell.delivered) }
        : cell,
    );
    const found = find({ ...HISTORY, cells }).anomalies.filter(({ metric }) => metric === 'opt-outs');
    const ids = new Set(found.map(({ campaignId }) => campaignId));
    expect(bad.size).toBeGreaterThan(20);
    for (const id of [...bad].slice(-8)) expect(ids).toContain(id);
  });
});

describe('drift of the programme', () => {
  const late = (by: number) =>
    simulateHistory({
      seed: 'drift',
      weeks: 30,
      profiles: account([]).map((profile) => ({
        ...profile,
        clicks: (week: number) => (week >= 24 ? by : 0),
      })),
    });

  test('is said when all segments click less, and since when', () => {
    const history = late(-0.9);
    const { drift } = find(history);
    expect(drift).toMatchObject([{ metric: 'clicks', direction: 'low' }]);
    const since = history.campaigns.find(({ campaignId }) => campaignId === drift[0]?.sinceCampaignId);
    expect(Math.abs((since?.firstDay ?? 0) - (history.asOfDay - 6 * 7))).toBeLessThanOrEqual(14);
    expect(Math.abs(drift[0]?.smoothed ?? 0)).toBeGreaterThan(drift[0]?.limit ?? 9);
  });

  test('is not the usual ups and downs', PATIENT, () => {
    for (const seed of ['1', '2', '3', '4']) {
      const season = (week: number): number => 0.12 * Math.sin(week / 8);
      expect(find(simulateHistory({ seed, weeks: 30, profiles: account([]), season })).drift).toEqual([]);
    }
  });

  test('is not good news of opt-outs and deliveries', () => {
    const { cells } = HISTORY;
    const better = cells.map((cell) => (cell.weeksAgo < 8 ? { ...cell, optedOut: 0, failed: 0 } : cell));
    expect(find({ ...HISTORY, cells: better }).drift).toEqual([]);
  });
});

test('the same history gives the same anomalies in whatever order its lists come', PATIENT, () => {
  const history = change(HISTORY, gift, ({ clicked }) => ({ clicked: clicked * 4 }));
  const first = JSON.stringify(find(history));
  for (const seed of ['x', 'y']) expect(JSON.stringify(find(shuffledHistory(history, seed)))).toBe(first);
});
