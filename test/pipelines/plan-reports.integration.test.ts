import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftPlan } from '../../src/pipelines/plan-draft.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { connectMysql, type Db } from '../../src/store/connect.ts';
import { listRuns } from '../../src/store/runs.ts';
import { findSchedule } from '../../src/store/schedules.ts';
import { moveWatermarks } from '../../src/store/schedules-write.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
let db: Db;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
});
afterAll(() => fresh.drop());

async function runsOf(scheduleId: number) {
  const runs = await listRuns(db, { scheduleId, limit: 1_000 });
  return runs.toReversed();
}

/** MySQL gives JSON parsed, MariaDB as text. */
const asJson = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

describe('planning', () => {
  it.each([
    ['answers', { reply_to: 'lead@example.com', owner: 'crm@example.com' }, 'lead@example.com'],
    ['owned', { owner: 'crm@example.com' }, 'crm@example.com'],
    ['nobody', {}, null],
  ])('has answers go where the schedule says, else to its owner: %s', async (key, different, replyTo) => {
    const schedule = await applied(db, instant('2026-11-20T12:00Z'), `reply-${key}`, different);
    const { runs } = draftPlan(schedule, instant('2026-11-23T07:00:03Z'), TZDB);
    expect(runs.map(({ options }) => options.replyTo)).toEqual([replyTo]);
  });

  it('writes a run when an occurrence is due, with its window and frozen recipients', async () => {
    const start = instant('2026-11-20T12:00Z');
    const schedule = await applied(db, start, 'due', { recipients: ['A@Example.com', 'b@example.com'] });
    expect(String(schedule.nextDueAt)).toBe('2026-11-23T07:00:00Z');

    await planReports(db, instant('2026-11-23T06:59:59Z'), TZDB);
    expect(await runsOf(schedule.id)).toEqual([]);
    await planReports(db, instant('2026-11-23T07:00:03Z'), TZDB);
    await planReports(db, instant('2026-11-23T07:00:18Z'), TZDB);

    const runs = await runsOf(schedule.id);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ state: 'planned', occurrence: '2026-11-23T08:00', tzdb: TZDB });
    expect(runs[0]?.options.recipients).toEqual(['A@example.com', 'b@example.com']);
    expect(String(runs[0]?.window.from)).toBe('2026-11-15T23:00:00Z');
    expect(String(runs[0]?.window.to)).toBe('2026-11-22T23:00:00Z');
    expect(String(runs[0]?.deadlineAt)).toBe('2026-11-24T07:00:03Z');
    expect(String((await findSchedule(db, 'due'))?.nextDueAt)).toBe('2026-11-30T07:00:00Z');
  });

  it('writes each occurrence once when three planners race, round after round', async () => {
    const start = instant('2026-11-01T00:00Z');
    const schedule = await applied(db, start, 'race', { when: '*/10 * * * *', window: 'last-hour' });
    const others = [connectMysql(fresh.url), connectMysql(fresh.url)];
    const planners = [db, ...others];
    let planned = 0;
    for (let round = 1; round <= 24; round += 1) {
      const now = start.add({ minutes: 25 * round });
      const results = await Promise.all(planners.map((planner) => planReports(planner, now, TZDB)));
      expect(results.flatMap(({ failures }) => failures)).toEqual([]);
      planned += results.reduce((sum, result) => sum + result.planned, 0);
    }
    await Promise.all(others.map((other) => other.destroy()));
    const runs = await runsOf(schedule.id);
    expect(runs.map(({ dueAt }) => dueAt.epochMilliseconds)).toEqual(
      Array.from({ length: 60 }, (_, index) => start.add({ minutes: 10 * (index + 1) }).epochMilliseconds),
    );
    expect(planned).toBe(60);
  });

  it('never moves the watermark back when the clock of the database does', async () => {
    const schedule = await applied(db, instant('2026-11-24T00:00Z'), 'back', { when: 'daily at 08:00' });
    await planReports(db, instant('2026-11-25T07:00:05Z'), TZDB);
    await planReports(db, instant('2026-11-25T05:00:00Z'), TZDB);
    await planReports(db, instant('2026-11-25T07:00:07Z'), TZDB);
    expect((await runsOf(schedule.id)).map(({ occurrence }) => occurrence)).toEqual([
      '2026-11-24T08:00',
      '2026-11-25T08:00',
    ]);
  });

  it.each([
    ['all', 31, { planned: 5, skipped: 0 }],
    ['all', 2, { planned: 2, skipped: 3 }],
    ['latest', 31, { planned: 1, skipped: 4 }],
    ['none', 31, { planned: 1, skipped: 4 }],
  ])(
    'after a downtime with catch-up %s (limit %i) every occurrence has a row',
    async (policy, limit, expected) => {
      const key = `catch-${policy}-${limit}`;
      const schedule = await applied(db, instant('2026-11-20T12:00Z'), key, {
        when: 'daily at 08:00',
        window: 'last-day',
        catch_up: policy,
        catch_up_limit: limit,
      });
      await planReports(db, instant('2026-11-25T07:00:10Z'), TZDB);
      const runs = await runsOf(schedule.id);
      expect(runs.map(({ occurrence }) => occurrence)).toEqual([
        '2026-11-21T08:00',
        '2026-11-22T08:00',
        '2026-11-23T08:00',
        '2026-11-24T08:00',
        '2026-11-25T08:00',
      ]);
      const skipped = runs.filter(({ state }) => state === 'skipped');
      expect({ planned: runs.length - skipped.length, skipped: skipped.length }).toEqual(expected);
      for (const run of skipped) expect(run.reason).toMatch(/^missed: /);
      expect(runs.at(-1)?.state).toBe('planned');
    },
  );

  it('walks a long downtime of a rule of every minute in batches', async () => {
    const start = instant('2026-11-20T00:00Z');
    const schedule = await applied(db, start, 'minutely', {
      when: '* * * * *',
      window: 'last-hour',
      catch_up_limit: 5,
    });
    const now = start.add({ hours: 72 });
    for (let tick = 0; tick < 3; tick += 1) await planReports(db, now, TZDB);
    const [counted] = await db('report_runs')
      .where({ schedule_id: schedule.id })
      .select(db.raw("COUNT(*) AS n, SUM(state = 'planned') AS planned"));
    // those of the last 15 minutes are not missed, whatever the limit
    expect(counted).toEqual({ n: 72 * 60, planned: 16 });
  });

  it('goes on with the others when one schedule cannot be planned', async () => {
    await applied(db, instant('2026-12-01T00:00Z'), 'broken', { when: 'daily at 08:00' });
    await applied(db, instant('2026-12-01T00:00Z'), 'sound', { when: 'daily at 08:00' });
    await db('report_schedules').where({ schedule_key: 'broken' }).update({ timezone: 'Mars/Olympus' });
    const result = await planReports(db, instant('2026-12-01T07:00:05Z'), TZDB);
    expect(result.failures.map(({ key }) => key)).toEqual(['broken']);
    expect((await findSchedule(db, 'sound'))?.plannedUntil.toString()).toBe('2026-12-01T07:00:05Z');
  });

  it('plans each of many that are due at once, while planners race and some cannot be planned', async () => {
    const COUNT = 1_203;
    // those of the tests before would be planned as well
    await db('report_schedules').update({ removed_at: new Date('2026-12-01T00:00:00Z') });
    const now = instant('2026-12-02T07:00:05Z');
    const like = await applied(db, instant('2026-12-01T12:00:00Z'), 'many', { when: 'daily at 08:00' });
    const {
      id: _,
      recipients,
      formats,
      ...others
    } = await db('report_schedules').where({ id: like.id }).first();
    const columns = { ...others, recipients: asJson(recipients), formats: asJson(formats) };
    await db('report_schedules').where({ id: like.id }).delete();
    await db('report_schedules').insert(
      Array.from({ length: COUNT }, (__, index) => ({
        ...columns,
        schedule_key: `many-${index}`,
        ...(index % 400 === 7 ? { timezone: 'Mars/Olympus' } : {}),
        // of the second and third page
        ...(index % 400 === 9 ? { planned_until: new Date('2026-11-01T12:00:00Z') } : {}),
      })),
    );
    const rivals = [connectMysql(fresh.url), connectMysql(fresh.url)];
    const results = await Promise.all([db, ...rivals].map((planner) => planReports(planner, now, TZDB)));
    await Promise.all(rivals.map((rival) => rival.destroy()));
    for (const { failures } of results)
      expect(failures.map(({ key }) => key).toSorted()).toEqual(['many-407', 'many-7', 'many-807']);
    const perSchedule = await db('report_runs as r')
      .join('report_schedules as s', 's.id', 'r.schedule_id')
      .where('s.schedule_key', 'like', 'many-%')
      .groupBy('s.schedule_key')
      .select('s.schedule_key as key', db.raw('COUNT(*) AS n'));
    const counts = new Map(perSchedule.map(({ key, n }) => [String(key), Number(n)]));
    expect(counts.size).toBe(COUNT - 3);
    expect(counts.get('many-409')).toBe(31);
    const usual = [...counts].filter(([key]) => Number(key.slice(5)) % 400 !== 9);
    expect(usual.every(([, n]) => n === 1)).toBe(true);
    const written = [...counts.values()].reduce((sum, n) => sum + n, 0);
    expect(results.reduce((sum, { planned, skipped }) => sum + planned + skipped, 0)).toBe(written);
  });

  it('leaves a schedule alone that was paused after it was read', async () => {
    const now = instant('2026-12-03T07:00:05Z');
    const paused = await applied(db, instant('2026-12-02T12:00:00Z'), 'paused', { when: 'daily at 08:00' });
    await db('report_schedules')
      .where({ id: paused.id })
      .update({ version: paused.version + 1, paused_at: new Date('2026-12-03T06:59:00Z') });
    const moved = await db.transaction((trx) =>
      moveWatermarks(trx, [{ schedule: paused, watermark: { plannedUntil: now, nextDueAt: null } }]),
    );
    expect(moved.size).toBe(0);
    expect(String((await findSchedule(db, 'paused'))?.plannedUntil)).toBe(String(paused.plannedUntil));
  });
});
