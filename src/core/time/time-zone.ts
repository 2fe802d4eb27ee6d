import { Failure } from '../failure.ts';
import { shownText } from '../shown-text.ts';

const NAME = /^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;

/**
 * An IANA name as the zone data spell it ("Europe/Oslo", "UTC"). Offsets ("+02:00", "UTC+2") have no rules for
 * summer time and are refused. Throws `bad-input`.
 */
export function parseTimeZone(name: unknown): string {
  if (typeof name !== 'string' || !isZone(name)) {
    const shown = typeof name === 'string' ? shownText(name) : typeof name;
    throw new Failure('bad-input', `tz: ${shown} is not an IANA zone`);
  }
  return name;
}

function isZone(name: string): boolean {
  if (name.length > 64 || !NAME.test(name)) return false;
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId === name;
  } catch {
    return false;
  }
}
