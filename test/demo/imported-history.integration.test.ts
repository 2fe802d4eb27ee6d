import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCohorts } from '../../src/store/counts/load-cohorts.ts';
import { HISTORY_ENDS_AT, type ImportedHistory, importedHistory } from '../support/history.ts';

let history: ImportedHistory;

beforeAll(async () => {
  history = await importedHistory();
});
afterAll(() => history.drop());

it('counts every generated message, click and opt-out of the history, in two currencies', async () => {
  const { db, summary } = history;
  const window = {
    from: HISTORY_ENDS_AT.subtract({ hours: 24 * 200 }),
    to: HISTORY_ENDS_AT,
    timezone: 'UTC',
  };
  const [total] = await loadCohorts(db, { window, by: 'total' });
  expect(total?.cohort.counts.attempted).toBe(summary.rows.messages);
  expect(total?.cohort.counts.humanClicks).toBeGreaterThan(100);
  expect(total?.cohort.counts.suspectedClicks).toBeGreaterThan(5);
  expect(total?.cohort.counts.botClicks).toBeGreaterThan(100);
  expect(total?.cohort.counts.unknown).toBeGreaterThan(5);
  expect(total?.cohort.money.map(({ currency }) => currency)).toEqual(['EUR', 'NOK']);
  const rows = await db('clicks').count({ n: '*' }).first();
  expect(Number(rows?.['n'])).toBe(summary.rows.clicks);
});

it('knows all 40 campaigns and 8 segments by the ids of the sending platform', async () => {
  const { db, summary } = history;
  const window = {
    from: HISTORY_ENDS_AT.subtract({ hours: 24 * 200 }),
    to: HISTORY_ENDS_AT,
    timezone: 'UTC',
  };
  const campaigns = await loadCohorts(db, { window, by: 'campaign' });
  expect(new Set(campaigns.map(({ id }) => id))).toEqual(new Set(summary.plan.campaigns.map(({ id }) => id)));
  const segments = await loadCohorts(db, { window, by: 'segment' });
  expect(new Set(segments.map(({ id }) => id))).toEqual(new Set(summary.plan.segments.map(({ id }) => id)));
});
