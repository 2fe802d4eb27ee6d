import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeNoting } from '../../src/pipelines/compose-noting.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { type ProduceNeeds, produceReport } from '../../src/pipelines/produce-report.ts';
import { readFromCubes } from '../../src/pipelines/report-needs.ts';
import type { Db } from '../../src/store/connect.ts';
import { loadUnattributedOptOuts } from '../../src/store/counts/load-unattributed-opt-outs.ts';
import { listRuns } from '../../src/store/runs.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { produceNeeds } from '../support/produce-needs.ts';

let fresh: FreshDatabase;
let db: Db;
const now = instant('2026-11-23T07:00:05Z');
let keys = 0;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
  await db('contacts').insert([1, 2].map((id) => ({ contact_id: `c${id}`, person_id: id })));
  for (const [id, on] of [
    ['lastweek', '2026-11-17'],
    ['longago', '2026-03-03'],
  ] as const) {
    const [campaign = 0] = await db('campaigns').insert({ campaign_id: id, name: id, theme: 'same theme' });
    for (const arm of ['a', 'b']) {
      const [variant = 0] = await db('variants').insert({
        campaign_id: campaign,
        variant_id: arm,
        label: arm,
      });
      await db('assignments').insert({
        campaign_id: campaign,
        variant_id: variant,
        contact_id: arm === 'a' ? 1 : 2,
        assigned_at: new Date(`${on}T10:00:00Z`),
      });
    }
  }
});
afterAll(() => fresh.drop());

const needs = (different: Partial<ProduceNeeds> = {}): ProduceNeeds =>
  produceNeeds(db, now, {
    compose: (asked, noteTests) =>
      readFromCubes(db, loadUnattributedOptOuts, (cubes) => composeNoting(cubes, asked, noteTests)),
    ...different,
  });

async function plannedRun(): Promise<number> {
  keys += 1;
  const schedule = await applied(db, instant('2026-11-20T12:00Z'), `looks-${keys}`, {});
  await planReports(db, now, TZDB);
  const [run] = await listRuns(db, { scheduleId: schedule.id, limit: 1 });
  if (run === undefined) throw new Error('nothing was planned');
  return run.id;
}

it('notes a look at each test of the window with every run that is stored', async () => {
  const runs = [await plannedRun(), await plannedRun()];
  for (const runId of runs) expect((await produceReport(needs(), runId)).state).toBe('rendered');
  expect(await db('experiment_looks').select('campaign_id', 'look', 'run_id').orderBy('look')).toEqual(
    runs.map((runId, index) => ({ campaign_id: 'lastweek', look: index + 1, run_id: runId })),
  );
});

it('notes none with a run that could not be stored', async () => {
  await db('experiment_looks').delete();
  const runId = await plannedRun();
  const saveMails = async (): Promise<void> => {
    throw new Error('no room');
  };
  expect((await produceReport(needs({ saveMails }), runId)).state).not.toBe('rendered');
  expect(await db('experiment_looks')).toEqual([]);
});
