import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DecisionRequest, decideRecommendations } from '../../src/pipelines/decide-recommendations.ts';
import { countRecommendations } from '../../src/store/cleaning/count-recommendations.ts';
import { listRecommendations, showRecommendation } from '../../src/store/cleaning/recommendations.ts';
import { jsonFromColumn } from '../../src/store/column-values.ts';
import { type CleaningBench, cleaningBench, NOW } from '../support/cleaning-bench.ts';

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

type Asked = Partial<DecisionRequest> & { readonly fourEyes?: 'off' | 'apply' | 'approve' };

function decide(ids: readonly number[], { fourEyes = 'off', ...rest }: Asked = {}) {
  return decideRecommendations(
    { db: bench.db, fourEyes },
    {
      choice: { ids: ids.map((id) => ({ id, version: 1 })) },
      decision: 'approve',
      actor: 'web:anna',
      note: null,
      at: NOW,
      ...rest,
    },
  );
}

describe('a decision', () => {
  it('changes state and version and stands in the audit log with the list it was about', async () => {
    const ids = await bench.recommend([{ contact: 1 }, { contact: 2 }, { contact: 3 }]);
    const result = await decide(ids.slice(0, 2), { note: 'called +47 912 34 567, gone' });
    expect(result).toEqual({ decided: ids.slice(0, 2), waiting: [], conflicts: [] });
    expect(Object.values(await bench.states())).toEqual(['approved', 'approved', 'proposed']);
    const shown = await showRecommendation(bench.db, ids[0] ?? 0);
    expect(shown).toMatchObject({ version: 2, decidedBy: 'web:anna', note: 'called +47******67, gone' });
    expect(shown?.expiresAt?.toString()).toBe('2026-12-08T10:00:00Z');
    const [audit] = await bench.db('audit_log').select('action', 'object', 'detail');
    expect(audit).toMatchObject({ action: 'recommendation-approve', object: 'recommendations 2' });
    expect(jsonFromColumn(audit.detail)).toMatchObject({
      seen: ids.slice(0, 2).map((id) => [id, 'proposed', 1]),
    });
    expect(await bench.db('recommendation_events').count({ n: '*' })).toEqual([{ n: 2 }]);
  });

  it('of two reviewers at once goes through for one; the other is told who decided what and when', async () => {
    const ids = await bench.recommend([{ contact: 1 }]);
    const both = await Promise.all([
      decide(ids, { actor: 'web:anna', decision: 'approve' }),
      decide(ids, { actor: 'web:ben', decision: 'reject' }),
    ]);
    expect(both.flatMap(({ decided }) => decided)).toEqual(ids);
    const winner = both[0].decided.length === 1 ? 'web:anna' : 'web:ben';
    const state = winner === 'web:anna' ? 'approved' : 'rejected';
    const [conflict] = both.flatMap(({ conflicts }) => conflicts);
    expect(conflict).toMatchObject({ id: ids[0], state, version: 2, by: winner });
    expect(conflict?.when?.toString()).toBe(NOW.toString());
    expect(Object.values(await bench.states())).toEqual([state]);
    expect(await bench.db('audit_log').count({ n: '*' })).toEqual([{ n: 1 }]);
  });

  it('of many reviewers at once never forks the audit log', async () => {
    const ids = await bench.recommend(Array.from({ length: 6 }, (_, at) => ({ contact: at + 1 })));
    await Promise.all(ids.map((id) => decide([id])));
    expect(new Set(Object.values(await bench.states()))).toEqual(new Set(['approved']));
    expect(await bench.db('audit_log').count({ n: '*' })).toEqual([{ n: 6 }]);
  });

  it('by filter takes what the filter holds at that moment and keeps the list', async () => {
    const ids = await bench.recommend([
      { contact: 1, reason: 'invalid_number' },
      { contact: 2, reason: 'inactive', confidence: 0.5 },
      { contact: 3, reason: 'invalid_number', confidence: 0.6 },
    ]);
    const { decided } = await decide([], {
      choice: { filter: { state: 'proposed', reason: 'invalid_number', minConfidence: 0.9 } },
    });
    expect(decided).toEqual([ids[0]]);
  });

  it('rejects into a cool-down that is remembered', async () => {
    const ids = await bench.recommend([{ contact: 1 }]);
    await decide(ids, { decision: 'reject' });
    const [row] = await bench.db('recommendations').select('is_open', 'cool_down_until');
    expect(row).toEqual({ is_open: null, cool_down_until: new Date('2027-02-22T10:00:00Z') });
  });

  it('snoozes only until a time to come', async () => {
    const ids = await bench.recommend([{ contact: 1 }]);
    await expect(decide(ids, { decision: 'snooze' })).rejects.toThrow('until: a snooze ends');
    await expect(decide(ids, { decision: 'snooze', until: NOW })).rejects.toThrow('still to come');
    await expect(decide(ids, { decision: 'snooze', until: NOW.add({ hours: 24 * 400 }) })).rejects.toThrow(
      'within a year',
    );
    await decide(ids, { decision: 'snooze', until: NOW.add({ hours: 24 }) });
    expect(Object.values(await bench.states())).toEqual(['snoozed']);
  });

  it('is refused for what is over, applied or unknown', async () => {
    const ids = await bench.recommend([
      { contact: 1, columns: { expires_at: new Date('2026-11-24T09:59:59Z') } },
      { contact: 2, state: 'applied' },
    ]);
    const { decided, conflicts } = await decide([...ids, 999_999]);
    expect(decided).toEqual([]);
    expect(conflicts.map(({ why }) => why)).toEqual(['expired', 'state', 'unknown']);
  });

  it('waits for a second person where two have to approve', async () => {
    const ids = await bench.recommend([{ contact: 1 }]);
    const first = await decide(ids, { fourEyes: 'approve' });
    expect(first).toMatchObject({ decided: [], waiting: ids });
    expect(Object.values(await bench.states())).toEqual(['proposed']);
    const again = { ids: ids.map((id) => ({ id, version: 2 })) };
    const same = await decide(ids, { fourEyes: 'approve', choice: again });
    // when the first of the two approved is in the audit log alone
    expect(same.conflicts).toMatchObject([{ why: 'same-person', by: 'web:anna', when: null }]);
    await decide(ids, { fourEyes: 'approve', choice: again, actor: 'web:ben' });
    const shown = await showRecommendation(bench.db, ids[0] ?? 0);
    expect(shown).toMatchObject({ state: 'approved', decidedBy: 'web:ben', secondBy: 'web:anna' });
  });
});

