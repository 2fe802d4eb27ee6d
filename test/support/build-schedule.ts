import type { SchedulesFile } from '../../src/files/schedules-file.ts';
import { parseSchedules } from '../../src/files/schedules-file.ts';
import { applyPlan, planApply } from '../../src/pipelines/apply-schedules.ts';
import type { Db } from '../../src/store/connect.ts';
import { findSchedule, type Schedule } from '../../src/store/schedules.ts';

export const TZDB = process.versions.tz ?? 'unknown';

export const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);

type Entry = SchedulesFile['schedules'][string];

/** A file with one schedule, weekly on Monday at 08:00 in Oslo; a test states what differs. */
export function scheduleFile(
  key: string,
  different: Partial<Record<keyof Entry, unknown>> = {},
): SchedulesFile {
  const entry = {
    title: 'SMS weekly',
    when: 'weekly on monday at 08:00',
    timezone: 'Europe/Oslo',
    window: 'last-week',
    recipients: ['crm@example.com'],
    ...different,
  };
  return parseSchedules(JSON.stringify({ schedules: { [key]: entry } }), 'schedules.yaml');
}

/** Applies the file at `now` and gives the schedule back as stored. */
export async function applied(
  db: Db,
  now: Temporal.Instant,
  key: string,
  different: Partial<Record<keyof Entry, unknown>> = {},
): Promise<Schedule> {
  const needs = { db, now, tzdb: TZDB };
  await applyPlan(needs, await planApply(needs, scheduleFile(key, different)), 'test');
  const schedule = await findSchedule(db, key);
  if (schedule === null) throw new Error(`schedule ${key} was not stored`);
  return schedule;
}
