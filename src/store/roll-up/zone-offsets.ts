import type { Bindings } from './session.ts';
import { clockAt } from './zone-days.ts';

/** Part of a statement, and what it asks for by name. */
export type SqlPart = { readonly sql: string; readonly bindings: Bindings };

/** UTC days since 1970-01-01, both inclusive. */
export type Days = { readonly from: number; readonly to: number };

const DAY_SECONDS = 86_400;
/** Of a wider span the text would grow with every change of a clock; its rows are looked up in zone_days. */
const MOST_DAYS = 800;

/**
 * Seconds that clocks of a zone are ahead of UTC, as an expression: over a batch of new messages it costs a third of the
 * look into zone_days, whose key is a name. NULL for a zone that is not in `zones`; one that nobody knows is taken for UTC.
 *
 * @param zone expression of the name
 * @param at expression of epoch seconds within `days`
 */
export function zoneOffsets(zones: readonly string[], zone: string, at: string, days: Days): SqlPart {
  if (zones.length === 0 || days.to - days.from >= MOST_DAYS) return { sql: 'NULL', bindings: {} };
  const alike = Map.groupBy(zones.entries(), ([, name]) => clockOf(name, at, days));
  const cases = [...alike].map(([clock, of]) => {
    const names = of.map(([place]) => `:zone${place}`).join(', ');
    return `WHEN ${zone} IN (${names}) THEN ${clock}`;
  });
  const bindings = Object.fromEntries(zones.map((name, place) => [`zone${place}`, name]));
  return { sql: `CASE ${cases.join(' ')} END`, bindings };
}

/** One number where the clock is not changed in these days. */
function clockOf(timezone: string, at: string, { from, to }: Days): string {
  let clock = clockAt(timezone, from);
  if (clock === null) return '0';
  const parts: string[] = [];
  for (;;) {
    const next: Temporal.ZonedDateTime | null = clock.getTimeZoneTransition('next');
    if (next === null || secondsOf(next) >= (to + 1) * DAY_SECONDS) break;
    parts.push(`WHEN ${at} < ${secondsOf(next)} THEN ${offsetOf(clock)}`);
    clock = next;
  }
  return parts.length === 0 ? `${offsetOf(clock)}` : `CASE ${parts.join(' ')} ELSE ${offsetOf(clock)} END`;
}

function secondsOf(clock: Temporal.ZonedDateTime): number {
  return Math.floor(clock.epochMilliseconds / 1000);
}

function offsetOf(clock: Temporal.ZonedDateTime): number {
  return clock.offsetNanoseconds / 1e9;
}
