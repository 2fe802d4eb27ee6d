import { type People, ZONES } from './people.ts';
import { DAY_S } from './plan.ts';
import type { Random } from './random.ts';

/** How likely a text is looked at, by local hour of its sending; the mean over 8-21 is about 1. */
const BY_HOUR = [
  0.3, 0.2, 0.2, 0.2, 0.2, 0.3, 0.5, 0.7, 0.8, 0.85, 0.85, 0.95, 1.1, 0.95, 0.9, 0.95, 1.05, 1.15, 1.25, 1.3,
  1.25, 1.05, 0.7, 0.45,
] as const;

/** Monday first. */
const BY_WEEKDAY = [0.94, 0.97, 1, 1.06, 1.02, 0.95, 1.04] as const;

export type LocalTime = (zone: number, epochS: number) => number;

/** Local epoch seconds of a contact's zone; offsets are looked up once per zone and day. */
export function createLocalTime(): LocalTime {
  const offsets = new Map<number, number>();
  return (zone, epochS) => {
    const name = ZONES[zone] ?? ZONES[0];
    const day = Math.floor(epochS / DAY_S);
    const key = day * 16 + Math.min(zone, 15);
    let offset = offsets.get(key);
    if (offset === undefined) {
      const noon = Temporal.Instant.fromEpochMilliseconds((day * DAY_S + DAY_S / 2) * 1000);
      offset = noon.toZonedDateTimeISO(name).offsetNanoseconds / 1e9;
      offsets.set(key, offset);
    }
    return epochS + offset;
  };
}

export function attention(localS: number): number {
  const hour = Math.floor((localS % DAY_S) / 3600);
  // 1970-01-01 was a Thursday.
  const weekday = (Math.floor(localS / DAY_S) + 3) % 7;
  return (BY_HOUR[hour] ?? 1) * (BY_WEEKDAY[weekday] ?? 1);
}

/** Seconds from delivery to a click: a quarter of an hour as a rule, now and then days, at night not. */
export function clickDelay(localS: number, random: Random): number {
  const slow = random.next() < 0.12;
  const delay = 3 + Math.round(slow ? random.around(9 * 3600, 1.2) : random.around(11 * 60, 1.5));
  const hour = Math.floor(((localS + delay) % DAY_S) / 3600);
  if (hour > 5 || random.next() < 0.12) return delay;
  return delay + (7 - hour) * 3600 + random.below(5_400);
}

export function isOptedOut(people: People, contact: number, atS: number): boolean {
  const outS = people.outS[contact] ?? 0;
  if (outS === 0 || atS < outS) return false;
  const inS = people.inS[contact] ?? 0;
  return inS === 0 || atS < inS;
}
