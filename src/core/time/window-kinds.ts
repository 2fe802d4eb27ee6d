import { Failure } from '../failure.ts';
import { shownText } from '../shown-text.ts';
import type { Window } from './window.ts';

export const WINDOW_KINDS = ['last-hour', 'last-day', 'last-week', 'last-month'] as const;

/** A window that follows from a nominal time. `custom` (from and to dates) does not. */
export type RollingKind = (typeof WINDOW_KINDS)[number];

export function isRollingKind(text: string): text is RollingKind {
  return WINDOW_KINDS.some((kind) => kind === text);
}

/** A due time: the instant, and the local time the rule named (they differ where the clock jumps). */
export type Due = { readonly at: Temporal.Instant; readonly nominal: Temporal.PlainDateTime };

/** For "now" instead of a due time: the report somebody asks for at this moment. */
export function dueAt(at: Temporal.Instant, timezone: string): Due {
  return { at, nominal: at.toZonedDateTimeISO(timezone).toPlainDateTime() };
}

/**
 * The last complete hour, day, week (from Monday) or month before a due time. Days follow from the nominal local
 * date, so a run that the clock change pushed past midnight still reports its own day; hours follow from the instant.
 */
export function windowOf(kind: RollingKind, due: Due, timezone: string): Window {
  switch (kind) {
    case 'last-hour': {
      const to = startOfHour(due.at, timezone);
      return { from: hourBefore(to, timezone), to, timezone };
    }
    case 'last-day': {
      const to = startOfDate(due.nominal.toPlainDate(), timezone);
      return dayBefore(to, timezone);
    }
    case 'last-week': {
      const date = due.nominal.toPlainDate();
      return ofDates(mondayOf(date).subtract({ weeks: 1 }), mondayOf(date), timezone);
    }
    case 'last-month': {
      const first = due.nominal.toPlainDate().with({ day: 1 });
      return ofDates(first.subtract({ months: 1 }), first, timezone);
    }
  }
}

/**
 * From one local time to another: "2026-11-16" is the start of that date, "2026-11-16T08:00" that minute. Throws
 * `bad-input` unless it has a length.
 */
export function customWindow(from: string, to: string, timezone: string): Window {
  const window = { from: parseLocal(from, 'from', timezone), to: parseLocal(to, 'to', timezone), timezone };
  if (Temporal.Instant.compare(window.from, window.to) >= 0) {
    throw new Failure('bad-input', `to: ${to} is not after from ${from}; the window ends where to begins`);
  }
  const days = Math.ceil(window.from.until(window.to).total('hours') / 24);
  if (days <= MOST_DAYS) return window;
  throw new Failure(
    'bad-input',
    `to: the window would be ${days} days long, at most ${MOST_DAYS} are allowed`,
  );
}

/** Three years and their leap day: a report reads every hour of its window. */
const MOST_DAYS = 1_096;
/** Nobody sent a text message before; a typing error is found here and not by the database. */
const FIRST_YEAR = 1993;
const LAST_YEAR = 2199;

/** The n windows of the same kind that end where this one begins, newest first. */
export function previousWindows(
  kind: RollingKind | 'custom',
  window: Window,
  count: number,
): readonly Window[] {
  const windows: Window[] = [];
  for (let next = window; windows.length < count; ) {
    next = windowBefore(kind, next);
    windows.push(next);
  }
  return windows;
}

function windowBefore(kind: RollingKind | 'custom', { from, to, timezone }: Window): Window {
  const start = from.toZonedDateTimeISO(timezone).toPlainDate();
  switch (kind) {
    case 'last-hour':
      return { from: hourBefore(from, timezone), to: from, timezone };
    case 'last-day':
      return dayBefore(from, timezone);
    case 'last-week':
      return { ...ofDates(mondayOf(start).subtract({ weeks: 1 }), start, timezone), to: from };
    case 'last-month':
      return { ...ofDates(start.with({ day: 1 }).subtract({ months: 1 }), start, timezone), to: from };
    case 'custom':
      return customBefore({ from, to, timezone }, start);
  }
}

