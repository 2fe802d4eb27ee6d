import { say, text } from '../../src/core/reports/figure.ts';
import type { PerformanceInput } from '../../src/core/reports/performance-input.ts';
import { sayRule } from '../../src/core/reports/schedule-words.ts';
import { parseRule } from '../../src/core/time/calendar-rule.ts';
import { buildBlast, buildCohort } from './build-cohort.ts';
import { NO_DETAILS } from './no-details.ts';

export const ZONE = 'Europe/Oslo';

/** An instant from local wall-clock time in Oslo. */
export function at(local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).toInstant();
}

/** A week of nothing, complete and final; a test states what differs. */
export function buildPerformance(different: Partial<PerformanceInput> = {}): PerformanceInput {
  const asOf = different.asOf ?? at('2026-11-23T07:55');
  return {
    title: 'SMS weekly',
    locale: 'en-GB',
    window: { from: at('2026-11-16T00:00'), to: at('2026-11-23T00:00'), timezone: ZONE },
    windowKind: 'last-week',
    total: buildCohort(),
    campaigns: [],
    variants: [],
    segments: [],
    days: [],
    hours: [],
    details: NO_DETAILS,
    tests: [],
    before: {
      window: { from: at('2026-11-09T00:00'), to: at('2026-11-16T00:00'), timezone: ZONE },
      total: buildBlast({ attempted: 104_000, clicking: 0.0716 }),
    },
    history: [0.0716, 0.074, 0.0688, 0.079, 0.0702, 0.0725, 0.0731, 0.0699].map((clicking, week) =>
      buildBlast({ attempted: 98_000 + 1_000 * week, clicking }),
    ),
    unattributedOptOuts: 0,
    unknownCodes: [],
    listHealth: null,
    audienceHealth: null,
    reviewUrl: null,
    asOf,
    outcomesCloseAt: at('2026-11-22T14:00'),
    newest: { messages: asOf, receipts: asOf, clicks: asOf, conversions: asOf, 'opt-outs': asOf },
    usualSilenceSeconds: 3 * 86_400,
    staleAfterSeconds: 7_200,
    filter: { campaigns: [], segments: [] },
    notices: [],
    run: {
      id: '4711',
      why: say`You are a recipient of the schedule ${text('SMS weekly')}.`,
      schedule: [...sayRule(parseRule('weekly on monday at 08:00')), ` ${ZONE}`],
      nextRunAt: at('2026-11-30T08:00'),
      recipients: ['crm@example.com', 'lead@example.com'],
      marks: [],
      reproduce:
        'sms-reports report performance --from 2026-11-16 --to 2026-11-23 --tz Europe/Oslo --out report.html',
    },
    ...different,
  };
}
