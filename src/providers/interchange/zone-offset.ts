import { parseTimeZone } from '../../core/time/time-zone.ts';

/** Offsets change on whole tens of minutes: what is known of one holds for all of them. */
const TEN_MINUTES = 'YYYY-MM-DDTHH:M'.length;
const KEPT = 20_000;

const known = new Map<string, number | null>();

/**
 * Milliseconds that a wall clock of a zone is ahead of UTC at a local time (`2026-11-23T08:00:00`, of a day that there
 * is). An hour that comes twice is the first of the two; one that the clock leaps over is what the clock would have
 * shown. null = no IANA zone.
 */
export function zoneOffset(local: string, zone: string): number | null {
  const key = `${local.slice(0, TEN_MINUTES)}${zone}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const offset = computeOffset(`${local.slice(0, TEN_MINUTES)}0`, zone);
  if (known.size >= KEPT) known.clear();
  known.set(key, offset);
  return offset;
}

function computeOffset(local: string, zone: string): number | null {
  try {
    const clock = Temporal.PlainDateTime.from(local);
    const zoned = clock.toZonedDateTime(parseTimeZone(zone), { disambiguation: 'compatible' });
    return clock.toZonedDateTime('UTC').epochMilliseconds - zoned.epochMilliseconds;
  } catch {
    return null;
  }
}
