import { type DigitTime, readProviderTime } from './provider-time.ts';
import { isRecord } from './split-payload.ts';

export type Fault = { readonly field: string; readonly reason: string };

/**
 * The fields of one event. A field is a name or a path (`content.userData`; a name with a dot in it comes first).
 * Reading never stops: a field that is not what it must be is a fault, its value null or empty, and the first fault
 * refuses the event.
 */
export type Fields = {
  readonly has: (field: string) => boolean;
  /** null = missing, null or empty. Longer than `most` characters is a fault: an id is never cut. */
  readonly text: (field: string, most?: number) => string | null;
  /** like `text`; missing is a fault */
  readonly needed: (field: string, most?: number) => string;
  /** like `text`, cut at `most`: for what is only shown */
  readonly cut: (field: string, most: number) => string | null;
  /** pieces of a message, 1 to 255 */
  readonly parts: (field: string) => number | null;
  /** epoch milliseconds, see provider-time.ts */
  readonly time: (field: string, digits: DigitTime, timezone: string | null) => number | null;
  readonly fault: () => Fault | null;
};

/** Widths of the columns that hold them. */
export const ID_WIDTH = 64;
export const CODE_WIDTH = 32;
export const CARRIER_WIDTH = 48;
export const TEXT_WIDTH = 1600;

export function readFields(record: Readonly<Record<string, unknown>>): Fields {
  let first: Fault | null = null;
  const blame = (field: string, reason: string): null => {
    first ??= { field, reason };
    return null;
  };
  const scalar = (field: string): string | null => {
    const value = valueAt(record, field);
    if (value === null || value === undefined) return null;
    if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
    if (typeof value === 'number') return String(value);
    return blame(field, 'must be a text or a number');
  };
  const text = (field: string, most: number = ID_WIDTH): string | null => {
    const lost = lostDigits(valueAt(record, field));
    if (lost !== null) return blame(field, lost);
    const value = scalar(field);
    return value !== null && value.length > most
      ? blame(field, `must have at most ${most} characters, has ${value.length}`)
      : value;
  };
  return {
    has: (field) => !isNothing(valueAt(record, field)),
    text,
    needed: (field, most) => text(field, most) ?? blame(field, 'is missing') ?? '',
    cut: (field, most) => scalar(field)?.slice(0, most) ?? null,
    parts: (field) => {
      const value = scalar(field);
      if (value === null) return null;
      const count = /^\d{1,3}$/.test(value) ? Number(value) : 0;
      return count >= 1 && count <= 255 ? count : blame(field, 'must be a whole number from 1 to 255');
    },
    time: (field, digits, timezone) => {
      const reading = readProviderTime(valueAt(record, field), digits, timezone);
      return reading.ok ? reading.ms : blame(field, reading.reason);
    },
    fault: () => first,
  };
}

/** JSON has read it by now: of an id with 20 digits the last are gone. */
function lostDigits(value: unknown): string | null {
  if (typeof value !== 'number') return null;
  if (!Number.isFinite(value)) return 'is no finite number';
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? 'is a number of too many digits; it must be a text'
    : null;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** By own properties only, so that no word of a path reaches what every object inherits. */
export function valueAt(record: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(record, path)) return record[path];
  if (!path.includes('.')) return undefined;
  let at: unknown = record;
  for (const key of path.split('.')) {
    if (Array.isArray(at)) at = /^\d{1,4}$/.test(key) ? at[Number(key)] : undefined;
    else if (isRecord(at) && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
  }
  return at;
}
