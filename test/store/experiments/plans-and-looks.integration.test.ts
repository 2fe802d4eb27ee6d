import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExperimentPlan } from '../../../src/core/experiments/plan.ts';
import type { Db } from '../../../src/store/connect.ts';
import { loadLooks, saveLooks } from '../../../src/store/experiments/looks.ts';
import { freezePlan, loadPlans, savePlan } from '../../../src/store/experiments/plans.ts';
import { buildTest } from '../../support/build-judged-test.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';

const FIRST = Temporal.Instant.from('2026-03-02T10:00:00Z');
const LATER = Temporal.Instant.from('2026-03-09T10:00:00Z');

let database: FreshDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = database.db;
  await db('contacts').insert({ contact_id: 'c1', person_id: 1 });
  for (const id of ['assigned', 'sent']) {
    await db('campaigns').insert({ campaign_id: id, name: id, scheduled_at: new Date(0) });
  }
  await db('assignments').insert({ campaign_id: 1, contact_id: 1, variant_id: 1, assigned_at: new Date(0) });
  await db('messages').insert({
    message_id: 'm1',
    provider: 'test',
    contact_id: 1,
    campaign_id: 2,
    variant_id: 2,
    segment_id: 0,
    sent_at: new Date(0),
  });
});
afterAll(() => database.drop());

function planOf(id: string, different: Partial<ExperimentPlan> = {}): ExperimentPlan {
  const arms = [{ id: 'a' }, { id: 'b' }];
  return { ...buildTest({ campaign: { id, name: id }, arms }).plan, theme: 'call to action', ...different };
}

describe('a plan', () => {
  it('is read as it was saved, and may be replaced before anybody is assigned', async () => {
    const primary = { kind: 'revenue', of: 'purchase' } as const;
    await savePlan(db, planOf('new'), 'ada');
    const guardrails = { harmMargin: 0, nonInferiorityMargin: 0.01, isStrict: true, costLimit: 0.2 };
    const second = planOf('new', { primary, guardrails, split: 'quota', tested: null });
    await savePlan(db, second, 'bob');
    await savePlan(db, second, 'bob');
    expect((await loadPlans(db, ['new'])).get('new')).toEqual({
      plan: second,
      frozenAt: null,
      appliedBy: 'bob',
    });
  });

  it.each(['assigned', 'sent'])('is refused once the campaign is %s', async (id) => {
    await expect(savePlan(db, planOf(id), 'ada')).rejects.toMatchObject({ code: 'bad-state', exitCode: 3 });
  });

  it('stays what it was when it is frozen', async () => {
    await savePlan(db, planOf('frozen'), 'ada');
    const other = planOf('frozen', { mdeRelative: 0.5 });
    expect(await freezePlan(db, other, FIRST)).toEqual({
      plan: planOf('frozen'),
      frozenAt: FIRST,
      appliedBy: 'ada',
    });
    await freezePlan(db, other, LATER);
    await expect(savePlan(db, other, 'bob')).rejects.toMatchObject({ code: 'bad-state' });
    expect((await loadPlans(db)).get('frozen')).toMatchObject({
      plan: { mdeRelative: 0.1 },
      frozenAt: FIRST,
    });
  });

  it('is the same for all who freeze it at once', async () => {
    const frozen = await Promise.all(
      [0.1, 0.2, 0.3, 0.4].map((mdeRelative) => freezePlan(db, planOf('race', { mdeRelative }), FIRST)),
    );
    expect(new Set(frozen.map(({ plan }) => plan.mdeRelative)).size).toBe(1);
  });
});

describe('looks', () => {
  const winning = (isClosed = true) => ({
    ...buildTest({
      campaign: { id: 'looked', name: 'Looked' },
      arms: [
        { id: 'a', counts: { clicking: 300 } },
        { id: 'b', counts: { clicking: 600 } },
      ],
      counts: { isClosed },
    }),
    planFrozenAt: FIRST,
  });

  it('are numbered, one a run, however often the run is stored', async () => {
    await freezePlan(db, planOf('looked'), FIRST);
    const judged = [winning()];
    for (const runId of [7, 7, 9]) {
      await db.transaction((trx) => saveLooks(trx, { runId, asOf: FIRST, judged }));
    }
    const rows = await db('experiment_looks').select('look', 'run_id', 'verdict').orderBy('look');
    expect(rows).toEqual([
      { look: 1, run_id: 7, verdict: 'winner:b' },
      { look: 2, run_id: 9, verdict: 'winner:b' },
    ]);
  });

  it('are numbered one after the other when runs end at once', async () => {
    await freezePlan(db, planOf('crowd'), FIRST);
    const judged = [{ ...winning(), campaign: { id: 'crowd', name: 'Crowd' } }];
    await Promise.all(
      [1, 2, 3, 4].map((runId) => db.transaction((trx) => saveLooks(trx, { runId, asOf: FIRST, judged }))),
    );
    const rows = await db('experiment_looks').where({ campaign_id: 'crowd' }).orderBy('look').pluck('look');
    expect(rows).toEqual([1, 2, 3, 4]);
  });

  it('are remembered up to the moment looked back from, with the first winner', async () => {
    const looks = (asOf: Temporal.Instant) => loadLooks(db, ['looked'], asOf);
    expect((await looks(LATER)).get('looked')).toEqual({
      stored: 2,
      firstWinner: { look: 1, asOf: FIRST, arm: 'b' },
    });
    expect(await looks(FIRST.subtract({ hours: 1 }))).toEqual(new Map());
  });

  it('of a test nobody is assigned to are none', async () => {
    const judged = [{ ...winning(), campaign: { id: 'nobody', name: 'Nobody' }, planFrozenAt: null }];
    await saveLooks(db, { runId: 3, asOf: FIRST, judged });
    expect(await db('experiment_looks').where({ campaign_id: 'nobody' })).toEqual([]);
  });
});
