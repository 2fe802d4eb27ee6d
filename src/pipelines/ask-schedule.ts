import { Failure } from '../core/failure.ts';
import { parseCondition } from '../core/goals/condition.ts';
import { REPORT_TYPES } from '../core/reports/catalogue.ts';
import { say, text } from '../core/reports/figure.ts';
import { sayRule } from '../core/reports/schedule-words.ts';
import { recipientLocale } from '../core/runs/recipient-locale.ts';
import { parseRule } from '../core/time/calendar-rule.ts';
import { dueAt, windowOf } from '../core/time/window-kinds.ts';
import type { Schedule } from '../store/schedules.ts';
import type { ReportAsked } from './compose-needs.ts';

/**
 * The report of a schedule as if it were due now, marked [TEST]. `reader` = an address: who is among the recipients gets
 * it in the language of the schedule for them.
 */
export function askSchedule(schedule: Schedule, now: Temporal.Instant, reader = ''): ReportAsked {
  const { timezone, campaignIds, segmentIds, brands, tags } = schedule;
  const report = REPORT_TYPES.find((type) => type === schedule.report);
  if (report === undefined)
    throw new Failure('bad-state', `report type ${schedule.report} does not exist any more`);
  return {
    report,
    title: schedule.title,
    locale: recipientLocale(schedule)(reader),
    window: windowOf(schedule.windowKind, dueAt(now, timezone), timezone),
    windowKind: schedule.windowKind,
    ...(campaignIds === null ? {} : { campaignIds }),
    ...(segmentIds === null ? {} : { segmentIds }),
    ...(brands === null ? {} : { brands }),
    ...(tags === null ? {} : { tags }),
    variant: schedule.variant,
    onlyIf: schedule.onlyIf.map(parseCondition),
    asOf: now,
    staleAfterSeconds: schedule.staleAfterS,
    run: {
      id: `preview-${schedule.key}`,
      why: say`This is a preview of the schedule ${text(schedule.title)}.`,
      schedule: [...sayRule(parseRule(schedule.rule)), ` ${timezone}`],
      nextRunAt: schedule.nextDueAt,
      recipients: schedule.recipients,
      marks: ['TEST'],
    },
  };
}
