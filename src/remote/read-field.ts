import type { FieldNames } from '../core/platform-plan.ts';

/** What of a row could be read, or why not: one phrase without the value. */
export type RowReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

/** Text of the first field that is there and not blank; numbers become text; null = none is. */
export function textAt(row: unknown, names: FieldNames): string | null {
  for (const name of names) {
    const value = valueAt(row, name);
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return null;
}

/** Epoch milliseconds of a time in Unix seconds; null = blank, 0 or none. */
export function timeAt(row: unknown, names: FieldNames): number | null {
  const text = textAt(row, names);
  if (text === null || !/^\d{1,11}$/.test(text) || Number(text) === 0) return null;
  return Number(text) * 1_000;
}

/** Names of the fields of a row, to be told when none of the wanted ones is among them. */
export function fieldNames(row: unknown): string {
  if (typeof row !== 'object' || row === null) return 'no fields';
  const names = Object.keys(row).filter((name) => /^[\w-]{1,40}$/.test(name));
  return names.slice(0, 30).join(', ') || 'no fields';
}

function valueAt(row: unknown, name: string): unknown {
  let value: unknown = row;
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null;
    value = Reflect.get(value, step);
  }
  return value;
}
