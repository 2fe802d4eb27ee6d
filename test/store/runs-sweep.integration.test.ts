import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import type { Db } from '../../src/store/connect.ts';
import { findRun, listRuns } from '../../src/store/runs.ts';
import { claimRun } from '../../src/store/runs-lease.ts';
import { sweepRuns } from '../../src/store/runs-sweep.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { somebodyWaits } from '../support/somebody-waits.ts';

let fresh: FreshDatabase;
let db: Db;
const now = instant('2026-11-23T07:00:05Z');

beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
});
afterAll(() => fresh.drop());

/** The run of a worker that does not come back; its lease ends before `now` plus two minutes. */
async function deadRun(key: string): Promise<number> {
  const schedule = await applied(db, instant('2026-11-20T12:00Z'), key);
  await planReports(db, now, TZDB);
  const [run] = await listRuns(db, { scheduleId: schedule.id, limit: 1 });
  if (run === undefined) throw new Error('nothing was planned');
  await claimRun(db, run.id, 'dead', now);
  return run.id;
}

it('a look that meets another writer in a deadlock begins again, and finds all', async () => {
  const runs = [await deadRun('first'), await deadRun('second')];
  const [first = 0, second = 0] = runs;
  const other = await db.transaction();
  // the server ends the one that has written less
  await other('allowed_recipients').insert(
    Array.from({ length: 200 }, (_, at) => ({
      pattern: `${at}@example.com`,
      origin: 'test',
      added_at: new Date(0),
    })),
  );
  const nameOf = (id: number) => other('report_runs').where({ id }).update({ reason: 'is written' });
  await nameOf(second);
  const swept = sweepRuns(db, now.add({ minutes: 2 }));
  while (!(await somebodyWaits(db))) await pause(10);
  await nameOf(first);
  await other.commit();
  expect(await swept).toEqual({ recovered: 2, crashed: 0, late: 0 });
  for (const id of runs) expect(await findRun(db, id)).toMatchObject({ state: 'planned' });
});
