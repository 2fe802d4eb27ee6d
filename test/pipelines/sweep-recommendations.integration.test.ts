import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sweepRecommendations } from '../../src/pipelines/sweep-recommendations.ts';
import { recommendationHistory } from '../../src/store/cleaning/history.ts';
import { type CleaningBench, cleaningBench } from '../support/cleaning-bench.ts';

const PAST = new Date('2026-01-02T00:00:00Z');
const TO_COME = new Date('2099-01-01T00:00:00Z');
const DAY_MS = 86_400_000;

let bench: CleaningBench;
beforeAll(async () => {
  bench = await cleaningBench();
});
afterAll(() => bench.drop());
beforeEach(async () => {
  await bench.empty();
  await bench.plant(20);
  await bench.plantRun({ id: 1 });
});

describe('the clock', () => {
  it('ends proposals and approvals that are over, and nothing else', async () => {
    const over = { columns: { expires_at: PAST } };
    const ids = await bench.recommend([
      { contact: 1, ...over },
      { contact: 2, state: 'approved', ...over },
      { contact: 3, state: 'apply_failed', ...over },
      { contact: 4, columns: { expires_at: TO_COME } },
      { contact: 5, state: 'approved', columns: { expires_at: TO_COME } },
      { contact: 6, state: 'applying', ...over },
      { contact: 7, state: 'applied', ...over },
      { contact: 8, state: 'rejected', ...over },
    ]);
    expect(await sweepRecommendations(bench.db)).toEqual({ expired: 3, woken: 0 });
    expect(Object.values(await bench.states())).toEqual([
      'expired',
      'expired',
      'expired',
      'proposed',
      'approved',
      'applying',
      'applied',
      'rejected',
    ]);
    const [first = 0] = ids;
    expect(await recommendationHistory(bench.db, first)).toMatchObject([
      { actor: 'system', action: 'recommendation-expire' },
    ]);
    expect(await bench.db('recommendations').where({ id: first }).first('is_open')).toEqual({
      is_open: null,
    });
    expect(await sweepRecommendations(bench.db)).toEqual({ expired: 0, woken: 0 });
  });

  it('wakes what was snoozed until now, with the full time to decide', async () => {
    const [due = 0, later = 0] = await bench.recommend([
      { contact: 1, state: 'snoozed', columns: { snoozed_until: PAST, expires_at: null } },
      { contact: 2, state: 'snoozed', columns: { snoozed_until: TO_COME, expires_at: null } },
    ]);
    expect(await sweepRecommendations(bench.db)).toEqual({ expired: 0, woken: 1 });
    expect(await bench.states()).toEqual({ [due]: 'proposed', [later]: 'snoozed' });
    const row = await bench.db('recommendations').where({ id: due }).first();
    expect(row).toMatchObject({ version: 2, is_open: 1, snoozed_until: null });
    expect((row.expires_at - row.state_at) / DAY_MS).toBe(30);
    expect(await recommendationHistory(bench.db, due)).toMatchObject([{ action: 'recommendation-wake' }]);
  });

  it('ends each once when many look at the same time', async () => {
    await bench.recommend([1, 2, 3].map((contact) => ({ contact, columns: { expires_at: PAST } })));
    const swept = await Promise.all([1, 2, 3].map(() => sweepRecommendations(bench.db)));
    expect(swept.reduce((sum, { expired }) => sum + expired, 0)).toBe(3);
    expect(await bench.db('recommendation_events').count({ n: '*' })).toEqual([{ n: 3 }]);
  });
});