/** As many whole months, else as many local days, else as long on the clock. */
function customBefore({ from, to, timezone }: Window, start: Temporal.PlainDate): Window {
  const end = to.toZonedDateTimeISO(timezone).toPlainDate();
  const isDates = isDayStart(from, timezone) && isDayStart(to, timezone);
  if (!isDates) return { from: from.subtract(from.until(to)), to: from, timezone };
  const isWholeMonths = start.day === 1 && end.day === 1;
  const { months } = start.until(end, { largestUnit: 'months' });
  const length = isWholeMonths ? { months } : { days: start.until(end).days };
  return { from: startOfDate(start.subtract(length), timezone), to: from, timezone };
}

function isDayStart(at: Temporal.Instant, timezone: string): boolean {
  return startOfDate(at.toZonedDateTimeISO(timezone).toPlainDate(), timezone).equals(at);
}

/** Of the last local date before an instant; a date the zone left out (Pacific/Apia 2011-12-30) is no date. */
function dayBefore(to: Temporal.Instant, timezone: string): Window {
  const date = to.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(timezone).toPlainDate();
  return { from: startOfDate(date, timezone), to, timezone };
}

function ofDates(from: Temporal.PlainDate, to: Temporal.PlainDate, timezone: string): Window {
  return { from: startOfDate(from, timezone), to: startOfDate(to, timezone), timezone };
}

/** Midnight, or the first moment after a midnight that the clock leaves out. */
function startOfDate(date: Temporal.PlainDate, timezone: string): Temporal.Instant {
  return date.toZonedDateTime(timezone).toInstant();
}

function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/**
 * The last time up to an instant at which "every hour at :00" is due. Where the clock jumps by less than an hour, or at
 * no full hour (Australia/Lord_Howe, Pacific/Chatham), an hour lasts 30 or 90 minutes; there is no hole and no overlap.
 */
function startOfHour(at: Temporal.Instant, timezone: string): Temporal.Instant {
  const shown = at.toZonedDateTimeISO(timezone).toPlainDateTime();
  const hour = shown.round({ smallestUnit: 'hour', roundingMode: 'floor' });
  const starts = HOURS_AROUND.flatMap((hours) => startsOf(hour.add({ hours }), timezone));
  const past = starts.filter((start) => Temporal.Instant.compare(start, at) <= 0);
  return past.reduce((last, start) => (Temporal.Instant.compare(start, last) > 0 ? start : last));
}

/** No clock goes back or leaves out by more than three hours, but for whole dates. */
const HOURS_AROUND = [-4, -3, -2, -1, 0, 1, 2, 3];

/** A full hour that does not exist begins with the offset before the gap, one that comes twice does so both times. */
function startsOf(hour: Temporal.PlainDateTime, timezone: string): readonly Temporal.Instant[] {
  return (['compatible', 'later'] as const).map((disambiguation) =>
    hour.toZonedDateTime(timezone, { disambiguation }).toInstant(),
  );
}

function hourBefore(to: Temporal.Instant, timezone: string): Temporal.Instant {
  return startOfHour(to.subtract({ nanoseconds: 1 }), timezone);
}

function parseLocal(text: string, field: string, timezone: string): Temporal.Instant {
  const at = readLocal(text, timezone);
  if (at === null) {
    throw new Failure(
      'bad-input',
      `${field}: ${shownText(text)} is not a date such as 2026-11-16 (or 2026-11-16T08:00)`,
    );
  }
  const year = Number(text.slice(0, 4));
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return at;
  throw new Failure('bad-input', `${field}: ${text} is not in the years ${FIRST_YEAR}-${LAST_YEAR}`);
}

function readLocal(text: string, timezone: string): Temporal.Instant | null {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return startOfDate(Temporal.PlainDate.from(text), timezone);
    if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text))
      return Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).toInstant();
  } catch {
    // falls through: a day or hour that does not exist
  }
  return null;
}
