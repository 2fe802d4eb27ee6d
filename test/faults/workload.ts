import { NO_WISH } from '../../src/core/runs/run-options.ts';
import { watermarkAt } from '../../src/pipelines/plan-draft.ts';
import type { Db } from '../../src/store/connect.ts';
import { insertSchedule } from '../../src/store/schedules-write.ts';

/** In the night in which Oslo's clock shows 02:00 to 03:00 twice. */
export const START = Temporal.Instant.from('2026-10-25T00:29:30Z');

export type Expected = {
  readonly key: string;
  readonly rule: string;
  readonly timezone: string;
  /** written down by hand, not computed by the product */
  readonly dueAt: readonly string[];
};

const RECIPIENTS = ['ana@example.com', 'bo@example.com', 'cy@example.com'];

/** Minutes of 00:xxZ. */
const at = (...minutes: readonly number[]): readonly string[] =>
  minutes.map((minute) => `2026-10-25T00:${minute}:00Z`);

/** Each fires for half an hour, once in its life. */
export const NIGHT: readonly Expected[] = [
  // 02:xx comes twice; a rule with a fixed hour means the first
  {
    key: 'oslo',
    rule: '*/5 2 25 10 *',
    timezone: 'Europe/Oslo',
    dueAt: at(30, 35, 40, 45, 50, 55),
  },
  { key: 'utc', rule: '32-56/8 0 25 10 *', timezone: 'UTC', dueAt: at(32, 40, 48, 56) },
  { key: 'kolkata', rule: '0-24/6 6 25 10 *', timezone: 'Asia/Kolkata', dueAt: at(30, 36, 42, 48, 54) },
  { key: 'new-york', rule: '31-51/10 20 24 10 *', timezone: 'America/New_York', dueAt: at(31, 41, 51) },
];

/** The first ten minutes of it. */
export const TEN_MINUTES: readonly Expected[] = [
  { key: 'oslo', rule: '30-35/5 2 25 10 *', timezone: 'Europe/Oslo', dueAt: at(30, 35) },
  { key: 'utc', rule: '32 0 25 10 *', timezone: 'UTC', dueAt: at(32) },
  { key: 'kolkata', rule: '0-6/6 6 25 10 *', timezone: 'Asia/Kolkata', dueAt: at(30, 36) },
  { key: 'new-york', rule: '31 20 24 10 *', timezone: 'America/New_York', dueAt: at(31) },
];

/** For one point alone. */
export const MINUTE: readonly Expected[] = [
  { key: 'short', rule: '31,33 0 25 10 *', timezone: 'UTC', dueAt: at(31, 33) },
];

export async function plantSchedules(
  db: Db,
  expected: readonly Expected[],
  now: Temporal.Instant,
): Promise<void> {
  for (const { key, rule, timezone } of expected)
    await insertSchedule(
      db,
      {
        key,
        report: 'performance',
        title: `Report ${key}`,
        rule,
        timezone,
        windowKind: 'last-day',
        ...NO_WISH,
        campaignIds: null,
        segmentIds: null,
        recipients: RECIPIENTS,
        formats: ['html'],
        locale: 'en-GB',
        recipientLocales: [],
        replyTo: null,
        owner: null,
        catchUp: { policy: 'all', limit: 31 },
        ambiguousPolicy: 'resend_once',
        deadlineS: 86_400,
        staleAfterS: 7_200,
      },
      watermarkAt(rule, timezone, now),
      now,
    );
}

export function mailsExpected(expected: readonly Expected[]): number {
  return expected.reduce((sum, { dueAt }) => sum + dueAt.length * RECIPIENTS.length, 0);
}
