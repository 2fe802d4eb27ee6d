import type { WindowLabel } from '../core/reports/report-model.ts';
import { remember } from './remember.ts';

export type TimeFormat = {
  readonly instant: (at: string, style: 'date' | 'time' | 'date-time') => string;
  /** long = with weekdays, in the label's own zone */
  readonly window: (label: WindowLabel, length: 'long' | 'short') => string;
  readonly day: (day: string) => string;
  readonly hour: (hour: number) => string;
  /** Monday = 0 */
  readonly weekday: (day: number) => string;
};

/** Instants (ISO text) as dates and 24-hour times in `timezone`. */
export function createTimeFormat(locale: string, timezone: string): TimeFormat {
  const date = dateFormat(locale, timezone);
  const time = clock(locale, timezone);
  const calendar = dateFormat(locale, 'UTC');
  const names = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const weekdays = Array.from({ length: 7 }, (_, day) => names.format(MONDAY.add({ hours: 24 * day })));
  const dateOf = remember(MOST_KNOWN, (at) => tidy(date.format(Temporal.Instant.from(at))));
  const timeOf = remember(MOST_KNOWN, (at) => time.format(Temporal.Instant.from(at)));
  const ranges = {
    long: rememberWindows((label) => formatWindow(label, 'long', locale)),
    short: rememberWindows((label) => formatWindow(label, 'short', locale)),
  };
  return {
    instant: (at, style) => {
      if (style === 'date') return dateOf(at);
      if (style === 'time') return timeOf(at);
      return `${dateOf(at)}, ${timeOf(at)}`;
    },
    window: (label, length) => ranges[length](label),
    day: remember(MOST_KNOWN, (day) => tidy(calendar.format(Temporal.Instant.from(`${day}T12:00Z`)))),
    weekday: (day) => weekdays[day] ?? '',
    hour: (hour) => `${String(hour).padStart(2, '0')}:00`,
  };
}

/** A report names few times and windows, each again and again. */
const MOST_KNOWN = 500;

function rememberWindows(format: (label: WindowLabel) => string): (label: WindowLabel) => string {
  const known = remember(MOST_KNOWN, (asked) => {
    const [from = '', to = '', timezone = ''] = asked.split(' ');
    return format({ from, to, timezone });
  });
  return ({ from, to, timezone }) => known(`${from} ${to} ${timezone}`);
}

const MONDAY = Temporal.Instant.from('2026-11-16T12:00Z');

/** Whole days: "Mon 16 Nov – Sun 22 Nov 2026" or, short, "16–22 Nov 2026"; anything else with its times. */
function formatWindow({ from, to, timezone }: WindowLabel, length: 'long' | 'short', locale: string): string {
  const dates = dateFormat(locale, timezone, 'numeric', length);
  const start = Temporal.Instant.from(from);
  const end = Temporal.Instant.from(to);
  if (isStartOfDay(start, timezone) && isStartOfDay(end, timezone)) {
    return tidy(dates.formatRange(start, end.subtract({ seconds: 1 })));
  }
  const time = clock(locale, timezone);
  const [first, last] = [tidy(dates.format(start)), tidy(dates.format(end))];
  if (first === last) return `${first}, ${time.format(start)}–${time.format(end)}`;
  return `${first}, ${time.format(start)} – ${last}, ${time.format(end)}`;
}

function isStartOfDay(instant: Temporal.Instant, timezone: string): boolean {
  const zoned = instant.toZonedDateTimeISO(timezone);
  return zoned.startOfDay().equals(zoned);
}

function dateFormat(
  locale: string,
  timeZone: string,
  year?: 'numeric',
  length: 'long' | 'short' = 'long',
): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    timeZone,
    ...(length === 'long' ? { weekday: 'short' } : {}),
    ...(year === undefined ? {} : { year }),
  });
}

function clock(locale: string, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
}

/** "Mon, 16 – Sun, 22" without commas after weekdays; thin spaces become plain ones. */
function tidy(text: string): string {
  return text
    .replace(/[\u2009\u202f]/gu, ' ')
    .replace(/(\d) – (?=\d)/gu, '$1–')
    .replace(/(\p{L}{2,}), (?=\d)/gu, '$1 ');
}
