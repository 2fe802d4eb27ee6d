import { type CalendarRule, isRuleDate } from './calendar-rule.ts';
import { civilDate } from './civil-date.ts';
import type { Fire } from './fires.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Longer than any jump of a clock: with none so near, every local time of the span exists once. */
const AROUND = { hours: 48 } as const;

/**
 * The first `most` fires in (after, until] where the zone's clock does not jump, by arithmetic; null = it jumps there or near.
 * Ten thousand schedules are planned at once, and nearly all days of nearly all zones are such days.
 */
export function steadyFires(
  rule: CalendarRule,
  timezone: string,
  after: Temporal.Instant,
  until: Temporal.Instant,
  most = Number.POSITIVE_INFINITY,
): readonly Fire[] | null {
  const before = after.subtract(AROUND).toZonedDateTimeISO(timezone);
  const jump = before.getTimeZoneTransition('next');
  if (jump !== null && Temporal.Instant.compare(jump.toInstant(), until.add(AROUND)) <= 0) return null;
  const offsetMs = before.offsetNanoseconds / 1e6;
  const [afterMs, untilMs] = [after.epochMilliseconds, until.epochMilliseconds];
  const firstDay = Math.floor((afterMs + offsetMs) / DAY_MS);
  const lastDay = Math.floor((untilMs + offsetMs) / DAY_MS);
  const found: Fire[] = [];
  for (let day = firstDay; day <= lastDay && found.length < most; day += 1) {
    const date = civilDate(day);
    if (!isRuleDate(rule, date)) continue;
    for (const hour of rule.hours) {
      for (const minute of rule.minutes) {
        const at = day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS - offsetMs;
        if (at <= afterMs || at > untilMs) continue;
        found.push({
          at: Temporal.Instant.fromEpochMilliseconds(at),
          nominal: new Temporal.PlainDateTime(date.year, date.month, date.day, hour, minute),
          isRepeat: false,
        });
      }
    }
  }
  return found.slice(0, most);
}
