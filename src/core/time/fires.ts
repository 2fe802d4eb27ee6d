import { type CalendarRule, isRuleDate } from './calendar-rule.ts';
import { steadyFires } from './steady-fires.ts';

/** One time a rule is due. */
export type Fire = {
  readonly at: Temporal.Instant;
  /** the local date and time the rule names; it may not exist on the clock of that day */
  readonly nominal: Temporal.PlainDateTime;
  /** true = the second time the clock shows this (only rules with every hour fire then) */
  readonly isRepeat: boolean;
};

/** Clocks jump by up to a day (date line): a fire's nominal time lies at most this far from its local time. */
const REACH = { hours: 26 } as const;
/** 29 February comes back after 8 years at the latest (2096 to 2104). */
const HORIZON_DAYS = 366 * 9;
const MONTH = { hours: 24 * 32 } as const;

/**
 * Every fire in (after, until], by time. RFC 5545 3.3.5: a local time that does not exist is read with the offset
 * before the gap, a repeated one means the first. A rule with every hour also fires in the repeated hour. A local
 * date of zero length (Pacific/Apia 2011-12-30) has none. When a shifted time meets one that exists, the latter stays.
 */
export function firesBetween(
  rule: CalendarRule,
  timezone: string,
  after: Temporal.Instant,
  until: Temporal.Instant,
): readonly Fire[] {
  return steadyFires(rule, timezone, after, until) ?? firesAroundJump(rule, timezone, after, until);
}

/** For any span, at the cost of asking the zone about each local time. */
function firesAroundJump(
  rule: CalendarRule,
  timezone: string,
  after: Temporal.Instant,
  until: Temporal.Instant,
): readonly Fire[] {
  const earliest = localOf(after, timezone).subtract(REACH);
  const latest = localOf(until, timezone).add(REACH);
  const found: Fire[] = [];
  for (
    let date = earliest.toPlainDate();
    Temporal.PlainDate.compare(date, latest.toPlainDate()) <= 0;
    date = date.add({ days: 1 })
  ) {
    if (!isRuleDate(rule, date) || !hasLength(date, timezone)) continue;
    for (const nominal of nominalTimes(rule, date)) {
      const isNear = isWithin(nominal, earliest, latest);
      if (isNear) found.push(...firesAt(nominal, timezone, rule.isEveryHour));
    }
  }
  const due = found.filter(({ at }) => isAfter(at, after) && !isAfter(at, until));
  return dropShiftedDoubles(due.sort(byTime), rule.isEveryHour, timezone);
}

/** The next `count` fires after an instant; fewer when the rule has no more up to `until` (default: nine years on). */
export function nextFires(
  rule: CalendarRule,
  timezone: string,
  after: Temporal.Instant,
  count: number,
  until: Temporal.Instant = after.add({ hours: 24 * HORIZON_DAYS }),
): readonly Fire[] {
  const month = earlier(after.add(MONTH), until);
  const soon = steadyFires(rule, timezone, after, month, count);
  const found: Fire[] = [...(soon ?? [])];
  let from = soon === null ? after : month;
  for (let days = 1; found.length < count && isAfter(until, from); days = Math.min(days * 2, 366)) {
    const to = earlier(from.add({ hours: 24 * days }), until);
    found.push(...firesBetween(rule, timezone, from, to));
    from = to;
  }
  return found.slice(0, count);
}

/** The first fire after an instant, null when there is none within nine years. */
export function nextFire(rule: CalendarRule, timezone: string, after: Temporal.Instant): Fire | null {
  return nextFires(rule, timezone, after, 1)[0] ?? null;
}

/** Names an occurrence of a schedule: the nominal local time, with the offset when the clock shows it twice. */
export function occurrenceKey(fire: Fire, timezone: string): string {
  const nominal = fire.nominal.toString({ smallestUnit: 'minute' });
  return fire.isRepeat ? `${nominal}${fire.at.toZonedDateTimeISO(timezone).offset}` : nominal;
}

function nominalTimes(rule: CalendarRule, date: Temporal.PlainDate): readonly Temporal.PlainDateTime[] {
  return rule.hours.flatMap((hour) => rule.minutes.map((minute) => date.toPlainDateTime({ hour, minute })));
}

function isWithin(
  time: Temporal.PlainDateTime,
  from: Temporal.PlainDateTime,
  to: Temporal.PlainDateTime,
): boolean {
  return Temporal.PlainDateTime.compare(time, from) >= 0 && Temporal.PlainDateTime.compare(time, to) <= 0;
}

function firesAt(nominal: Temporal.PlainDateTime, timezone: string, isEveryHour: boolean): readonly Fire[] {
  const first = nominal.toZonedDateTime(timezone, { disambiguation: 'compatible' }).toInstant();
  const fire: Fire = { at: first, nominal, isRepeat: false };
  if (!isEveryHour) return [fire];
  const second = nominal.toZonedDateTime(timezone, { disambiguation: 'later' }).toInstant();
  const isRepeated = isAfter(second, first) && exists(nominal, second, timezone);
  return isRepeated ? [fire, { at: second, nominal, isRepeat: true }] : [fire];
}

/** At one instant one fire per nominal date (with every hour: one at all), and rather the time that exists. */
function dropShiftedDoubles(fires: readonly Fire[], isEveryHour: boolean, timezone: string): readonly Fire[] {
  const kept = new Map<string, Fire>();
  for (const fire of fires) {
    const date = isEveryHour ? '' : fire.nominal.toPlainDate().toString();
    const key = `${fire.at.epochMilliseconds} ${date}`;
    if (!kept.has(key) || exists(fire.nominal, fire.at, timezone)) kept.set(key, fire);
  }
  return [...kept.values()];
}

function hasLength(date: Temporal.PlainDate, timezone: string): boolean {
  const start = date.toZonedDateTime(timezone).toInstant();
  return isAfter(date.add({ days: 1 }).toZonedDateTime(timezone).toInstant(), start);
}

function exists(nominal: Temporal.PlainDateTime, at: Temporal.Instant, timezone: string): boolean {
  return localOf(at, timezone).equals(nominal);
}

function localOf(at: Temporal.Instant, timezone: string): Temporal.PlainDateTime {
  return at.toZonedDateTimeISO(timezone).toPlainDateTime();
}

function earlier(left: Temporal.Instant, right: Temporal.Instant): Temporal.Instant {
  return isAfter(left, right) ? right : left;
}

function isAfter(left: Temporal.Instant, right: Temporal.Instant): boolean {
  return Temporal.Instant.compare(left, right) > 0;
}

function byTime(left: Fire, right: Fire): number {
  return (
    Temporal.Instant.compare(left.at, right.at) || Temporal.PlainDateTime.compare(left.nominal, right.nominal)
  );
}
