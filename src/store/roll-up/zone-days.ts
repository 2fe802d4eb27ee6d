import type { Db } from '../connect.ts';

export type ZoneDay = { readonly timezone: string; readonly day: number };

const DAY_MS = 86_400_000;

/** Writes the offsets of these zones on these UTC days. A zone nobody knows is taken for UTC. */
export async function saveZoneDays(trx: Db, wanted: readonly ZoneDay[]): Promise<void> {
  if (wanted.length === 0) return;
  const rows = wanted.map(({ timezone, day }) => ({ timezone, day, ...offsetsOn(timezone, day) }));
  for (let first = 0; first < rows.length; first += 500) {
    await trx('zone_days')
      .insert(rows.slice(first, first + 500))
      .onConflict(['timezone', 'day'])
      .ignore();
  }
}

/** Every zone that a counted message was sent or clicked in. */
export async function listZones(trx: Db): Promise<readonly string[]> {
  const rows: readonly { readonly timezone: string }[] = await trx('zone_days').distinct('timezone');
  return rows.map(({ timezone }) => timezone);
}

type Offsets = {
  readonly offset_s: number;
  readonly change_s: number | null;
  readonly offset_after_s: number | null;
};

function offsetsOn(timezone: string, day: number): Offsets {
  const start = clockAt(timezone, day);
  if (start === null) return { offset_s: 0, change_s: null, offset_after_s: null };
  const change = start.getTimeZoneTransition('next');
  const offset_s = start.offsetNanoseconds / 1e9;
  if (change === null || change.epochMilliseconds >= (day + 1) * DAY_MS) {
    return { offset_s, change_s: null, offset_after_s: null };
  }
  return {
    offset_s,
    change_s: Math.floor(change.epochMilliseconds / 1000),
    offset_after_s: change.offsetNanoseconds / 1e9,
  };
}

/** At the start of a UTC day since 1970-01-01; null = nobody knows the zone. */
export function clockAt(timezone: string, day: number): Temporal.ZonedDateTime | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(day * DAY_MS).toZonedDateTimeISO(timezone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
