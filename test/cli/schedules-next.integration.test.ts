import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerSchedules } from '../../src/cli/commands/schedules.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { listRuns } from '../../src/store/runs.ts';
import { removeSchedule } from '../../src/store/schedules-write.ts';
import { applied, instant, TZDB } from '../support/build-schedule.ts';
import { type FreshDatabase, type FreshRedis, freshDatabase, freshRedisPrefix } from '../support/database.ts';
import { runCommand } from '../support/run-command.ts';
import { workerApp } from '../support/worker-app.ts';

let fresh: FreshDatabase;
let redis: FreshRedis;

beforeAll(async () => {
  fresh = await freshDatabase();
  redis = freshRedisPrefix();
});
afterAll(async () => {
  await redis.drop();
  await fresh.drop();
});

describe('what `schedules next` announces', () => {
  it.each([
    ['oslo', '30 2 * * *', 'Europe/Oslo', 'last-day', '2026-03-27T12:00Z'],
    ['oslo-autumn', 'hourly at :30', 'Europe/Oslo', 'last-hour', '2026-10-24T20:00Z'],
    ['cairo', '0 0 * * *', 'Africa/Cairo', 'last-day', '2026-04-20T12:00Z'],
    ['lord-howe', 'hourly', 'Australia/Lord_Howe', 'last-hour', '2026-10-03T10:00Z'],
    ['nuuk', '30 23 * * *', 'America/Nuuk', 'last-day', '2026-03-25T12:00Z'],
    ['beirut', 'monthly on 1 at 00:00', 'Asia/Beirut', 'last-month', '2026-02-10T12:00Z'],
    ['new-york', 'monthly on first sunday at 01:30', 'America/New_York', 'last-month', '2026-09-10T12:00Z'],
    ['kathmandu', 'weekdays at 06:45', 'Asia/Kathmandu', 'last-day', '2026-11-19T12:00Z'],
  ] as const)(
    'for %s is what is planned when the time has come',
    async (key, when, timezone, window, from) => {
      const now = instant(from);
      const schedule = await applied(fresh.db, now, key, { when, timezone, window, catch_up_limit: 366 });
      const app = { ...workerApp(fresh, redis), now: async () => now };
      const next = ['schedules', 'next', key, '--count', '20'];
      const json = JSON.parse((await runCommand(app, [registerSchedules], [...next, '--json'])).stdout);
      expect(json).toHaveLength(20);

      await planReports(fresh.db, instant(json.at(-1).due_at), TZDB);
      const runs = (await listRuns(fresh.db, { scheduleId: schedule.id, limit: 50 })).toReversed();
      const shown = runs.map((run) => ({
        schedule: key,
        due_at: String(run.dueAt),
        due_local: run.dueAt.toZonedDateTimeISO(timezone).toString().slice(0, 16),
        timezone,
        window_from: String(run.window.from),
        window_to: String(run.window.to),
      }));
      const announced = json.map((one: { due_local: string }) => ({
        ...one,
        due_local: one.due_local.slice(0, 16),
      }));
      expect(shown).toEqual(announced);
      expect(new Set(runs.map(({ tzdb }) => tzdb))).toEqual(new Set([TZDB]));

      const { stdout } = await runCommand(app, [registerSchedules], next);
      const [first] = shown;
      expect(stdout).toContain(`${first?.due_at}  ${first?.due_local.replace('T', ' ')} ${timezone}  ${key}`);
      expect(stdout.trimEnd().split('\n')).toHaveLength(21);
      await removeSchedule(fresh.db, schedule, now);
    },
  );
});
