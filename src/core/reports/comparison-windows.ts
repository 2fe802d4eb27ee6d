import type { Window } from '../time/window.ts';
import type { WindowKind } from './performance-input.ts';

/**
 * The `n` windows of the same kind right before this one, newest first. Days, weeks and months are calendar spans of
 * the window's zone, so the one with a clock change has 23 or 25 hours; an hour has always 60 minutes.
 * A custom window of whole days is moved by its number of days, any other by its length.
 */
export function previousWindows(window: Window, kind: WindowKind, n: number): readonly Window[] {
  const step = stepOf(window, kind);
  const edge = (back: number): Temporal.Instant => moveBack(window, step, back);
  return Array.from({ length: n }, (_, index) => ({
    from: edge(index + 1),
    to: edge(index),
    timezone: window.timezone,
  }));
}

/** Days or months of the calendar, or a fixed number of milliseconds. */
type Step = { readonly unit: 'days' | 'months' | 'milliseconds'; readonly size: number };

function stepOf(window: Window, kind: WindowKind): Step {
  switch (kind) {
    case 'last-hour':
      return { unit: 'milliseconds', size: 3_600_000 };
    case 'last-day':
      return { unit: 'days', size: 1 };
    case 'last-week':
      return { unit: 'days', size: 7 };
    case 'last-month':
      return { unit: 'months', size: 1 };
    case 'custom': {
      const days = wholeDays(window);
      return days === null
        ? { unit: 'milliseconds', size: window.to.epochMilliseconds - window.from.epochMilliseconds }
        : { unit: 'days', size: days };
    }
  }
}

function moveBack(window: Window, { unit, size }: Step, times: number): Temporal.Instant {
  if (unit === 'milliseconds') return window.from.subtract({ milliseconds: size * times });
  return localDay(window.from, window.timezone)
    .subtract({ [unit]: size * times })
    .toZonedDateTime(window.timezone)
    .toInstant();
}

function wholeDays({ from, to, timezone }: Window): number | null {
  const isDayStart = (at: Temporal.Instant): boolean =>
    localDay(at, timezone).toZonedDateTime(timezone).toInstant().equals(at);
  if (!isDayStart(from) || !isDayStart(to)) return null;
  return localDay(from, timezone).until(localDay(to, timezone), { largestUnit: 'day' }).days;
}

function localDay(at: Temporal.Instant, timezone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timezone).toPlainDate();
}
