import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../core/failure.ts';
import { applyPlan, planApply } from '../pipelines/apply-schedules.ts';
import type { Db } from '../store/connect.ts';
import { findSchedule } from '../store/schedules.ts';

/** Reads a schedules.yaml; the reader belongs to another edge and is handed in. */
export type ReadSchedules = (path: string) => Promise<Parameters<typeof planApply>[1]>;

const ZONE = 'Europe/Oslo';
export const DEMO_SCHEDULE = 'weekly-performance';

export type DueMinute = {
  /** when the schedule is due */
  readonly dueAt: Temporal.Instant;
  /** when it was registered, for the schedule's watermark; just before `dueAt` */
  readonly registeredAt: Temporal.Instant;
  /** five cron fields of that minute, every day */
  readonly rule: string;
};

/** A rule has no seconds. The next minute when it is near, else the one that has just begun. */
export function chooseDueMinute(now: Temporal.Instant, patienceS: number): DueMinute {
  const minute = now.round({ smallestUnit: 'minute', roundingMode: 'floor' });
  const next = minute.add({ minutes: 1 });
  const isNear = now.until(next).total('seconds') <= patienceS;
  const dueAt = isNear ? next : minute;
  const local = dueAt.toZonedDateTimeISO(ZONE);
  return {
    dueAt,
    registeredAt: isNear ? now : dueAt.subtract({ seconds: 1 }),
    rule: `${local.minute} ${local.hour} * * *`,
  };
}

export function schedulesText(rule: string): string {
  return `# What the demo runs: "sms-reports schedules apply schedules.yaml" reads such a file.
allow: ["@demo.example"]
schedules:
  ${DEMO_SCHEDULE}:
    title: SMS performance of the week
    when: "${rule}"
    timezone: ${ZONE}
    window: last-week
    recipients: [marketing@demo.example]
    reply_to: crm@demo.example
    formats: [html, csv]
`;
}

export type AppliedSchedule = { readonly dueAt: Temporal.Instant; readonly wasBackdated: boolean };

/** Applies the file as the command line does; `registeredAt` may lie seconds back, so that nobody waits a minute. */
export async function applyDemoSchedule(
  db: Db,
  read: ReadSchedules,
  path: string,
  { dueAt, registeredAt }: DueMinute,
  now: Temporal.Instant,
): Promise<AppliedSchedule> {
  const needs = { db, now: registeredAt, tzdb: process.versions.tz ?? 'unknown' };
  await applyPlan(needs, await planApply(needs, await read(path)), 'demo');
  const stored = await findSchedule(db, DEMO_SCHEDULE);
  if (stored === null) throw new Failure('internal', 'the schedule of the demo was not stored');
  return { dueAt, wasBackdated: Temporal.Instant.compare(registeredAt, now) < 0 };
}

export async function waitUntil(instant: Temporal.Instant): Promise<void> {
  const left = Temporal.Now.instant().until(instant).total('milliseconds');
  if (left > 0) await sleep(left);
}
