import { localToUtc, readDay } from './calendar-time.ts';

/**
 * What a row of bare digits is. It cannot be told from the digits: 2411251930 is a minute of 2024 in a receipt of an
 * SMSC and a second of 2046 in Unix time. The importer knows its provider.
 */
export type DigitTime = 'unix' | 'calendar';

export type TimeReading =
  | { readonly ok: true; readonly ms: number | null }
  /** one phrase: what it must be */
  | { readonly ok: false; readonly reason: string };

const NOTHING: TimeReading = { ok: true, ms: null };

/**
 * RFC 3339 and its cousins: `T` or space, `-`, `.` or `/`, seconds or none, offset with or without colon, or none. A `+`
 * that nobody encoded in a query string comes as a space.
 */
const WRITTEN =
  /^(\d{4})[-./](\d\d)[-./](\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|[+-]\d\d:?\d\d|(?<=[ ])\d\d:\d\d)?$/;

/** Zeros only, or the first day of the calendar: what programs write for no time. */
const NO_TIME = /^(0+|0001-01-01[T ]00:00.*|0000-00-00.*)$/;

/** Nobody sent an SMS before; an earlier time is a damaged one. */
const EARLIEST_MS = Date.UTC(1992, 0, 1);

/** The last millisecond that a DATETIME column holds. */
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Epoch milliseconds of a time as providers write it. Nothing said (null, empty, zeros only, the first second of 1970, day 1 of year 1) is `ms: null`. A time
 * that names no zone is read in `timezone` (IANA) and refused when that is null: guessing shifts every latency by
 * hours. Digits behind the millisecond are cut off. A local time that comes twice in autumn is the first of the two,
 * one that is skipped in spring is taken as if the clock had not been moved yet.
 */
export function readProviderTime(value: unknown, digits: DigitTime, timezone: string | null): TimeReading {
  if (value === null || value === undefined) return NOTHING;
  if (typeof value !== 'string' && typeof value !== 'number') return refused('must be a time');
  const text = String(value).trim();
  if (text === '' || NO_TIME.test(text)) return NOTHING;
  if (/^\d+(\.\d{1,9})?$/.test(text)) {
    return digits === 'unix' ? readUnix(text) : readCompact(text, timezone);
  }
  const match = WRITTEN.exec(text);
  if (match === null) return refused('must be a time such as 2026-11-25T19:30:00Z');
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone] = match;
  const local = localMs(`${year}${month}${day}${hour}${minute}${second}`);
  if (local === null) return refused('is a time that does not exist');
  return inZone(local + Number(fraction.slice(0, 3).padEnd(3, '0')), zone, timezone);
}

/** 9 or 10 digits are seconds, with or without a fraction; 12 or 13 are milliseconds. */
function readUnix(text: string): TimeReading {
  const whole = text.split('.')[0] ?? '';
  if (whole.length === 9 || whole.length === 10) return bounded(Math.floor(Number(text) * 1000));
  if (whole.length === 12 || whole.length === 13) return bounded(Math.floor(Number(text)));
  return refused('must be Unix time in seconds (10 digits) or milliseconds (13 digits)');
}

/** YYMMDDhhmm, YYMMDDhhmmss, YYYYMMDDhhmm (when it is no time of the form before) or YYYYMMDDhhmmss. */
function readCompact(text: string, timezone: string | null): TimeReading {
  const local =
    text.length === 10
      ? localMs(`20${text}00`)
      : text.length === 12
        ? (localMs(`20${text}`) ?? localMs(`${text}00`))
        : text.length === 14
          ? localMs(text)
          : undefined;
  if (local === undefined) return refused('must be YYMMDDhhmm, YYMMDDhhmmss or YYYYMMDDhhmmss');
  if (local === null) return refused('is a time that does not exist');
  return inZone(local, undefined, timezone);
}

/** Of 14 digits, as if the zone were UTC; null = there is no such day or time of day. */
function localMs(text: string): number | null {
  const at = (start: number, end: number): number => Number(text.slice(start, end));
  const dayMs = readDay(at(0, 4), at(4, 6), at(6, 8));
  const [hour, minute, second] = [at(8, 10), at(10, 12), at(12, 14)];
  if (dayMs === null || hour > 23 || minute > 59 || second > 59) return null;
  return dayMs + (hour * 3600 + minute * 60 + second) * 1000;
}

function inZone(local: number, zone: string | undefined, timezone: string | null): TimeReading {
  if (zone === undefined) {
    if (timezone === null) return refused("names no zone; set this provider's timezone, such as Europe/Oslo");
    const ms = localToUtc(local, timezone);
    return ms === null
      ? refused("is in a timezone that does not exist; set this provider's right")
      : bounded(ms);
  }
  if (/^[A-Za-z]/.test(zone)) return bounded(local);
  const minutes = Number(/\d\d/.exec(zone)?.[0]) * 60 + Number(zone.slice(-2));
  if (minutes > 14 * 60 || Number(zone.slice(-2)) > 59) return refused('has an offset that does not exist');
  return bounded(local + (zone.startsWith('-') ? minutes : -minutes) * 60_000);
}

function bounded(ms: number): TimeReading {
  if (ms === 0) return NOTHING;
  return ms < EARLIEST_MS || ms > LATEST_MS ? refused('lies before 1992 or after 9999') : { ok: true, ms };
}

function refused(reason: string): TimeReading {
  return { ok: false, reason };
}
