import { afterAll, beforeAll, expect, it } from 'vitest';
import { examineSchedules } from '../../src/pipelines/examine-schedules.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { toColumn } from '../../src/store/column-values.ts';
import { loadScheduleBeats } from '../../src/store/schedule-beats.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

const daily = { when: 'daily at 08:00', timezone: 'UTC', window: 'last-day' };

async function beatAt(now: string) {
  const [beat] = await loadScheduleBeats(fresh.db, instant(now));
  return { sent: beat?.sentAt?.toString() ?? null, late: beat?.lateSince?.toString() ?? null };
}

async function end(occurrence: string, state: string, finishedAt: string): Promise<void> {
  await fresh
    .db('report_runs')
    .where({ occurrence })
    .update({ state, finished_at: toColumn(instant(finishedAt)) });
}

it('is late a quarter of an hour after the first occurrence that did not reach everybody, until one does', async () => {
  await applied(fresh.db, instant('2026-11-20T12:00Z'), 'beat', daily);
  expect(await beatAt('2026-11-21T08:14:59Z')).toEqual({ sent: null, late: null });
  // nobody planned it: no worker runs
  expect(await beatAt('2026-11-21T08:15:00Z')).toEqual({ sent: null, late: '2026-11-21T08:00:00Z' });

  await planReports(fresh.db, instant('2026-11-21T08:16Z'), TZDB);
  expect(await beatAt('2026-11-21T08:20Z')).toMatchObject({ late: '2026-11-21T08:00:00Z' });
  await end('2026-11-21T08:00', 'done', '2026-11-21T08:21:00Z');
  expect(await beatAt('2026-11-21T08:30Z')).toEqual({ sent: '2026-11-21T08:21:00Z', late: null });

  await planReports(fresh.db, instant('2026-11-22T08:00:05Z'), TZDB);
  await end('2026-11-22T08:00', 'done_with_failures', '2026-11-22T08:01:00Z');
  await planReports(fresh.db, instant('2026-11-23T08:00:05Z'), TZDB);
  await end('2026-11-23T08:00', 'failed', '2026-11-23T08:01:00Z');
  expect(await beatAt('2026-11-23T09:00Z')).toEqual({
    sent: '2026-11-21T08:21:00Z',
    late: '2026-11-22T08:00:00Z',
  });
  const [check] = await examineSchedules(fresh.db, instant('2026-11-23T09:00Z'));
  expect(check).toMatchObject({
    verdict: 'warning',
    seen: '1 of 1 late: beat since 2026-11-22T08:00Z',
  });

  const at = instant('2026-11-23T09:00Z');
  expect((await examineSchedules(fresh.db, at))[1]).toMatchObject({
    subject: 'owners',
    verdict: 'warning',
    seen: 'nobody is mailed of 1 late: beat',
  });
  await fresh.db('report_schedules').update({ owner: 'lead@example.com' });
  expect(await examineSchedules(fresh.db, at)).toHaveLength(1);
  expect((await loadScheduleBeats(fresh.db, at)).map(({ hasOwner }) => hasOwner)).toEqual([true]);

  await planReports(fresh.db, instant('2026-11-24T08:00:05Z'), TZDB);
  await end('2026-11-24T08:00', 'done', '2026-11-24T08:01:00Z');
  expect(await beatAt('2026-11-24T09:00Z')).toEqual({ sent: '2026-11-24T08:01:00Z', late: null });
  expect((await examineSchedules(fresh.db, instant('2026-11-24T09:00Z')))[0]).toMatchObject({
    verdict: 'ok',
    seen: '1, none is late',
  });
});

it('is not late for what was skipped, and has no beat while it is paused', async () => {
  await planReports(fresh.db, instant('2026-11-25T08:00:05Z'), TZDB);
  await end('2026-11-25T08:00', 'skipped', '2026-11-25T08:00:05Z');
  expect(await beatAt('2026-11-25T09:00Z')).toEqual({ sent: '2026-11-24T08:01:00Z', late: null });
  await fresh.db('report_schedules').update({ paused_at: toColumn(instant('2026-11-25T09:00Z')) });
  expect(await loadScheduleBeats(fresh.db, instant('2026-12-25T09:00Z'))).toEqual([]);
});
