import { describeRule, parseRule } from '../../core/time/calendar-rule.ts';
import { loadScheduleBeats, type ScheduleBeat } from '../../store/schedule-beats.ts';
import type { Schedule } from '../../store/schedules.ts';
import { cleanText, counted } from './figures.ts';
import { ownSchedules } from './own-reports.ts';
import { type PageAnswer, page } from './page-answer.ts';
import type { SignedInCall } from './page-route.ts';
import { reportTitle } from './run-view.ts';
import { shell } from './shell.ts';

/** GET: when which report is due, and whether it is on time. */
export async function showSchedules(call: SignedInCall): Promise<PageAnswer> {
  const { needs, now } = call;
  const schedules = await ownSchedules(call);
  const beats = new Map((await loadScheduleBeats(needs.db, now)).map((beat) => [beat.key, beat]));
  return page(
    needs.pages.render('schedules', {
      shell: shell(call, 'Schedules'),
      schedules: schedules.map((one) => scheduleView(one, beats.get(one.key) ?? null)),
      previewPath: '/reports/preview',
    }),
  );
}

export function scheduleView(schedule: Schedule, beat: ScheduleBeat | null): object {
  const { key, timezone, pausedAt, nextDueAt } = schedule;
  const late = beat?.lateSince ?? null;
  const sent = beat?.sentAt ?? null;
  return {
    key,
    path: `/schedules/${key}`,
    title: cleanText(schedule.title),
    report: reportTitle(schedule.report),
    rule: describeRule(parseRule(schedule.rule)),
    timezone,
    window: WINDOWS[schedule.windowKind],
    isPaused: pausedAt !== null,
    paused: pausedAt === null ? null : localMoment(pausedAt, timezone),
    late: late === null ? null : localMoment(late, timezone),
    sent: sent === null ? null : localMoment(sent, timezone),
    next: pausedAt !== null || nextDueAt === null ? null : localMoment(nextDueAt, timezone),
    recipients: counted(schedule.recipients.length, 'recipient'),
  };
}

export const WINDOWS = {
  'last-hour': 'the hour before',
  'last-day': 'the day before',
  'last-week': 'the week before',
  'last-month': 'the month before',
} as const;

/** A schedule thinks in its own zone: "Mon 30 Nov 2026, 08:00 Europe/Oslo". */
export function localMoment(
  at: Temporal.Instant,
  timezone: string,
): { readonly iso: string; readonly text: string } {
  const local = at.toZonedDateTimeISO(timezone);
  const day = local.toPlainDate().toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return {
    iso: at.toString({ smallestUnit: 'second' }),
    text: `${day.replace(',', '')}, ${time} ${timezone}`,
  };
}
