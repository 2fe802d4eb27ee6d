import { readDay } from '../calendar-time.ts';
import { zoneOffset } from './zone-offset.ts';

const SHAPE =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?(?:\[([A-Za-z0-9_+/-]{1,64})\])?$/;

/** Nobody sent an SMS before; an earlier time is a damaged one. */
const EARLIEST_MS = Date.UTC(1992, 0, 1);

let lastDay = '';
let lastDayMs = 0;

/**
 * Epoch milliseconds of an ISO 8601 time with an offset, or with an IANA zone in brackets (RFC 9557) where an offset
 * goes before; digits behind the millisecond are cut off. null = it is none, or none that there is (30 February,
 * 24:00, a 60th second), or before 1992.
 */
export function readTime(text: string): number | null {
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const day = text.slice(0, 10);
  if (day !== lastDay) {
    const dayMs = readDay(Number(match[1]), Number(match[2]), Number(match[3]));
    if (dayMs === null) return null;
    lastDay = day;
    lastDayMs = dayMs;
  }
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  const second = Number(match[6]);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const offset = match[8] === undefined ? zoneOffset(text, match[9] ?? '') : readOffset(match[8]);
  if (offset === null) return null;
  const fraction = match[7] === undefined ? 0 : Number(match[7].slice(0, 3).padEnd(3, '0'));
  const ms = lastDayMs + (hour * 3600 + minute * 60 + second) * 1000 + fraction - offset;
  return ms < EARLIEST_MS ? null : ms;
}

/** -14:00 to +14:00, in milliseconds. */
function readOffset(text: string): number | null {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6));
  if (minutes > 14 * 60 || Number(text.slice(4, 6)) > 59) return null;
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}
