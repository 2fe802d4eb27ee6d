const QUARTER_MS = 15 * 60_000;

let lastZone = '';
let lastQuarter = Number.NaN;
let lastOffsetMs = 0;

/** Epoch milliseconds of the start of a day in UTC; null = there is no such day. */
export function readDay(year: number, month: number, day: number): number | null {
  const ms = Date.UTC(year, month - 1, day);
  const back = new Date(ms);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? ms : null;
}

/**
 * A wall clock reading (`local`, milliseconds as if its zone were UTC) of an IANA zone as epoch milliseconds. Receipts
 * come in order, so the offset of the last quarter of an hour is kept; clocks are only moved at a quarter. null = there
 * is no such zone.
 */
export function localToUtc(local: number, timezone: string): number | null {
  if (timezone === 'UTC') return local;
  const quarter = Math.floor(local / QUARTER_MS);
  if (timezone !== lastZone || quarter !== lastQuarter) {
    const ms = zonedMs(local, timezone);
    if (ms === null) return null;
    lastOffsetMs = local - ms;
    lastZone = timezone;
    lastQuarter = quarter;
  }
  return local - lastOffsetMs;
}

function zonedMs(local: number, timezone: string): number | null {
  const clock = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime();
  try {
    return clock.toZonedDateTime(timezone, { disambiguation: 'compatible' }).epochMilliseconds;
  } catch {
    return null;
  }
}
