/** Seconds to add to UTC for the local time of a zone, by UTC hour of a stretch of days; exact where the clock changes. */
export type ZoneClock = { readonly offsetAt: (secondsUtc: number) => number };

const HOUR_S = 3600;

export function zoneClock(zone: string, firstDay: number, days: number): ZoneClock {
  const offsets = new Int32Array((days + 1) * 24);
  for (let day = 0; day < days; day += 1) {
    const start = offsetOf(zone, (firstDay + day) * 24);
    const changes = offsetOf(zone, (firstDay + day + 1) * 24) !== start;
    for (let hour = 0; hour < 24; hour += 1) {
      offsets[day * 24 + hour] = changes ? offsetOf(zone, (firstDay + day) * 24 + hour) : start;
    }
  }
  const first = firstDay * 24;
  return { offsetAt: (secondsUtc) => offsets[Math.floor(secondsUtc / HOUR_S) - first] ?? 0 };
}

function offsetOf(zone: string, hour: number): number {
  const at = Temporal.Instant.fromEpochMilliseconds(hour * HOUR_S * 1000);
  return at.toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;
}