describe('the list', () => {
  it('is narrowed by each field and shows no number in full', async () => {
    await bench.recommend([
      { contact: 1, confidence: 0.95 },
      { contact: 2, reason: 'inactive', confidence: 0.5, columns: { rule_id: 'R8' } },
      { contact: 12, state: 'rejected' },
    ]);
    const of = async (filter: Parameters<typeof listRecommendations>[1]) =>
      (await listRecommendations(bench.db, filter, { limit: 10 })).map(({ contactId }) => contactId);
    expect(await of({})).toEqual(['c1', 'c2', 'c12']);
    expect(await of({ segmentId: 's2' })).toEqual(['c2', 'c12']);
    expect(await of({ state: 'proposed' })).toEqual(['c1', 'c2']);
    expect(await of({ minConfidence: 0.9 })).toEqual(['c1', 'c12']);
    expect(await of({ text: 'r8' })).toEqual(['c2']);
    expect(await of({ text: 'c1' })).toEqual(['c1', 'c12']);
    expect(await of({ text: '%' })).toEqual([]);
    const page = await listRecommendations(bench.db, {}, { limit: 1, offset: 1, order: 'newest' });
    expect(page).toMatchObject([
      { contactId: 'c2', phoneMasked: '+47******02', segment: 'Even', because: expect.any(String) },
    ]);
  });

  it('is counted by reason with saving and risk', async () => {
    await bench.recommend([
      { contact: 1 },
      { contact: 2, confidence: 0.6, columns: { revenue_at_risk_micro: 5_000_000 } },
      { contact: 3, reason: 'duplicate', action: 'merge' },
    ]);
    const counts = await countRecommendations(bench.db, { state: 'proposed' });
    expect(counts.total).toBe(3);
    expect(counts.byReason[0]).toMatchObject({
      reason: 'invalid_number',
      recommendations: 2,
      takesOut: 2,
      savings: [{ minMicro: 200_000, maxMicro: 600_000, currency: 'EUR' }],
      risk: { lowConfidence: 1, revenue: [{ currency: 'EUR', micro: 5_000_000 }] },
    });
    expect(counts.byReason[1]).toMatchObject({ reason: 'duplicate', takesOut: 0 });
  });
});
