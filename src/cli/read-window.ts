import { Failure } from '../core/failure.ts';
import type { WindowKind } from '../core/reports/performance-input.ts';
import { shownText } from '../core/shown-text.ts';
import { parseTimeZone } from '../core/time/time-zone.ts';
import type { Window } from '../core/time/window.ts';
import { customWindow, dueAt, isRollingKind, WINDOW_KINDS, windowOf } from '../core/time/window-kinds.ts';

export type WindowFlags = {
  readonly window?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tz: string;
  readonly asOf?: string;
};

export type AskedWindow = { readonly window: Window; readonly kind: WindowKind };

/** `--window KIND` or `--from DATE --to DATE`, in `--tz`; a rolling window ends before `now` (or `--as-of`). */
export function readWindow(flags: WindowFlags, now: Temporal.Instant): AskedWindow {
  const timezone = parseTimeZone(flags.tz);
  if (flags.from !== undefined || flags.to !== undefined) {
    if (flags.window !== undefined)
      throw new Failure('bad-input', '--window: cannot stand beside --from and --to');
    if (flags.from === undefined || flags.to === undefined) {
      throw new Failure(
        'bad-input',
        '--from, --to: both are needed, as dates like 2026-11-16; --to is exclusive',
      );
    }
    return { window: customWindow(flags.from, flags.to, timezone), kind: 'custom' };
  }
  const kind = flags.window ?? 'last-week';
  if (!isRollingKind(kind)) {
    throw new Failure('bad-input', `--window: ${shownText(kind)} is not one of ${WINDOW_KINDS.join(', ')}`);
  }
  return { window: windowOf(kind, dueAt(readInstant(flags.asOf, now), timezone), timezone), kind };
}

export function readInstant(text: string | undefined, now: Temporal.Instant): Temporal.Instant {
  if (text === undefined) return now;
  return parseInstant(text, '--as-of', text, 'a time like 2026-11-23T08:00:00Z');
}

/** Nobody sent a text message before; a typing error is found here and not by the database. */
const FIRST_YEAR = 1993;
const LAST_YEAR = 9998;

/** `text` is what was typed, `whole` what it stands for. Throws `bad-input`. */
export function parseInstant(whole: string, flag: string, text: string, allowed: string): Temporal.Instant {
  const at = instantOf(whole);
  if (at === null) throw new Failure('bad-input', `${flag}: ${shownText(text)} is not ${allowed}`);
  const { year } = at.toZonedDateTimeISO('UTC');
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return at;
  throw new Failure(
    'bad-input',
    `${flag}: ${shownText(text)} is not in the years ${FIRST_YEAR}-${LAST_YEAR}`,
  );
}

function instantOf(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
}

/** What nobody can know yet is refused. */
export function readPastInstant(text: string | undefined, now: Temporal.Instant): Temporal.Instant {
  const at = readInstant(text, now);
  if (Temporal.Instant.compare(at, now) <= 0) return at;
  throw new Failure('bad-input', `--as-of: ${at.toString()} is in the future`);
}
